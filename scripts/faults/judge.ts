// Judges one fault: the incident that came of it, and what it says against what the platforms received. Pure.
import type { Incident } from '#monitoring'
import { relaySettings } from '#relay'
import type { Receipt } from '../platform/receipts.ts'
import { type FaultKind, type FaultName, kindOf } from './kinds.ts'
import { lengthOf, missedSpans, otherSpans, type Span } from './received.ts'

/** A fault that was acted; wall clock. */
export type Acted = {
  readonly number: number
  readonly name: FaultName
  /** Broadcasts that it struck. */
  readonly broadcasts: readonly string[]
  /** The feed or the destination that it struck; null for processes and for the uplink. */
  readonly subject: string | null
  readonly atMs: number
  /** All was well again, and had been for a while. */
  readonly settledMs: number
}

/** A destination as its platform and as Prometheus saw it. */
export type Witnessed = {
  readonly broadcast: string
  readonly destination: string
  readonly receipts: readonly Receipt[]
  /** Samples of whether it was shown as carrying. */
  readonly carrying: readonly Sample[]
  /** Samples of the seconds that were counted as dark. */
  readonly dark: readonly Sample[]
}
export type Sample = readonly [atMs: number, value: number]

/** An incident, and when a listener heard of it as it was opened; null where it was not listening then. */
export type Told = { readonly incident: Incident; readonly heardMs: number | null }

/** One thing that we report, against what was received. */
export type Compared = {
  readonly what: 'missed' | 'slate' | 'recovered' | 'dark-metric'
  readonly destination: string
  readonly reportedMs: number
  readonly receivedMs: number
  /** By how much they differ. */
  readonly offMs: number
}

export type Verdict = {
  readonly acted: Acted
  readonly incident: string | null
  /** The one that had to come of it besides; null where there was none. */
  readonly beside: string | null
  readonly became: string
  readonly isRight: boolean
  readonly openedAfterMs: number | null
  readonly noticedAfterMs: number | null
  readonly compared: readonly Compared[]
  /** The longest that a destination was shown as carrying while nothing came there; null where nobody looked. */
  readonly falselyCarryingMs: number | null
  /** Incidents that came of it besides the one that should. */
  readonly extra: readonly string[]
}

/** A shorter wait is none: pictures are not even, and neither are looks at them. */
const waitMs = 150
/** A camera may be silent for so long without anybody calling it lost. */
const { lossAfterMs } = relaySettings.parse({})
/** Media that was on its way when a fault was acted. */
const beforeMs = 300

export function judge(acted: Acted, told: readonly Told[], witnessed: readonly Witnessed[]): Verdict {
  const kind = kindOf(acted.name)
  const mine = told.filter(({ incident }) => isOf(acted, incident))
  const isExpected = ({ incident }: Told) =>
    kind.expected.some(([what, scope]) => incident.kind === what && incident.scope === scope)
  const found = kind.expected.length === 0 ? undefined : (mine.find(isExpected) ?? mine[0])
  const incident = found?.incident
  const beside = mine.find(each => each !== found && each.incident.kind === kind.beside)?.incident
  return {
    acted,
    incident: incident?.id ?? null,
    beside: beside?.id ?? null,
    became: incident === undefined ? '' : `${incident.kind}/${incident.scope}`,
    isRight:
      kind.expected.length === 0 ||
      (found !== undefined &&
        isExpected(found) &&
        isAbout(acted, found) &&
        (kind.beside === undefined || beside !== undefined)),
    openedAfterMs: found === undefined ? null : openedAfterMs(found, kind, beside),
    noticedAfterMs: incident === undefined ? null : incident.noticedMs - acted.atMs,
    compared:
      incident === undefined || kind.isUnclear
        ? []
        : witnessed.flatMap(each => compare(acted, incident, each)),
    falselyCarryingMs: isOfCamera(kind) ? null : falselyOf(acted, witnessed),
    extra: mine.filter(each => each !== found && each.incident !== beside).map(({ incident: { id } }) => id),
  }
}

/** Those that no fault explains, as kind/scope. */
export function unexplained(verdicts: readonly Verdict[], incidents: readonly Incident[]): string[] {
  const claimed = new Set(verdicts.flatMap(({ incident, beside, extra }) => [incident, beside, ...extra]))
  return incidents.flatMap(({ id, kind, scope }) => (claimed.has(id) ? [] : [`${kind}/${scope}`]))
}

/** A leg whose program has nothing to send may carry all the same. */
function isOfCamera({ strikes, expected }: FaultKind): boolean {
  return strikes.includes('camera') || expected.some(([kind]) => kind === 'ingest-lost')
}

/** Whether it was opened in the time of the fault, and is about what it struck. */
function isOf(
  { atMs, settledMs, broadcasts }: Acted,
  { openedMs, broadcasts: of, mergedInto }: Incident,
): boolean {
  const isShared = of.length === 0 || of.some(each => broadcasts.includes(each))
  return mergedInto === null && openedMs >= atMs && openedMs <= settledMs && isShared
}

function isAbout({ subject }: Acted, { incident: { subject: of } }: Told): boolean {
  return subject === null || of.feed === subject || of.destination === subject
}

/** From when it was acted on; or from when there was somebody again who could. */
function openedAfterMs(
  { incident, heardMs }: Told,
  { isHeardLater }: FaultKind,
  beside: Incident | undefined,
): number {
  const openedMs = isHeardLater ? incident.openedMs : (heardMs ?? incident.openedMs)
  const actedMs = (each: Incident) => each.actedMs ?? each.noticedMs
  return openedMs - Math.max(actedMs(incident), beside === undefined ? 0 : actedMs(beside))
}

function compare(acted: Acted, incident: Incident, seen: Witnessed): Compared[] {
  const { broadcast, destination, receipts } = seen
  const stretch: Span = [acted.atMs - beforeMs, acted.settledMs]
  const missed = missedSpans(receipts, stretch)
  const told = incident.seen.find(each => each.broadcast === broadcast && each.destination === destination)
  const of = (reportedMs: number) => ({ destination: `${broadcast}/${destination}`, reportedMs })
  const rows = [
    compared('missed', of((told?.darkMs ?? 0) + (told?.frozenMs ?? 0)), missed),
    ...(told === undefined || told.slateMs === 0
      ? []
      : [compared('slate', of(told.slateMs), otherSpans(receipts, stretch))]),
  ]
  const longest = longestOf(missed.filter(([fromMs, toMs]) => toMs - fromMs > waitMs))
  if (told !== undefined && told.darkMs > 0 && told.slateMs === 0 && longest !== undefined)
    rows.push(recovered(incident, seen, longest[1]))
  const metric = darkMetric(seen, stretch)
  if (metric !== null && isLegTrouble(incident)) rows.push(compared('dark-metric', of(metric), missed))
  return rows
}

/** What legs count as dark is what their destinations miss; a program without a feed is another matter. */
function isLegTrouble({ scope, kind }: Incident): boolean {
  return (
    ['endpoint', 'platform', 'key', 'uplink'].includes(scope) ||
    kind === 'relay-lost' ||
    kind === 'processes-lost'
  )
}

/** Off by what it is outside of what the spans may be taken for. */
function compared(
  what: Compared['what'],
  { destination, reportedMs }: { readonly destination: string; readonly reportedMs: number },
  spans: readonly Span[],
): Compared {
  const [leastMs, mostMs] = what === 'slate' ? [lengthOf(spans), lengthOf(spans)] : boundsOf(spans)
  const receivedMs = Math.round(Math.min(Math.max(reportedMs, leastMs), mostMs))
  const offMs = Math.round(Math.abs(reportedMs - receivedMs))
  return { what, destination, reportedMs: Math.round(reportedMs), receivedMs, offMs }
}

/** Beside the longest wait, short ones may be of the fault, or a busy machine's own. */
function boundsOf(spans: readonly Span[]): [leastMs: number, mostMs: number] {
  const waits = spans.filter(([fromMs, toMs]) => toMs - fromMs > waitMs)
  const longest = longestOf(waits)
  const sure = waits.filter(each => each === longest || each[1] - each[0] > lossAfterMs)
  return [lengthOf(sure), lengthOf(waits)]
}

function longestOf(spans: readonly Span[]): Span | undefined {
  return spans.toSorted((a, b) => b[1] - b[0] - (a[1] - a[0]))[0]
}

/** Of an incident of several destinations only the last of them tells when it was over. */
function recovered(incident: Incident, { broadcast, destination }: Witnessed, backMs: number): Compared {
  const reportedMs = incident.recoveredMs ?? Number.NaN
  const isOne = incident.seen.length === 1
  const offMs = isOne ? Math.abs(reportedMs - backMs) : Math.max(0, backMs - reportedMs)
  return {
    what: 'recovered',
    destination: `${broadcast}/${destination}`,
    reportedMs,
    receivedMs: backMs,
    offMs: Math.round(Number.isNaN(offMs) ? Infinity : offMs),
  }
}

/** How far the counter rose from before the fault until after it; null where it was not seen both times. */
function darkMetric({ dark }: Witnessed, [fromMs, toMs]: Span): number | null {
  const before = dark.findLast(([atMs]) => atMs <= fromMs)
  const after = dark.findLast(([atMs]) => atMs <= toMs)
  return before === undefined || after === undefined || before === after
    ? null
    : (after[1] - before[1]) * 1_000
}

function falselyOf({ atMs, settledMs }: Acted, witnessed: readonly Witnessed[]): number {
  const times = witnessed.flatMap(({ receipts, carrying }) =>
    missedSpans(receipts, [atMs - beforeMs, settledMs]).flatMap(([fromMs, toMs]) =>
      carrying.filter(([at, value]) => value === 1 && at > fromMs && at < toMs).map(([at]) => at - fromMs),
    ),
  )
  return Math.round(Math.max(0, ...times))
}
