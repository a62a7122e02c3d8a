// Dice that fall the same way for the same seed, and points spread evenly over a disc or a dome.

export type Random = {
  /** From 0 up to, not including, 1. */
  next(): number
  between(low: number, high: number): number
  pick<T>(from: readonly T[]): T
}

/** Mulberry32: small, fast, and the same in every browser. */
export function randomFrom(seed: number): Random {
  let state = (seed ^ 0x9e3779b9) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    pick: from => from[Math.floor(next() * from.length)] as (typeof from)[number],
  }
}

const goldenAngle = Math.PI * (3 - Math.sqrt(5))

/** Point `i` of `count` on the unit disc, all equally dense (Vogel's spiral). */
export function onDisc(i: number, count: number): readonly [x: number, y: number] {
  const radius = Math.sqrt((i + 0.5) / count)
  return [radius * Math.cos(i * goldenAngle), radius * Math.sin(i * goldenAngle)]
}

/** Point `i` of `count` in the unit square, in an order in which each beginning is even too (Roberts' R2). */
export function inSquare(i: number): readonly [x: number, y: number] {
  return [(0.5 + i * 0.7548776662466927) % 1, (0.5 + i * 0.5698402909980532) % 1]
}
