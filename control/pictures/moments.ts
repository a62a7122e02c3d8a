// Which pictures of a program tell what viewers saw of an incident. Pure.
import type { Incident } from '#monitoring'
import type { Still } from '#relay'

export const moments = ['before', 'began', 'during', 'recovered', 'after'] as const
export type Moment = (typeof moments)[number]

export type Chosen = { readonly still: Still; readonly moment: Moment }

type Times = Pick<Incident, 'beganMs' | 'recoveredMs' | 'overMs'>
type EndTimes = Pick<Incident, 'recoveredMs' | 'overMs'>

const asideMs = 4_000
/** While it lasts: soon after its beginning, then ever further apart. */
const duringMs = [1_000, 6_000, 30_000, 120_000, 600_000, 3_600_000] as const
/** One that comes so much later than it was wanted shows another moment. */
const nearMs = 30_000
/** Changes of what is shown, each with the first picture after it. */
const mostCuts = 6
/** When nothing more is to be had of it: a key frame may be seconds away. */
const settledMs = 20_000

export type Had = { readonly atMs: number; readonly moment: Moment }

/** `stills`: oldest first; `had`: what is kept already. */
export function chooseStills(times: Times, stills: readonly Still[], had: readonly Had[]): Chosen[] {
  const { beganMs, overMs } = times
  const has = new Set(renamed(times, had).map(({ moment }) => moment))
  const hasFrom = (ms: number) => had.some(({ atMs }) => atMs >= ms && atMs - ms <= nearMs)
  const chosen = new Map<Still, Moment>()
  const take = (still: Still | undefined, moment: Moment) => {
    if (still !== undefined && !chosen.has(still)) chosen.set(still, moment)
  }
  const lastBy = (ms: number) => stills.findLast(({ atMs }) => atMs <= ms)
  const firstFrom = (ms: number) => stills.find(({ atMs }) => atMs >= ms && atMs - ms <= nearMs)
  if (!has.has('began')) take(lastBy(beganMs), 'began')
  if (!has.has('before')) take(lastBy(beganMs - asideMs), 'before')
  const endMs = endOf(times)
  for (const still of cutsWithin(stills, beganMs, endMs ?? Infinity)) take(still, 'during')
  for (const ms of duringMs)
    if (beganMs + ms < (endMs ?? Infinity) && !hasFrom(beganMs + ms))
      take(within(firstFrom(beganMs + ms), endMs), 'during')
  if (endMs !== null && !has.has('recovered')) take(firstFrom(endMs), 'recovered')
  if (overMs !== null && endMs !== null && !has.has('after')) take(firstFrom(endMs + asideMs), 'after')
  return [...chosen]
    .map(([still, moment]) => ({ still, moment }))
    .toSorted((a, b) => a.still.atMs - b.still.atMs)
}

/** Whether nothing more is to come. */
export function isSettled(times: Times, nowMs: number): boolean {
  return times.overMs !== null && nowMs - times.overMs > asideMs + settledMs
}

/** A cut is told a moment before its key frame is kept. */
const looseMs = 100

/** One that was kept before anybody knew that it was the end of it is of its end all the same. Oldest first. */
export function renamed<Kept extends Had>(times: EndTimes, kept: readonly Kept[]): Kept[] {
  const endMs = endOf(times)
  if (endMs === null) return [...kept]
  let hasRecovered = false
  return kept.map(each => {
    const isOfEnd = each.atMs >= endMs - looseMs && each.moment !== 'before' && each.moment !== 'began'
    if (!isOfEnd) return each
    const moment: Moment = hasRecovered ? 'after' : 'recovered'
    hasRecovered = true
    return { ...each, moment }
  })
}

/** When viewers had their picture again; null while they have not. */
function endOf({ recoveredMs, overMs }: EndTimes): number | null {
  return recoveredMs ?? overMs
}

const within = (still: Still | undefined, endMs: number | null) =>
  still !== undefined && still.atMs < (endMs ?? Infinity) ? still : undefined

function cutsWithin(stills: readonly Still[], fromMs: number, toMs: number): Still[] {
  return stills
    .filter((still, i) => {
      const before = stills[i - 1]
      return before !== undefined && before.shows !== still.shows && still.atMs > fromMs && still.atMs < toMs
    })
    .slice(0, mostCuts)
}
