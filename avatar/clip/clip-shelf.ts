// Clips on disk by what is in them: written whole or not at all, the ones used longest ago make room.
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Clip } from './clip.ts'
import { clipFile, readClipFile } from './clip-file.ts'

export type ShelfPlan = {
  readonly folder: string
  /** All clips together come to no more. */
  readonly mostBytes: number
  readonly clock: Clock
  readonly log: Log
}

const ending = '.flv'
const unfinished = '.part'
const keyShape = /^[0-9a-f]{64}$/

export class ClipShelf {
  readonly #plan: ShelfPlan
  /** Bytes of each clip by its key, those used longest ago first. */
  readonly #bytes: Map<string, number>
  #sumBytes: number
  /** Removing and adding go one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  private constructor(plan: ShelfPlan, found: readonly { readonly key: string; readonly bytes: number }[]) {
    this.#plan = plan
    this.#bytes = new Map(found.map(({ key, bytes }) => [key, bytes]))
    this.#sumBytes = found.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Finds what is there; what was being written when somebody died is removed. The folder belongs to this shelf alone. */
  static async open(plan: ShelfPlan): Promise<ClipShelf> {
    await mkdir(plan.folder, { recursive: true, mode: 0o700 })
    const names = await readdir(plan.folder)
    for (const name of names.filter(each => each.endsWith(unfinished)))
      await rm(join(plan.folder, name), { force: true })
    const found = []
    for (const name of names.filter(each => each.endsWith(ending))) {
      const key = name.slice(0, -ending.length)
      const facts = await stat(join(plan.folder, name)).catch(() => undefined) // removed meanwhile
      if (facts !== undefined && keyShape.test(key))
        found.push({ key, bytes: facts.size, usedMs: facts.mtimeMs })
    }
    return new ClipShelf(
      plan,
      found.sort((a, b) => a.usedMs - b.usedMs),
    )
  }

  get clips(): number {
    return this.#bytes.size
  }

  get sumBytes(): number {
    return this.#sumBytes
  }

  /** The clip kept under a key; undefined when there is none, or the file is damaged: it is then removed. */
  async find(key: string): Promise<Clip | undefined> {
    const bytes = this.#bytes.get(key)
    if (bytes === undefined) return undefined
    const file = await readFile(this.#file(key)).catch(() => Buffer.alloc(0)) // unreadable is as good as damaged
    const clip = readClipFile(file)
    if (clip === undefined) {
      this.#plan.log.warn({ file: this.#file(key) }, 'avatar/clip-damaged')
      await this.#inTurn(() => this.#remove(key))
      return undefined
    }
    if (this.#bytes.delete(key)) this.#bytes.set(key, bytes) // now the one used last
    const now = this.#plan.clock.wallMs() / 1_000
    await utimes(this.#file(key), now, now).catch(() => {}) // a disk mounted read-only: it only loses its rank at the next start
    return clip
  }

  /** Keeps a clip; false where it is not kept: the disk is full, or it is larger than all the room. That is no failure. */
  async keep(key: string, clip: Clip): Promise<boolean> {
    const bytes = clipFile(clip)
    return await this.#inTurn(() => this.#write(key, bytes))
  }

  async #write(key: string, bytes: Buffer): Promise<boolean> {
    if (!keyShape.test(key) || bytes.length > this.#plan.mostBytes) return false
    await this.#remove(key)
    while (this.#sumBytes + bytes.length > this.#plan.mostBytes)
      await this.#remove(this.#bytes.keys().next().value as string)
    const part = join(this.#plan.folder, `${randomUUID()}${unfinished}`)
    try {
      await writeFile(part, bytes, { mode: 0o600, flag: 'wx' })
      await rename(part, this.#file(key))
    } catch (error) {
      this.#plan.log.warn({ why: messageOf(error) }, 'avatar/clip-not-kept')
      await rm(part, { force: true }).catch(() => {}) // the next start removes it
      return false
    }
    this.#bytes.set(key, bytes.length)
    this.#sumBytes += bytes.length
    return true
  }

  async #remove(key: string): Promise<void> {
    const bytes = this.#bytes.get(key)
    if (bytes === undefined) return
    this.#bytes.delete(key)
    this.#sumBytes -= bytes
    await rm(this.#file(key), { force: true }).catch(() => {}) // what cannot be removed is found again at the next start
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => {}) // whoever asked hears it
    return mine
  }

  #file(key: string): string {
    return join(this.#plan.folder, `${key}${ending}`)
  }
}
