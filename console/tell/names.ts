// What the page calls destinations and programs. Pure.
import type { Words } from './words.ts'
import type { Broadcast } from '../live/types.ts'

/** The platform in the visitor's language where the destination is called like it, else its own name. */
export function nameOf(leg: { destination: string; platform: string }, words: Words): string {
  const platform = words.platforms[leg.platform] ?? leg.platform
  const isPlain = leg.platform !== 'rtmp' && leg.platform !== 'srt'
  return isPlain && (leg.destination === leg.platform || leg.platform.endsWith(`-${leg.destination}`))
    ? platform
    : leg.destination
}

export function namesOf(legs: readonly { destination: string; platform: string }[], words: Words): string {
  return words.join(legs.map(leg => nameOf(leg, words)))
}

/** Programs by the destinations they carry; '' for all there are. */
export function carriedBy(programs: readonly string[], broadcast: Broadcast, words: Words): string {
  const isAll = broadcast.programs.every(({ name }) => programs.includes(name))
  return isAll
    ? ''
    : namesOf(
        broadcast.legs.filter(leg => programs.includes(leg.program)),
        words,
      )
}

/** A program that is told of: by its destinations, or by its own name where it is gone; '' for the only one. */
export function programCalled(program: string, broadcast: Broadcast | undefined, words: Words): string {
  const isThere = broadcast?.programs.some(({ name }) => name === program) ?? false
  if (isThere) return carriedBy([program], broadcast as Broadcast, words)
  return program === 'main' ? '' : program
}
