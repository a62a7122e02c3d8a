// What viewers saw of an incident, picture by picture: what was sent, who got it, and where nothing came, for how long. Pure.
import type { Incident, SeenSpan } from '#monitoring'
import { renamed } from './moments.ts'
import type { KeptPicture } from './shelf.ts'

const slateName = 'slate'

/** Plain values; in the order of time. */
export type Shown = {
  /** To be fetched under this name; null where viewers saw nothing new. */
  readonly picture: string | null
  readonly atMs: number
  /** Of nothing: until then; null while it lasts. */
  readonly untilMs: number | null
  readonly broadcast: string
  readonly program: string
  readonly shows: 'feed' | 'slate' | 'nothing'
  /** Nothing came, or the last picture stood. */
  readonly how: 'dark' | 'frozen' | null
  readonly feed: string | null
  readonly moment: KeptPicture['moment'] | null
  /** Whose viewers saw it. */
  readonly destinations: readonly string[]
  /** Of nothing: the last picture that came before. */
  readonly last: string | null
}

/** Shorter than this is no gap that anybody would look at. */
const leastMs = 150

export function accountOf(
  incident: Pick<Incident, 'spans' | 'recoveredMs' | 'overMs'>,
  kept: readonly KeptPicture[],
): Shown[] {
  const pictures = renamed(incident, kept)
  // Incidents of an older version say only for how long.
  const spans = (incident.spans ?? []).filter(({ how }) => how !== 'slate')
  const shown = [...pictures.map(each => pictured(each, spans)), ...nothings(spans, pictures)]
  return shown.toSorted((a, b) => a.atMs - b.atMs)
}

function pictured(kept: KeptPicture, spans: readonly SeenSpan[]): Shown {
  const { picture, atMs, broadcast, program, shows, moment } = kept
  const isBlind = (destination: string) =>
    spans.some(
      span =>
        span.broadcast === broadcast &&
        span.destination === destination &&
        span.fromMs < atMs &&
        (span.toMs ?? Infinity) > atMs,
    )
  const isSlate = shows === slateName
  return {
    picture,
    atMs,
    untilMs: null,
    broadcast,
    program,
    shows: isSlate ? 'slate' : 'feed',
    how: null,
    feed: isSlate || shows === '' ? null : shows,
    moment,
    destinations: kept.destinations.filter(each => !isBlind(each)),
    last: null,
  }
}

/** Destinations that saw nothing from and until the same moment are told of together. */
function nothings(spans: readonly SeenSpan[], pictures: readonly KeptPicture[]): Shown[] {
  const told = new Map<string, Shown>()
  for (const { broadcast, program, destination, how, fromMs, toMs } of spans) {
    if (how === 'slate' || (toMs !== null && toMs - fromMs < leastMs)) continue
    const key = [broadcast, program, how, fromMs, toMs].join(' ')
    const known = told.get(key)
    const last = pictures.findLast(
      each => each.broadcast === broadcast && each.program === program && each.atMs <= fromMs,
    )
    const base: Shown = known ?? {
      picture: null,
      atMs: fromMs,
      untilMs: toMs,
      broadcast,
      program,
      shows: 'nothing',
      how,
      feed: null,
      moment: null,
      destinations: [],
      last: last?.picture ?? null,
    }
    const destinations = [...new Set([...base.destinations, destination])]
    told.set(key, { ...base, destinations })
  }
  return [...told.values()]
}
