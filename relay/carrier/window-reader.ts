// What room far ends announce in their TCP receive windows, read through iproute2's `ss`: Node cannot ask its kernel for it.
import type { Readable, Writable } from 'node:stream'
import { describeEnd, lineReader, runChild } from '#core/child.ts'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { WindowReading } from '../leg/window-edge.ts'
import type { ConnectionKey } from './kernel-acks.ts'

/** One shell that forks, so that a worker on air need not; it ends with its input, and where `ss` does not do. */
const script = 'while read -r filter; do ss -tinHO $filter || exit; echo .; done'
const graceMs = 500
/** Where `ss` is missing or too old to tell, it is tried again this much later. */
const againAfterMs = 60_000

export class WindowReader {
  readonly #clock: Clock
  readonly #log: Log
  readonly #stop = new AbortController()
  #running: Promise<void> = Promise.resolve()
  #input: Writable | undefined
  #mayStartAtMs = -Infinity
  #hasComplained = false
  #hasTold = false
  #asked = new Map<string, number>()
  /** When the question was put that has no answer yet, and what of the answer has come. */
  #question: { readonly askedAtMs: number; readonly lines: string[] } | undefined
  #readings = new Map<string, WindowReading>()

  constructor({ clock, log }: { clock: Clock; log: Log }) {
    this.#clock = clock
    this.#log = log
  }

  window({ plainText }: ConnectionKey): WindowReading | undefined {
    return this.#readings.get(plainText)
  }

  askWindow({ plainText, localPort }: ConnectionKey): void {
    this.#asked.set(plainText, localPort)
  }

  /** Puts the question for all that was asked since the last one; one at a time. */
  read(): void {
    if (this.#asked.size === 0 || this.#question !== undefined || this.#stop.signal.aborted) return
    if (this.#input === undefined && !this.#start()) return
    const filter = [...this.#asked.values()].map(port => `sport = :${port}`).join(' or ')
    this.#asked = new Map()
    this.#question = { askedAtMs: this.#clock.nowMs(), lines: [] }
    this.#input?.write(`${filter}\n`)
  }

  /** False while it is too early to try again. */
  #start(): boolean {
    const nowMs = this.#clock.nowMs()
    if (nowMs < this.#mayStartAtMs) return false
    this.#mayStartAtMs = nowMs + againAfterMs
    this.#running = this.#run()
    return true
  }

  async #run(): Promise<void> {
    const end = await runChild(
      {
        program: 'sh',
        args: ['-c', script],
        graceMs,
        stdio: ['pipe', 'pipe', 'ignore'],
        onSpawn: child => this.#spawned(child.stdin as Writable, child.stdout as Readable),
      },
      this.#clock,
      this.#stop.signal,
    )
    this.#input = undefined
    this.#question = undefined
    this.#readings = new Map()
    if (end.asked || this.#hasComplained) return
    this.#hasComplained = true
    this.#log.info({ how: describeEnd(end) }, 'relay/windows-unread')
  }

  #spawned(input: Writable, output: Readable): void {
    this.#input = input.on('error', () => {}) // EPIPE: its end tells
    output.setEncoding('utf8').on(
      'data',
      lineReader(line => this.#told(line)),
    )
  }

  #told(line: string): void {
    const question = this.#question
    if (question === undefined) return
    if (line !== '.') return void question.lines.push(line)
    this.#question = undefined
    const times = { askedAtMs: question.askedAtMs, readAtMs: this.#clock.nowMs() }
    const told = question.lines.map(each => readLine(each)).filter(each => each !== undefined)
    this.#readings = new Map(told.map(({ key, ...bytes }) => [key, { ...times, ...bytes }]))
    this.#hasTold ||= told.some(({ windowBytes }) => windowBytes > 0)
    if (told.length > 0 && !this.#hasTold) this.#input?.end() // too old to tell; or the window is closed just now
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('the worker is closing'))
    await this.#running
  }
}

type Told = Omit<WindowReading, 'askedAtMs' | 'readAtMs'> & { readonly key: string }

/** `ESTAB 0 0 127.0.0.1:46830 127.0.0.1:1935 … bytes_acked:4382612 … snd_wnd:882688`; what is 0 is left out. */
export function readLine(line: string): Told | undefined {
  const [, queued = '', local = '', remote = ''] = /^\S+\s+\d+\s+(\d+)\s+(\S+)\s+(\S+)\s/.exec(line) ?? []
  const acked = / bytes_acked:(\d+)/.exec(line)?.[1]
  if (acked === undefined) return undefined
  return {
    key: `${local} ${remote}`,
    ackedBytes: Number(acked),
    windowBytes: Number(/ snd_wnd:(\d+)/.exec(line)?.[1] ?? 0),
    queuedBytes: Number(queued),
  }
}
