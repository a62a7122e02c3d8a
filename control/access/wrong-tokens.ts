// Who guesses tokens is made to wait. Bounded: many addresses cost no more memory than a few.
import type { Clock } from '#core/clock.ts'

export const allowedWrong = 20
const windowMs = 60_000
/** How long to wait at most. */
export const wrongTokensWaitMs = windowMs
const maxAddresses = 4_096

export class WrongTokens {
  readonly #clock: Clock
  readonly #counts = new Map<string, { count: number; sinceMs: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  isTooMany(address: string): boolean {
    const seen = this.#counts.get(address)
    return seen !== undefined && this.#clock.nowMs() - seen.sinceMs < windowMs && seen.count >= allowedWrong
  }

  add(address: string): void {
    const nowMs = this.#clock.nowMs()
    const seen = this.#counts.get(address)
    const isFresh = seen !== undefined && nowMs - seen.sinceMs < windowMs
    this.#counts.delete(address) // back in at the end: the first one is the oldest
    this.#counts.set(address, isFresh ? { ...seen, count: seen.count + 1 } : { count: 1, sinceMs: nowMs })
    const oldest = this.#counts.keys().next().value
    if (this.#counts.size > maxAddresses && oldest !== undefined) this.#counts.delete(oldest)
  }
}
