// How bad an incident is, by what viewers see and by whether it can come right without a person. Pure.
import type { Incident, Kind } from '#monitoring'

/** `severe`: viewers miss something, or nothing mends it but a person. `warning`: something is amiss. `note`: good to know. */
export const severities = ['note', 'warning', 'severe'] as const
export type Severity = (typeof severities)[number]

/** Viewers remember a hole of this length, even when it is over. */
const severeLossMs = 5_000

const needsPerson: readonly Kind[] = [
  'sound-lost',
  'sound-silent',
  'not-shown',
  'key-refused',
  'key-expired',
  'another-sender',
  'platform-refused',
  'uplink-down',
  'processes-lost',
  'ownership-lost',
]

export function severityOf({ kind, seen, overMs }: Incident): Severity {
  const worstMs = Math.max(0, ...seen.map(lostMsOf))
  if (worstMs >= severeLossMs || needsPerson.includes(kind)) return 'severe'
  if (overMs === null) return seen.some(({ now }) => now !== null) ? 'severe' : 'warning'
  return worstMs > 0 ? 'warning' : 'note'
}

export function lostMsOf({ frozenMs, slateMs, darkMs }: Incident['seen'][number]): number {
  return frozenMs + slateMs + darkMs
}

export function worseOf(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) >= severities.indexOf(b) ? a : b
}
