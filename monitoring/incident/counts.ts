// How long it took to notice, to recover and to be acknowledged, by kind: counted once for each incident, for ever.
import type { Observed } from '../exposition.ts'
import type { Incident } from './types.ts'

export const counted = ['detection', 'recovery', 'acknowledge'] as const
export type Counted = (typeof counted)[number]

export type Counts = Readonly<Record<string, Readonly<Partial<Record<Counted, Observed>>>>>

const boundsS: Readonly<Record<Counted, readonly number[]>> = {
  detection: [0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10, 30],
  recovery: [0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 180, 600, 1_800],
  acknowledge: [10, 30, 60, 120, 180, 300, 600, 1_800, 3_600],
}

/** An incident that is over for good. */
export function countOver(counts: Counts, incident: Incident): Counts {
  const { kind, beganMs, noticedMs, recoveredMs } = incident
  const noticed = count(counts, kind, 'detection', noticedMs - beganMs)
  return recoveredMs === null ? noticed : count(noticed, kind, 'recovery', recoveredMs - beganMs)
}

/** A person has taken notice of it, for the first time. */
export function countAcknowledged(counts: Counts, incident: Incident, atMs: number): Counts {
  return count(counts, incident.kind, 'acknowledge', atMs - incident.openedMs)
}

function count(counts: Counts, kind: string, what: Counted, ms: number): Counts {
  const seconds = Math.max(0, ms) / 1_000
  const bounds = boundsS[what]
  const before = counts[kind]?.[what] ?? {
    boundsS: bounds,
    counts: [...bounds, Infinity].map(() => 0),
    sumS: 0,
  }
  const found = before.boundsS.findIndex(bound => seconds <= bound)
  const at = found < 0 ? before.boundsS.length : found
  const now: Observed = {
    boundsS: before.boundsS,
    counts: before.counts.map((each, i) => (i === at ? each + 1 : each)),
    sumS: before.sumS + seconds,
  }
  return { ...counts, [kind]: { ...counts[kind], [what]: now } }
}
