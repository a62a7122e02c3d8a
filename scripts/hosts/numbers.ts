// Numbers and points that every part of a host is made with. Lengths are in heads: half the way from chin to skull is 1.

export type Point = readonly [x: number, y: number, z: number]

export const clamp = (value: number, low = 0, high = 1): number => Math.min(high, Math.max(low, value))
export const mix = (from: number, to: number, share: number): number => from + (to - from) * share

/** 0 before `from`, 1 after `to`, smooth between; also where `from` is the greater. */
export function ramp(from: number, to: number, value: number): number {
  const share = clamp((value - from) / (to - from))
  return share * share * (3 - 2 * share)
}

export const bell = (distance: number, width: number): number => Math.exp(-((distance / width) ** 2))

export const plus = (a: Point, b: Point, times = 1): Point => [
  a[0] + b[0] * times,
  a[1] + b[1] * times,
  a[2] + b[2] * times,
]
export const between = (a: Point, b: Point, share: number): Point => [
  mix(a[0], b[0], share),
  mix(a[1], b[1], share),
  mix(a[2], b[2], share),
]
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
export const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
]
export const lengthOf = (a: Point): number => Math.sqrt(dot(a, a))
export function unit(a: Point): Point {
  const length = lengthOf(a)
  return length > 1e-9 ? [a[0] / length, a[1] / length, a[2] / length] : [0, 0, 1]
}

/** A table of rows `[at, ...values]`, `at` falling or rising, read between its rows by a curve that does not overshoot. */
export function curveOf(rows: readonly (readonly number[])[]): (at: number) => number[] {
  const sorted = rows.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0))
  const value = (row: number, column: number) => sorted[row]?.[column] ?? 0
  const slope = (row: number, column: number) => {
    const last = sorted.length - 1
    const rise = (i: number) =>
      (value(i + 1, column) - value(i, column)) / Math.max(1e-9, value(i + 1, 0) - value(i, 0))
    if (row === 0) return rise(0)
    if (row === last) return rise(last - 1)
    const [before, after] = [rise(row - 1), rise(row)]
    return before * after <= 0 ? 0 : (2 * before * after) / (before + after)
  }
  return at => {
    let row = 0
    while (row < sorted.length - 2 && at > value(row + 1, 0)) row += 1
    const span = value(row + 1, 0) - value(row, 0)
    const t = clamp((at - value(row, 0)) / span)
    const columns = (sorted[0]?.length ?? 1) - 1
    return Array.from({ length: columns }, (_, i) => {
      const column = i + 1
      const [a, b] = [value(row, column), value(row + 1, column)]
      const [m, n] = [slope(row, column) * span, slope(row + 1, column) * span]
      const [t2, t3] = [t * t, t * t * t]
      return (2 * t3 - 3 * t2 + 1) * a + (t3 - 2 * t2 + t) * m + (3 * t2 - 2 * t3) * b + (t3 - t2) * n
    })
  }
}

/** A smooth line through points (centripetal enough for ours: Catmull and Rom's), by its share 0 to 1. */
export function lineThrough(points: readonly Point[]): (share: number) => Point {
  const last = points.length - 1
  const at = (i: number): Point => {
    if (i < 0) return plus(points[0] as Point, plus(points[0] as Point, points[1] as Point, -1))
    if (i > last)
      return plus(points[last] as Point, plus(points[last] as Point, points[last - 1] as Point, -1))
    return points[i] as Point
  }
  return share => {
    const along = clamp(share) * last
    const i = Math.min(last - 1, Math.floor(along))
    const t = along - i
    const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)]
    const one = (k: 0 | 1 | 2) =>
      0.5 *
      (2 * b[k] +
        (c[k] - a[k]) * t +
        (2 * a[k] - 5 * b[k] + 4 * c[k] - d[k]) * t * t +
        (3 * b[k] - a[k] - 3 * c[k] + d[k]) * t * t * t)
    return [one(0), one(1), one(2)]
  }
}

/** The same numbers from the same seed, for what should look unplanned (Park and Miller's generator). */
export function luck(seed: number): () => number {
  let state = seed % 2_147_483_647
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** The way out of a head's middle, a little flattened: what normals of faces and hair lean toward. */
export function leanedSphere([x, y, z]: Point): Point {
  return unit([x * 0.85, (y - 0.05) * 0.7, z + 0.25])
}
