// Keeps apart what the house would rightly take for one: cameras of several broadcasts lost together, workers lost together.
import { setTimeout as delay } from 'node:timers/promises'

export class Gate {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs it when all that came before has ended, and then `afterMs` more has passed. */
  pass<T>(work: () => Promise<T>, afterMs: number, signal: AbortSignal): Promise<T> {
    const done = this.#last.then(work)
    this.#last = done
      .catch(() => {}) // told to whoever asked for it
      .then(() => delay(afterMs, undefined, { signal }).catch(() => {})) // over
    return done
  }
}
