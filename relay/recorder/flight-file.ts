// What was recorded, on disk, a line each second: a killed worker's last minutes are what people ask for most.
import { appendFile, rename } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { FlightRecorder, type FlightSample, type FlightShelf } from './recorder.ts'
import type { FlightSlice } from './slice.ts'
import { keptSamples } from './track.ts'

const mostWaiting = 10

export class FlightFile implements FlightShelf {
  readonly #path: string
  readonly #log: Log | undefined
  #lines = 0
  #waiting: string[] = []
  #said = ''

  constructor(path: string, log?: Log) {
    this.#path = path
    this.#log = log
  }

  load(): FlightSample[] {
    const now = linesOf(this.#path)
    this.#lines = now.length
    return [...linesOf(oldOf(this.#path)), ...now].slice(-keptSamples).flatMap(sampleIn)
  }

  /** Written behind the caller's back: a disk that is slow or full costs lines, not time on air. */
  keep(sample: FlightSample): void {
    this.#waiting = [...this.#waiting.slice(1 - mostWaiting), `${JSON.stringify(sample)}\n`]
    if (this.#waiting.length === 1) void this.#writeOut()
  }

  async #writeOut(): Promise<void> {
    for (let line = this.#waiting[0]; line !== undefined; line = this.#waiting[0]) {
      await this.#write(line)
      this.#waiting = this.#waiting.filter(each => each !== line)
    }
  }

  async #write(line: string): Promise<void> {
    try {
      if (this.#lines >= keptSamples) {
        await rename(this.#path, oldOf(this.#path))
        this.#lines = 0
      }
      await appendFile(this.#path, line, { mode: 0o600 })
      this.#lines += 1
      this.#said = ''
    } catch (error) {
      const message = messageOf(error)
      if (message !== this.#said) this.#log?.warn({ error: message }, 'relay/flight-not-written')
      this.#said = message
    }
  }
}

/** Where a broadcast's worker keeps what it records. */
export function flightFile(dataFolder: string, broadcast: string): string {
  return join(dataFolder, 'workers', `relay-${broadcast}.flight`)
}

/** What a worker that is gone recorded. */
export function readFlight(path: string, broadcast: string, fromMs: number, toMs: number): FlightSlice {
  const file = new FlightFile(path)
  return new FlightRecorder(broadcast, { load: () => file.load(), keep: () => {} }).slice(fromMs, toMs)
}

const oldOf = (path: string) => `${path}.old`

function linesOf(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n').filter(Boolean)
  } catch {
    return [] // nothing was recorded yet
  }
}

function sampleIn(line: string): FlightSample[] {
  try {
    return [JSON.parse(line) as FlightSample]
  } catch {
    return [] // cut short by a kill, or by a full disk
  }
}
