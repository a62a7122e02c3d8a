// The newest few pictures of each program, on disk: what a killed worker's viewers had last is what its successor is asked for.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { KeptStill, Still } from './ring.ts'

/** With a key frame each two seconds these reach far enough back to show what was before. */
const slots = 5
const apartMs = 1_500
const mostBytes = 1_572_864
const mostPrograms = 4

/** A picture, and the program that sent it. */
export type FiledStill = KeptStill & { readonly program: string }

type Filing = { readonly key: string; slot: number; last: Pick<Still, 'atMs' | 'shows'> | undefined }

export class StillFiles {
  readonly #folder: string
  readonly #log: Log | undefined
  readonly #filings = new Map<string, Filing>()
  #writing: Promise<void> | undefined
  #isOver = false
  #said = ''

  constructor(folder: string, log?: Log) {
    this.#folder = folder
    this.#log = log
  }

  /**
   * What a predecessor left, oldest first; what it was writing when it died is not whole, and left out.
   * Writing goes on behind its newest: who dies soon as well leaves the pictures of both.
   */
  load(): FiledStill[] {
    const names = namesIn(this.#folder).slice(0, mostPrograms * slots)
    const found = names
      .flatMap(name => readStill(join(this.#folder, name)).map(still => ({ name, still })))
      .toSorted((a, b) => a.still.atMs - b.still.atMs)
    for (const { name, still } of found) {
      const filing = this.#filingOf(still.program)
      const slot = Number(name.slice(name.lastIndexOf('-') + 1))
      if (filing !== undefined && slot >= 0 && slot < slots) filing.slot = slot
    }
    return found.map(({ still }) => still)
  }

  /** Written behind the caller's back, in place: a disk that is slow or full costs pictures, not time on air. */
  keep(program: string, still: KeptStill): void {
    const filing = this.#filingOf(program)
    if (filing === undefined || this.#isOver || this.#writing !== undefined || still.bytes > mostBytes) return
    const { last } = filing
    const isClose = last !== undefined && last.shows === still.shows && still.atMs - last.atMs < apartMs
    if (isClose && still.atMs >= last.atMs) return
    filing.last = { atMs: still.atMs, shows: still.shows }
    filing.slot = (filing.slot + 1) % slots
    this.#writing = this.#write(join(this.#folder, `${filing.key}-${filing.slot}`), { ...still, program })
  }

  #filingOf(program: string): Filing | undefined {
    const known = this.#filings.get(program)
    if (known !== undefined) return known
    if (this.#filings.size >= mostPrograms && !this.#forgetsOne()) return undefined
    const key = createHash('sha256').update(program).digest('hex').slice(0, 16) // a program's name may be long
    const filing: Filing = { key, slot: -1, last: undefined }
    this.#filings.set(program, filing)
    return filing
  }

  /** Makes room where a predecessor had a program that sends no more. */
  #forgetsOne(): boolean {
    const gone = [...this.#filings].find(([, { last }]) => last === undefined)
    if (gone === undefined) return false
    const [program, { key }] = gone
    this.#filings.delete(program)
    try {
      for (let slot = 0; slot < slots; slot++) rmSync(join(this.#folder, `${key}-${slot}`), { force: true })
    } catch (error) {
      this.#log?.warn({ error: messageOf(error) }, 'relay/still-not-removed') // what is on air goes on
    }
    return true
  }

  async #write(path: string, { payload, header, ...about }: FiledStill): Promise<void> {
    const line = JSON.stringify({ ...about, headerBytes: header.length, payloadBytes: payload.length })
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await writeFile(path, [`${line}\n`, header, payload], { mode: 0o600 }) // joined first, each would be copied
      this.#said = ''
    } catch (error) {
      const message = messageOf(error)
      if (message !== this.#said) this.#log?.warn({ error: message }, 'relay/still-not-written')
      this.#said = message
    }
    this.#writing = undefined
  }

  /** Whoever ends in order leaves none: resolves once the last that was being written is gone as well. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#writing
    await rm(this.#folder, { recursive: true, force: true }).catch((error: unknown) => {
      this.#log?.warn({ error: messageOf(error) }, 'relay/still-not-removed') // control does, once it has stopped
    })
  }
}

/** Where a broadcast's worker keeps them. */
export function stillsFolder(dataFolder: string, broadcast: string): string {
  return join(dataFolder, 'workers', `relay-${broadcast}.stills`)
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return [] // nothing was left
  }
}

function readStill(path: string): FiledStill[] {
  try {
    const bytes = readFileSync(path)
    const lineEnd = bytes.indexOf('\n')
    const { headerBytes, payloadBytes, ...about } = JSON.parse(bytes.toString('utf8', 0, lineEnd)) as Omit<
      FiledStill,
      'header' | 'payload'
    > & { headerBytes: number; payloadBytes: number }
    const media = bytes.subarray(lineEnd + 1)
    if (media.length !== headerBytes + payloadBytes) return []
    return [{ ...about, header: media.subarray(0, headerBytes), payload: media.subarray(headerBytes) }]
  } catch {
    return [] // cut short by a kill, or by a full disk
  }
}
