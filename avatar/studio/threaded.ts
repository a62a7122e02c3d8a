// The studio as the rest of the worker has it: on a thread of its own, started anew when that ends.
import { Worker } from 'node:worker_threads'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import { readClipFile } from '../clip/clip-file.ts'
import type { Line } from '../feed/lines.ts'
import type { Live, Look, Studio, Take } from '../feed/studio.ts'
import type { Means } from './production.ts'
import { failureOf, type FromStudio, type ThreadPlan, type ToStudio } from './thread-words.ts'

export type ThreadedDeps = {
  readonly clock: Clock
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

const closeWithinMs = 6_000

type Wanted = { readonly look: Look; readonly line: Line | null; readonly live: Live | null }
type Waiting = { readonly resolve: (take: Take) => void; readonly reject: (error: Error) => void }

export class ThreadedStudio implements Studio {
  readonly #plan: ThreadPlan
  readonly #deps: ThreadedDeps
  readonly #program: URL
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | undefined
  #means: Means | undefined
  #state = { doing: '', renderer: '', voice: '' }
  #lastId = 0
  readonly #endings = new Set<Promise<void>>()

  /** `program` only for tests: a thread that behaves otherwise. */
  constructor(
    plan: ThreadPlan,
    deps: ThreadedDeps,
    program = new URL('./studio-thread.ts', import.meta.url),
  ) {
    this.#plan = plan
    this.#deps = deps
    this.#program = program
  }

  get doing(): string {
    return this.#state.doing
  }

  /** The browser's renderer that last drew; '' before. */
  get renderer(): string {
    return this.#state.renderer
  }

  /** The engine that last spoke; '' before. */
  get voice(): string {
    return this.#state.voice
  }

  setMeans(means: Means): void {
    this.#means = means
    this.#thread?.postMessage({ kind: 'means', means } satisfies ToStudio)
  }

  pause(look: Look, signal: AbortSignal): Promise<Take> {
    return this.#make({ look, line: null, live: null }, signal)
  }

  speak(look: Look, line: Line, signal: AbortSignal): Promise<Take> {
    return this.#make({ look, line, live: null }, signal)
  }

  live(look: Look, line: Line | null, live: Live, signal: AbortSignal): Promise<Take> {
    return this.#make({ look, line, live }, signal)
  }

  want(look: Look): void {
    this.#thread?.postMessage({ kind: 'want', look } satisfies ToStudio)
  }

  async #make(wanted: Wanted, signal: AbortSignal): Promise<Take> {
    signal.throwIfAborted()
    const id = ++this.#lastId
    const thread = (this.#thread ??= this.#open())
    const { promise, resolve, reject } = Promise.withResolvers<Take>()
    this.#waiting.set(id, { resolve, reject })
    const onAbort = () => {
      thread.postMessage({ kind: 'leave', id } satisfies ToStudio)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    thread.postMessage({ kind: 'make', id, ...wanted } satisfies ToStudio)
    try {
      return await promise
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#waiting.delete(id)
    }
  }

  #open(): Worker {
    const thread = new Worker(this.#program, { workerData: this.#plan })
    if (this.#means !== undefined)
      thread.postMessage({ kind: 'means', means: this.#means } satisfies ToStudio)
    let why = 'it ended'
    thread.on('message', (message: FromStudio) => this.#hear(thread, message))
    thread.on('error', error => (why = error.message))
    thread.on('exit', () => {
      if (this.#thread !== thread) return // sent to rest: nobody waits for it
      this.#thread = undefined
      for (const { reject } of this.#waiting.values()) reject(gone(why))
    })
    return thread
  }

  #hear(thread: Worker, message: FromStudio): void {
    if (message.kind === 'state') this.#note(message)
    else if (message.kind === 'rests') this.#rest(thread)
    else if (message.kind === 'child') this.#deps.onChild(message.identity, message.isAlive)
    else if (message.kind === 'made') this.#finish(message)
    else if (message.kind === 'failed') this.#waiting.get(message.id)?.reject(failureOf(message.failure))
  }

  #finish({ id, file, isReused, cpuSeconds }: Extract<FromStudio, { kind: 'made' }>): void {
    const clip = readClipFile(Buffer.from(file.buffer, file.byteOffset, file.byteLength))
    const waiting = this.#waiting.get(id)
    if (clip === undefined) waiting?.reject(gone('what it made is no clip'))
    else waiting?.resolve({ clip, isReused, cpuSeconds })
  }

  /** One that has just begun knows no renderer and no voice yet. */
  #note({ doing, renderer, voice }: Extract<FromStudio, { kind: 'state' }>): void {
    this.#state = { doing, renderer: renderer || this.#state.renderer, voice: voice || this.#state.voice }
  }

  /** A thread gives memory back only by ending; the next clip is asked of another. */
  #rest(thread: Worker): void {
    if (this.#thread !== thread || this.#waiting.size > 0) return
    this.#thread = undefined
    this.#end(thread)
  }

  #end(thread: Worker): void {
    const ended = new Promise<void>(resolve => thread.once('exit', () => resolve()))
    thread.postMessage({ kind: 'close' } satisfies ToStudio)
    const late = () => gone('it does not close')
    const never = new AbortController().signal
    const ending = within(this.#deps.clock, closeWithinMs, () => ended, late, never)
      .catch(() => thread.terminate())
      .then(() => void this.#endings.delete(ending))
    this.#endings.add(ending)
  }

  /** Ends bakes, browser, voices and threads; a thread that does not end in time is terminated. */
  async close(): Promise<void> {
    if (this.#thread !== undefined) this.#end(this.#thread)
    await Promise.all(this.#endings)
  }
}

function gone(why: string): Failure {
  return new Failure('avatar/studio-gone', `clips are made no more: ${why}`, {
    fault: 'ours',
    remedy: 'retry',
  })
}
