// The flight recorder's rows as lines: bytes taken, round trip and queue of a leg over time. Pure.
import type { Flight, Incident, Track } from './types.ts'

export type Point = { readonly atMs: number; readonly value: number }
/** Pieces between which nothing was recorded. */
export type Line = readonly (readonly Point[])[]
export type LegCurves = {
  readonly broadcast: string
  readonly destination: string
  /** Bits per second. */
  readonly acked: Line
  readonly rtt: Line
  readonly queue: Line
}

/** A second now and then is late; more than that was not recorded. */
const gapMs = 3_500
const mostLegs = 6

/** Of the legs it concerns; where it names none, of all. */
export function curvesOf(incident: Incident, flights: readonly Flight[]): LegCurves[] {
  const concerned = new Set([
    ...incident.seen.map(({ broadcast, destination }) => `${broadcast}/${destination}`),
    ...(incident.subject.destination === undefined
      ? []
      : incident.broadcasts.map(name => `${name}/${incident.subject.destination}`)),
  ])
  const legs = new Map<string, { broadcast: string; tracks: Track[] }>()
  for (const { broadcast, legs: tracks } of flights)
    for (const track of tracks) {
      const key = `${broadcast}/${track.name}`
      if (concerned.size > 0 && !concerned.has(key)) continue
      legs.set(key, { broadcast, tracks: [...(legs.get(key)?.tracks ?? []), track] })
    }
  return [...legs.values()].slice(0, mostLegs).map(({ broadcast, tracks }) => ({
    broadcast,
    destination: tracks[0]?.name ?? '',
    acked: pieces(rates(column(tracks, 'ackedBytes'))),
    rtt: pieces(column(tracks, 'rttMs')),
    queue: pieces(column(tracks, 'queueMs')),
  }))
}

/** Each moment once, oldest first. */
function column(tracks: readonly Track[], figure: string): Point[] {
  const points = new Map<number, number>()
  for (const { figures, rows } of tracks) {
    const [at, value] = [figures.indexOf('atMs'), figures.indexOf(figure)]
    if (at < 0 || value < 0) continue
    for (const row of rows) {
      const [atMs, found] = [row[at], row[value]]
      if (typeof atMs === 'number' && typeof found === 'number') points.set(atMs, found)
    }
  }
  return [...points].map(([atMs, value]) => ({ atMs, value })).toSorted((a, b) => a.atMs - b.atMs)
}

/** Bits per second between two samples; a counter that begins anew has none. */
function rates(totals: readonly Point[]): Point[] {
  return totals.slice(1).flatMap(({ atMs, value }, i) => {
    const before = totals[i]
    if (before === undefined || atMs - before.atMs > gapMs || value < before.value) return []
    return [{ atMs, value: ((value - before.value) * 8_000) / Math.max(1, atMs - before.atMs) }]
  })
}

function pieces(points: readonly Point[]): Line {
  const line: Point[][] = []
  let last: Point | undefined
  for (const point of points) {
    if (last === undefined || point.atMs - last.atMs > gapMs) line.push([])
    line.at(-1)?.push(point)
    last = point
  }
  return line
}

export type Box = {
  readonly fromMs: number
  readonly toMs: number
  readonly width: number
  readonly height: number
}

/** A round figure that the line stays below. */
export function topOf(line: Line, atLeast: number): number {
  const most = Math.max(atLeast, ...line.flat().map(({ value }) => value))
  const unit = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map(step => step * unit).find(top => top >= most) ?? most
}

/** As an SVG path. */
export function pathOf(line: Line, top: number, { fromMs, toMs, width, height }: Box): string {
  const x = (ms: number) => (((ms - fromMs) / Math.max(1, toMs - fromMs)) * width).toFixed(1)
  const y = (value: number) => (height - (Math.min(value, top) / top) * height).toFixed(1)
  return line
    .map(points =>
      points.map(({ atMs, value }, i) => `${i === 0 ? 'M' : 'L'}${x(atMs)} ${y(value)}`).join(''),
    )
    .join('')
}
