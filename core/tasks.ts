// Owner of the loops of one thing: names each, logs its failure, awaits all of them at closing.
import type { Log } from './log.ts'
import { messageOf } from './failure.ts'

export class Tasks {
  readonly #log: Log
  readonly #running = new Set<Promise<void>>()

  constructor(log: Log) {
    this.#log = log
  }

  /** Takes over a promise. Its failure is logged under its name and never thrown at anybody. */
  tend(name: string, work: Promise<unknown>): void {
    const tended = work.then(
      () => {},
      error => {
        this.#log.error(
          { task: name, error: messageOf(error), code: (error as { code?: unknown })?.code },
          'core/task-failed',
        )
      },
    )
    const running = tended.then(() => void this.#running.delete(running))
    this.#running.add(running)
  }

  /** Resolves when everything tended so far has ended. */
  async allEnded(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }
}
