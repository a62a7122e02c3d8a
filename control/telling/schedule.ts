// Whether a receiver is due to be told of an incident, and why. Pure: the record, what was said before, and the time.
import type { Incident, Kind } from '#monitoring'
import type { ReceiverPlan } from './plan.ts'
import { isQuiet } from './quiet.ts'
import { severities, type Severity, severityOf, worseOf } from './severity.ts'

/** What one receiver has been told of one incident. */
export type Telling = {
  readonly receiver: string
  readonly incident: string
  readonly bornMs: number
  /** The receiver whose people did not acknowledge it. */
  readonly from: string | null
  /** Since when there is something to say; null while there is not. */
  readonly dueMs: number | null
  /** When there was something to say for the first time: escalation counts from here. */
  readonly firstDueMs: number | null
  readonly said: Said | null
}

export type Said = {
  readonly atMs: number
  readonly kind: Kind
  /** The worst that was said. */
  readonly severity: Severity
  readonly isOver: boolean
}

export const whys = ['opened', 'changed', 'again', 'escalated', 'over'] as const
export type Why = (typeof whys)[number]

export type TellingLimits = {
  /** What begins within this time is one message. */
  readonly groupMs: number
  /** Over is said once it has been over for so long: the same trouble again has not been over. */
  readonly settledMs: number
}

export type Asked = {
  readonly plan: ReceiverPlan
  readonly incident: Incident
  readonly telling: Telling
  readonly limits: TellingLimits
  readonly nowMs: number
}

const minuteMs = 60_000

/** Whether the receiver hears of such incidents at all; how bad they are is looked at when it is due. */
export function concerns({ kinds, broadcasts }: ReceiverPlan, incident: Incident): boolean {
  const isKind = kinds === null || kinds.includes(incident.kind)
  const isHere = broadcasts === null || incident.broadcasts.length === 0
  return isKind && (isHere || incident.broadcasts.some(each => broadcasts.includes(each)))
}

export function whyDue({ plan, incident, telling, limits, nowMs }: Asked): Why | null {
  const { said } = telling
  const severity = severityOf(incident)
  const worst = said === null ? severity : worseOf(severity, said.severity)
  if (worst !== 'severe' && isQuiet(plan.quiet, plan.timeZone, nowMs)) return null
  const isOver = incident.overMs !== null
  if (said === null) {
    const isWanted = telling.from !== null || plan.severities.includes(severity)
    if (!isWanted || nowMs < telling.bornMs + limits.groupMs) return null
    return isOver ? 'over' : telling.from === null ? 'opened' : 'escalated'
  }
  if (incident.overMs !== null)
    return said.isOver || nowMs < incident.overMs + limits.settledMs ? null : 'over'
  if (said.isOver) return 'opened'
  if (said.kind !== incident.kind || worst !== said.severity) return 'changed'
  return isRepeatDue(plan, incident, said, nowMs) ? 'again' : null
}

function isRepeatDue(
  { repeatEveryMinutes }: ReceiverPlan,
  { acknowledgedMs }: Incident,
  { atMs }: Said,
  nowMs: number,
): boolean {
  return (
    repeatEveryMinutes !== null && acknowledgedMs === null && nowMs >= atMs + repeatEveryMinutes * minuteMs
  )
}

/** The receiver that is told next because nobody acknowledged; null while there is none. */
export function escalatedTo({ plan, incident, telling, nowMs }: Asked): string | null {
  const { escalate } = plan
  if (escalate === null || incident.overMs !== null || incident.acknowledgedMs !== null) return null
  if (telling.firstDueMs === null) return null
  return nowMs >= telling.firstDueMs + escalate.afterMinutes * minuteMs ? escalate.to : null
}

/** Nothing is left to be said: it was told to the end, or nobody here wanted to hear of it. */
export function isDone({ plan, incident, telling, limits, nowMs }: Asked): boolean {
  if (incident.overMs === null || nowMs < incident.overMs + 2 * limits.settledMs) return false
  if (telling.said !== null) return telling.said.isOver
  return telling.from === null && !plan.severities.includes(severityOf(incident))
}

/** What will have been said once a message of this record has arrived. */
export function saidOf(incident: Incident, before: Said | null, atMs: number): Said {
  const severity = severityOf(incident)
  return {
    atMs,
    kind: incident.kind,
    severity: before === null ? severity : worseOf(severity, before.severity),
    isOver: incident.overMs !== null,
  }
}

/** The worst comes first, then the oldest. */
export function bySeverity(a: Incident, b: Incident): number {
  return severities.indexOf(severityOf(b)) - severities.indexOf(severityOf(a)) || a.beganMs - b.beganMs
}
