// What is asked of the studio: loops wait for clips that are wanted now, and what clips were made of is kept only while new ones are.
import { type Clock, slept } from '#core/clock.ts'

/** So long a picture of a loop that comes later waits for clips that are wanted now. */
const mostYieldMs = 12_000
const calmLookMs = 100
/** A drawn host takes 0.8 GB, and is there again in seconds. */
const restsAfterMs = 600_000

export class Workload {
  readonly #clock: Clock
  /** Clips that somebody waits for. */
  #making = 0
  #lastAtMs: number | undefined

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Makes a clip that somebody waits for. */
  async clip<T>(make: () => Promise<T>): Promise<T> {
    this.#making += 1
    try {
      return await make()
    } finally {
      this.#making -= 1
      this.#lastAtMs = this.#clock.nowMs()
    }
  }

  /** New clips may be made soon: a host has all its loops now. */
  stir(): void {
    this.#lastAtMs = this.#clock.nowMs()
  }

  /** Nobody waits for a clip; or somebody has for so long that more of a host is worth it. */
  async whenCalm(signal: AbortSignal): Promise<void> {
    const untilMs = this.#clock.nowMs() + mostYieldMs
    while (this.#making > 0 && this.#clock.nowMs() < untilMs)
      if (!(await slept(this.#clock, calmLookMs, signal))) return
  }

  /** Clips have been made, or could be, and none for a while: what they were made of may go. */
  get hasRested(): boolean {
    const lastAtMs = this.#making > 0 ? undefined : this.#lastAtMs
    return lastAtMs !== undefined && this.#clock.nowMs() - lastAtMs > restsAfterMs
  }
}
