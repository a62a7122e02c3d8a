// Owns the offline voice's process: starts it when it is needed, asks one thing at a time, ends it when it hangs or rests long.
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { type ChildEnd, type ChildPlan, describeEnd, leashed, runChild, workerFlags } from '#core/child.ts'
import { type Clock, slept } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { type Answer, AnswerReader } from './answers.ts'

export type Asked = { voice: string; text: string; rate: number; pitch: number }
export type Said = {
  readonly sampleRateHz: number
  readonly pieces: readonly {
    readonly samples: Int16Array
    readonly phones: readonly (readonly [ms: number, phone: string, position: number])[]
  }[]
}

/** Runs a child as `core/child.ts` does. */
export type RunChild = (plan: ChildPlan, clock: Clock, signal: AbortSignal) => Promise<ChildEnd>

const restsAfterMs = 120_000
const graceMs = 500
const mostWaiting = 64
const script = join(import.meta.dirname, 'espeak-child.ts')

type Pending = { resolve: (answer: Answer) => void; reject: (error: unknown) => void }
type Running = {
  stop: AbortController
  ended: Promise<void>
  ready: Promise<boolean>
  stdin: Writable | undefined
}

export class EspeakProcess {
  readonly #clock: Clock
  readonly #run: RunChild
  readonly #program: readonly [string, string[]]
  #running: Running | undefined
  #pending: Pending | undefined
  #turn: Promise<void> = Promise.resolve()
  #waiting = 0
  #asks = 0
  #isClosed = false
  #rest = new AbortController()
  #lastEnd: Promise<void> = Promise.resolve()

  /** `childScript` only for tests: a process that misbehaves. */
  constructor(clock: Clock, run: RunChild = runChild, childScript = script) {
    this.#clock = clock
    this.#run = run
    this.#program = leashed(process.execPath, [...workerFlags, childScript], 10)
  }

  /** What the pieces sound like, or null where the optional package is not installed. */
  async say(pieces: readonly Asked[], signal: AbortSignal): Promise<Said | null> {
    signal.throwIfAborted()
    if (this.#isClosed) throw gone('the offline voice was closed')
    if (this.#waiting >= mostWaiting)
      throw new Failure(
        'avatar/voice-crowded',
        `${mostWaiting} sentences wait for the offline voice already`,
        {
          fault: 'ours',
          remedy: 'retry',
        },
      )
    const before = this.#turn
    const { promise: mine, resolve: done } = Promise.withResolvers<void>()
    this.#turn = before.then(() => mine)
    this.#waiting++
    try {
      await before
      return await this.#ask(pieces, signal)
    } finally {
      this.#waiting--
      done()
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true
    await this.#end(gone('the offline voice was closed'))
  }

  async #ask(pieces: readonly Asked[], signal: AbortSignal): Promise<Said | null> {
    signal.throwIfAborted()
    this.#rest.abort()
    const running = (this.#running ??= this.#start())
    // Whoever gives up in the middle ends it: a process that hangs looks just like one that thinks.
    const onAbort = () => void this.#end(signal.reason)
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      if (!(await running.ready)) return null
      const id = ++this.#asks
      const { promise, resolve, reject } = Promise.withResolvers<Answer>()
      this.#pending = { resolve, reject }
      running.stdin?.write(`${JSON.stringify({ id, pieces })}\n`)
      return saidOf(await promise, id)
    } finally {
      this.#pending = undefined
      signal.removeEventListener('abort', onAbort)
      if (this.#running === running) void this.#restLater(running)
    }
  }

  async #restLater(running: Running): Promise<void> {
    this.#rest = new AbortController()
    const isOver = await slept(
      this.#clock,
      restsAfterMs,
      AbortSignal.any([this.#rest.signal, running.stop.signal]),
    )
    if (isOver && this.#running === running && this.#pending === undefined) await this.#end(gone('it rested'))
  }

  #start(): Running {
    const stop = new AbortController()
    const ready = Promise.withResolvers<boolean>()
    ready.promise.catch(() => {}) // whoever asked hears of it
    const running: Running = { stop, ended: Promise.resolve(), ready: ready.promise, stdin: undefined }
    const fail = (error: unknown) => {
      ready.reject(error)
      this.#pending?.reject(error)
    }
    const reader = new AnswerReader(answer => {
      if (typeof answer.header.ready === 'boolean') ready.resolve(answer.header.ready)
      else this.#pending?.resolve(answer)
    })
    const [program, args] = this.#program
    const plan: ChildPlan = {
      program,
      args,
      graceMs,
      stdio: ['pipe', 'pipe', 'pipe'],
      onSpawn: child => {
        running.stdin = child.stdin ?? undefined
        child.stdin?.on('error', () => {}) // it died: how it ended says more
        child.stdout?.on('data', (part: Buffer) => {
          try {
            reader.push(part)
          } catch (error) {
            fail(rubbish(error))
            stop.abort()
          }
        })
      },
    }
    running.ended = this.#run(plan, this.#clock, stop.signal).then(end => {
      if (this.#running === running) this.#running = undefined
      fail(gone(`the offline voice's process ${describeEnd(end)}`))
    })
    return running
  }

  async #end(why: unknown): Promise<void> {
    this.#rest.abort()
    const running = this.#running
    this.#running = undefined
    this.#pending?.reject(why)
    running?.stop.abort()
    if (running !== undefined) this.#lastEnd = running.ended
    await this.#lastEnd
  }
}

function saidOf({ header, sound }: Answer, id: number): Said {
  if (header.id !== id) throw rubbish(new Error(`an answer to ${String(header.id)}, not to ${id}`))
  if (typeof header.error === 'string')
    throw new Failure('avatar/voice-refused', `the offline voice refused: ${header.error}`, {
      fault: 'ours',
      remedy: 'switch',
    })
  const pieces = header.pieces as { samples: number; phones: [number, string, number][] }[]
  let at = 0
  return {
    sampleRateHz: Number(header.sampleRateHz),
    pieces: pieces.map(({ samples, phones }) => {
      const bytes = Buffer.from(sound.subarray(at, (at += samples * 2))) // its own memory, aligned
      return { samples: new Int16Array(bytes.buffer, bytes.byteOffset, samples), phones }
    }),
  }
}

function gone(message: string): Failure {
  return new Failure('avatar/voice-gone', message, { fault: 'ours', remedy: 'retry' })
}

function rubbish(error: unknown): Failure {
  return new Failure('avatar/voice-rubbish', "the offline voice's process answered out of turn", {
    fault: 'ours',
    remedy: 'retry',
    cause: error,
  })
}
