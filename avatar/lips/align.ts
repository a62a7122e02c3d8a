// Finds when each moment of one recording happens in another of the same words: dynamic time warping.
import { coefficients, type Features, hopMs } from './features.ts'

/** How far from a straight line the path may go, as a share of the longer recording and at least so much. */
const bandShare = 0.25
const bandLeastRows = 60
/** A step that stands still in one recording costs a little more than one that moves in both. */
const standing = 0.35

/** For each row of `reference` the time in `sound` of its middle, in ms, never falling; and how far apart the two are on the way. */
export type Path = { readonly timesMs: Float32Array; readonly distance: number }

export function alignedTo(reference: Features, sound: Features): Path {
  const [n, m] = [reference.rows, sound.rows]
  const radius = Math.max(bandLeastRows, Math.ceil(Math.max(n, m) * bandShare))
  const width = 2 * radius + 1
  const firstOf = (row: number) => Math.round((row * (m - 1)) / Math.max(1, n - 1)) - radius
  const steps = new Uint8Array(n * width)
  let before = new Float32Array(width).fill(Number.POSITIVE_INFINITY)
  let beforeFirst = firstOf(0)
  for (let row = 0; row < n; row++) {
    const now = new Float32Array(width).fill(Number.POSITIVE_INFINITY)
    const first = firstOf(row)
    for (let k = Math.max(0, -first); k < width && first + k < m; k++) {
      const column = first + k
      const cost = apart(reference, row, sound, column)
      if (row === 0 && column === 0) {
        now[k] = cost
        continue
      }
      const over = before[column - beforeFirst] ?? Number.POSITIVE_INFINITY
      const across = before[column - 1 - beforeFirst] ?? Number.POSITIVE_INFINITY
      const along = k > 0 ? (now[k - 1] as number) : Number.POSITIVE_INFINITY
      const straight = row > 0 ? across + cost : Number.POSITIVE_INFINITY
      const up = row > 0 ? over + cost + standing : Number.POSITIVE_INFINITY
      const right = along + cost + standing
      const best = Math.min(straight, up, right)
      now[k] = best
      steps[row * width + k] = best === straight ? 0 : best === up ? 1 : 2
    }
    before = now
    beforeFirst = first
  }
  const total = before[m - 1 - beforeFirst] ?? Number.POSITIVE_INFINITY
  return { timesMs: walkedBack(steps, { n, m, width, firstOf }), distance: total / (n + m) }
}

function apart(a: Features, rowA: number, b: Features, rowB: number): number {
  let sum = 0
  const [atA, atB] = [rowA * coefficients, rowB * coefficients]
  for (let k = 0; k < coefficients; k++) {
    const off = (a.values[atA + k] as number) - (b.values[atB + k] as number)
    sum += off * off
  }
  return Math.sqrt(sum)
}

function walkedBack(
  steps: Uint8Array,
  { n, m, width, firstOf }: { n: number; m: number; width: number; firstOf: (row: number) => number },
): Float32Array {
  const [sums, counts] = [new Float32Array(n), new Uint16Array(n)]
  let [row, column] = [n - 1, m - 1]
  while (row >= 0 && column >= 0) {
    sums[row] = (sums[row] as number) + column
    counts[row] = (counts[row] as number) + 1
    if (row === 0 && column === 0) break
    const step = steps[row * width + column - firstOf(row)] ?? 0
    if (row === 0) column--
    else if (column === 0) row--
    else {
      if (step !== 2) row--
      if (step !== 1) column--
    }
  }
  return sums.map((sum, i) => (sum / Math.max(1, counts[i] as number) + 0.5) * hopMs)
}

/** The time in the sound of a time in the reference, by a path between rows. */
export function timeOn({ timesMs }: Path, referenceMs: number): number {
  const place = Math.min(timesMs.length - 1, Math.max(0, referenceMs / hopMs - 0.5))
  const [low, high] = [Math.floor(place), Math.ceil(place)]
  const [a, b] = [timesMs[low] as number, timesMs[high] as number]
  return a + (b - a) * (place - low)
}
