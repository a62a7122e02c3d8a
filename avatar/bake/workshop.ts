// Hands pictures to the thread that unpacks and packs them.
import { Worker } from 'node:worker_threads'
import { Failure } from '#core/failure.ts'
import type { Chore, ChoreMessage, Done, DoneMessage } from './bake-thread.ts'

type Waiting = { readonly resolve: (done: Done) => void; readonly reject: (why: Failure) => void }

/** One thread for as long as something is baked or loaded. */
export class Workshop {
  readonly #waiting = new Map<number, Waiting>()
  readonly #thread: Worker
  #lastId = 0
  #ended: string | undefined

  constructor() {
    this.#thread = new Worker(new URL('./bake-thread.ts', import.meta.url))
    let why = 'it was closed'
    this.#thread.on('message', (message: DoneMessage) => this.#hear(message))
    this.#thread.on('error', error => (why = error.message))
    this.#thread.on('exit', () => {
      this.#ended = why
      for (const { reject } of this.#waiting.values()) reject(badPicture(why))
      this.#waiting.clear()
    })
  }

  /** Throws `avatar/bad-picture` where what was drawn, or kept, cannot be used. */
  do(chore: Chore): Promise<Done> {
    if (this.#ended !== undefined) return Promise.reject(badPicture(this.#ended))
    const { promise, resolve, reject } = Promise.withResolvers<Done>()
    const id = ++this.#lastId
    this.#waiting.set(id, { resolve, reject })
    this.#thread.postMessage({ id, chore } satisfies ChoreMessage)
    return promise
  }

  #hear(message: DoneMessage): void {
    const waiting = this.#waiting.get(message.id)
    this.#waiting.delete(message.id)
    if ('done' in message) waiting?.resolve(message.done)
    else waiting?.reject(badPicture(message.why))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.terminate()
  }
}

function badPicture(why: string): Failure {
  return new Failure('avatar/bad-picture', `a baked picture cannot be used: ${why}`, {
    fault: 'ours',
    remedy: 'retry',
  })
}
