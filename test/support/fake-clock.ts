// Time that moves only when a test says so.
import type { Clock } from '#core/clock.ts'

type Sleeper = { dueMs: number; wake: () => void }

export class FakeClock implements Clock {
  #nowMs = 0
  #wallOffsetMs = 1_700_000_000_000
  #sleepers: Sleeper[] = []
  /** Every sleep that was asked for, in order. */
  readonly asked: number[] = []

  nowMs(): number {
    return this.#nowMs
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs
  }

  /** Moves the wall clock alone, as an administrator or NTP would. */
  stepWall(ms: number): void {
    this.#wallOffsetMs += ms
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.asked.push(ms)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const sleeper = { dueMs: this.#nowMs + ms, wake: resolve }
    const onAbort = () => {
      this.#sleepers = this.#sleepers.filter(each => each !== sleeper)
      reject(signal.reason)
    }
    if (signal.aborted) onAbort()
    else {
      this.#sleepers.push(sleeper)
      signal.addEventListener('abort', onAbort, { once: true })
    }
    return promise
  }

  /** Moves on by `ms`, waking sleepers one after another in the order they are due. */
  async advance(ms: number): Promise<void> {
    await settle()
    const untilMs = this.#nowMs + ms
    for (;;) {
      const next = this.#sleepers.filter(each => each.dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs)[0]
      if (next === undefined) break
      this.#nowMs = Math.max(this.#nowMs, next.dueMs)
      this.#sleepers = this.#sleepers.filter(each => each !== next)
      next.wake()
      await settle()
    }
    this.#nowMs = untilMs
  }
}

/** Lets every woken task run as far as it can without time passing. */
export function settle(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
