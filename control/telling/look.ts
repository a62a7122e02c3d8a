// Brings what is to be told up to date with incidents: who hears of which, since when it is due, who is next to be told.
import type { Incident } from '#monitoring'
import type { Outbox } from './outbox.ts'
import {
  type Asked,
  concerns,
  escalatedTo,
  isDone,
  type Telling,
  type TellingLimits,
  whyDue,
} from './schedule.ts'

export type LookDeps = {
  readonly outbox: Outbox
  readonly limits: TellingLimits
  readonly incident: (id: string) => Incident | undefined
}

/** `news`: incidents that are open, or that something was heard of. */
export function lookAt(
  news: readonly Incident[],
  { outbox, limits, incident: lookUp }: LookDeps,
  nowMs: number,
): void {
  for (const incident of news.filter(({ mergedInto }) => mergedInto === null))
    for (const { name, plan } of outbox.receivers())
      if (concerns(plan, incident) && outbox.telling(name, incident.id) === undefined)
        outbox.put(newTelling(name, incident.id, null, nowMs))
  for (const telling of outbox.tellings()) {
    const plan = outbox.receiver(telling.receiver)?.plan
    const incident = lookUp(telling.incident)
    if (plan === undefined || incident === undefined) outbox.drop(telling)
    else if (incident.mergedInto !== null) join(outbox, telling, incident.mergedInto)
    else follow(outbox, { plan, incident, telling, limits, nowMs })
  }
}

function newTelling(receiver: string, incident: string, from: string | null, bornMs: number): Telling {
  return { receiver, incident, bornMs, from, dueMs: null, firstDueMs: null, said: null }
}

/** What was told of one goes on as what was told of the other, that it has become part of. */
function join(outbox: Outbox, telling: Telling, into: string): void {
  outbox.drop(telling)
  const known = outbox.telling(telling.receiver, into)
  if (known === undefined || (known.said === null && telling.said !== null))
    outbox.put({ ...telling, incident: into })
}

function follow(outbox: Outbox, asked: Asked): void {
  const { telling, incident, nowMs } = asked
  if (isDone(asked)) return outbox.drop(telling)
  const to = escalatedTo(asked)
  if (to !== null) escalate(outbox, { to, from: telling.receiver, incident: incident.id }, nowMs)
  const isDue = whyDue(asked) !== null
  if (isDue === (telling.dueMs !== null)) return
  const dueMs = isDue ? dueSinceMs(asked) : null
  outbox.put({ ...telling, dueMs, firstDueMs: telling.firstDueMs ?? dueMs })
}

/** News counts from when it came, unless it was held back for the night. */
function dueSinceMs({ telling, limits, nowMs }: Asked): number {
  const isFresh = telling.said === null && nowMs - telling.bornMs < limits.groupMs + limits.settledMs
  return isFresh ? telling.bornMs : nowMs
}

function escalate(
  outbox: Outbox,
  { to, from, incident }: { to: string; from: string; incident: string },
  nowMs: number,
): void {
  const known = outbox.telling(to, incident)
  if (known === undefined) outbox.put(newTelling(to, incident, from, nowMs))
  else if (known.said === null && known.from === null) outbox.put({ ...known, from })
}
