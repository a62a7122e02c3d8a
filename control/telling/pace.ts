// How fast one address may be sent to, whoever sends: each message takes the next free place.
import type { Clock } from '#core/clock.ts'

export class Pace {
  readonly #clock: Clock
  readonly #freeMs = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes a place; how long it is until then. */
  take(address: string, gapMs: number): number {
    const nowMs = this.#clock.nowMs()
    const atMs = Math.max(nowMs, this.#freeMs.get(address) ?? 0)
    this.#freeMs.set(address, atMs + gapMs)
    return atMs - nowMs
  }
}
