// What many measurements come to. Pure.

export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? Number.NaN
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

export const sum = (values: Readonly<Record<string, number>>): number =>
  Object.values(values).reduce((a, b) => a + b, 0)

/** The least and the most, as `(40–57)`; '' for a single one. */
export function spread(values: readonly number[], digits = 0): string {
  if (values.length < 2) return ''
  return `(${Math.min(...values).toFixed(digits)}–${Math.max(...values).toFixed(digits)})`
}

export type Point = { readonly x: number; readonly y: number }

/** Theil's and Sen's slope: the median of those between all pairs. A few odd points do not bend it. */
export function slope(points: readonly Point[]): number {
  const step = Math.ceil(points.length / 400) // pairs grow with the square
  const few = points.filter((_, i) => i % step === 0)
  return median(few.flatMap((a, i) => few.slice(i + 1).map(b => (b.y - a.y) / (b.x - a.x))))
}
