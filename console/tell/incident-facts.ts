// What the page says of an incident: how bad it is now, when, and what viewers saw. Pure.
import { duration, seconds, timeOfDay } from './figures.ts'
import type { Words } from './words.ts'
import type { Level } from './level.ts'
import type { Incident } from '../live/types.ts'

export type IncidentWords = {
  readonly level: Level
  /** `20:14:03 · lasted 4.1 s` */
  readonly when: string
  readonly seen: string
  readonly acknowledged: string
}

/** What a viewer would hardly have seen. */
const leastSeenMs = 50
const shortMs = 60_000

/** `nameOf`: what the page calls a destination. */
export function wordsOfIncident(
  incident: Incident,
  words: Words,
  nowMs: number,
  nameOf: (broadcast: string, destination: string) => string,
): IncidentWords {
  const { incidents, units, join } = words
  const { beganMs, overMs, recoveredMs, acknowledgedMs, acknowledgedBy } = incident
  const lastedMs = (overMs ?? nowMs) - beganMs
  const long = lastedMs < shortMs ? seconds(lastedMs, units.s) : duration(lastedMs, units)
  const since = timeOfDay(beganMs)
  const seen = incident.seen.flatMap(({ broadcast, destination, frozenMs, slateMs, darkMs }) => {
    const parts = [
      [darkMs, incidents.dark],
      [frozenMs, incidents.frozen],
      [slateMs, incidents.slate],
    ] as const
    const shown = parts.filter(([ms]) => ms >= leastSeenMs)
    const told = shown.map(([ms, tell]) => tell(ms < shortMs ? seconds(ms, units.s) : duration(ms, units)))
    return told.length === 0 ? [] : [`${nameOf(broadcast, destination)}: ${join(told)}`]
  })
  return {
    level: overMs !== null ? 'off' : recoveredMs !== null ? 'busy' : 'bad',
    when: overMs !== null ? incidents.over(since, long) : incidents.open(since, long),
    seen: seen.length === 0 ? incidents.unseen : seen.join(' · '),
    acknowledged:
      acknowledgedMs === null ? '' : incidents.acknowledged(acknowledgedBy ?? '?', timeOfDay(acknowledgedMs)),
  }
}
