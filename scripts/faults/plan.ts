// Which faults are acted, in which order: an even share of each kind, shuffled by a seed, so that a run can be repeated.
import { type FaultName, faultNames } from './kinds.ts'

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export function planned(count: number, chosen: readonly FaultName[], seed: number): FaultName[] {
  const names = chosen.length === 0 ? faultNames : chosen
  const all = Array.from({ length: count }, (_, i) => names[i % names.length] as FaultName)
  const random = seeded(seed)
  return all
    .map(name => ({ name, at: random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ name }) => name)
}
