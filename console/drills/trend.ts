// How long recovery took, drill after drill, for each fault. Pure.
import { type Fault, faults, type Summary } from './types.ts'

export type Point = { readonly id: string; readonly atMs: number; readonly ms: number | null }
export type Trend = {
  readonly fault: Fault
  /** Oldest first; null: it did not recover. */
  readonly points: readonly Point[]
  readonly lastMs: number | null
  /** Against the one before; null where one of them is missing. */
  readonly slowerMs: number | null
}

/** Of drills that came to their end; faults that none of them acted are left out. */
export function trendsOf(drills: readonly Summary[]): Trend[] {
  const finished = drills
    .filter(({ outcome }) => outcome === 'passed' || outcome === 'failed')
    .toSorted((a, b) => a.beganMs - b.beganMs)
  return faults.flatMap(fault => {
    const points = finished.flatMap(({ id, beganMs, recoveredMs }) => {
      const ms = recoveredMs[fault]
      return ms === undefined ? [] : [{ id, atMs: beganMs, ms }]
    })
    if (points.length === 0) return []
    const lastMs = points.at(-1)?.ms ?? null
    const beforeMs = points.at(-2)?.ms ?? null
    return [
      { fault, points, lastMs, slowerMs: lastMs === null || beforeMs === null ? null : lastMs - beforeMs },
    ]
  })
}

export type TrendBox = { readonly width: number; readonly height: number; readonly topMs: number }

/** Where each point stands; one alone stands at the right. */
export function placed(
  points: readonly Point[],
  { width, height, topMs }: TrendBox,
): { x: number; y: number; point: Point }[] {
  const pad = 6
  const step = points.length < 2 ? 0 : (width - 2 * pad) / (points.length - 1)
  return points.map((point, i) => ({
    point,
    x: points.length < 2 ? width - pad : pad + i * step,
    y: pad + (height - 2 * pad) * (1 - Math.min(1, (point.ms ?? topMs) / topMs)),
  }))
}

export function topOf(points: readonly Point[], limitMs: number | null): number {
  return Math.max(500, (limitMs ?? 0) * 1.1, ...points.map(({ ms }) => (ms ?? 0) * 1.1))
}
