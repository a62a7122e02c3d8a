// A clock by which others are judged: time in which our own event loop was late does not count against them.
import type { Clock } from './clock.ts'

/** A timer is a few milliseconds late at any time; this much is a loop that was held up. */
const lateFromMs = 25

export class FairClock {
  readonly #clock: Clock
  #lateMs = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Monotonic milliseconds, less those in which we did not look. */
  nowMs(): number {
    return this.#clock.nowMs() - this.#lateMs
  }

  /** All the time that did not count so far. */
  get lateMs(): number {
    return this.#lateMs
  }

  /** Called whenever a timer fired that was due at `dueMs` of the clock behind. */
  woke(dueMs: number): void {
    const lateMs = this.#clock.nowMs() - dueMs
    if (lateMs >= lateFromMs) this.#lateMs += lateMs
  }
}
