// A folder of files that can be made anew: written whole or not at all, and those used longest ago make room.
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'

export type KeptPlan = {
  readonly folder: string
  /** All files together come to no more. */
  readonly mostBytes: number
  /** How their names end, with the dot. */
  readonly ending: string
  readonly clock: Clock
  readonly log: Log
}

const unfinished = '.part'

export class KeptFiles {
  readonly #plan: KeptPlan
  /** Bytes of each file by its name without the ending, those used longest ago first. */
  readonly #bytes: Map<string, number>
  #sumBytes: number
  /** Removing and adding go one after the other. */
  #last: Promise<unknown> = Promise.resolve()

  private constructor(plan: KeptPlan, found: readonly { readonly name: string; readonly bytes: number }[]) {
    this.#plan = plan
    this.#bytes = new Map(found.map(({ name, bytes }) => [name, bytes]))
    this.#sumBytes = found.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** Finds what is there. What was half written stays only where `keepsPart` says that it can be gone on with. */
  static async open(plan: KeptPlan, keepsPart: (name: string) => boolean = () => false): Promise<KeptFiles> {
    await mkdir(plan.folder, { recursive: true, mode: 0o700 })
    const names = await readdir(plan.folder)
    for (const name of names.filter(each => each.endsWith(unfinished)))
      if (!keepsPart(name)) await rm(join(plan.folder, name), { force: true })
    const found = []
    for (const name of names.filter(each => each.endsWith(plan.ending))) {
      const facts = await stat(join(plan.folder, name)).catch(() => undefined) // removed meanwhile
      if (facts !== undefined)
        found.push({ name: name.slice(0, -plan.ending.length), bytes: facts.size, usedMs: facts.mtimeMs })
    }
    return new KeptFiles(
      plan,
      found.sort((a, b) => a.usedMs - b.usedMs),
    )
  }

  get count(): number {
    return this.#bytes.size
  }

  get sumBytes(): number {
    return this.#sumBytes
  }

  has(name: string): boolean {
    return this.#bytes.has(name)
  }

  namesOf(beginning: string): string[] {
    return [...this.#bytes.keys()].filter(name => name.startsWith(beginning))
  }

  pathOf(name: string): string {
    return join(this.#plan.folder, `${name}${this.#plan.ending}`)
  }

  /** A path beside it that is not taken for the file; `name` where somebody later goes on with it. */
  partOf(name: string = randomUUID()): string {
    return join(this.#plan.folder, `${name}${unfinished}`)
  }

  /** Now the one used last, also for whoever opens the folder later. */
  async touch(name: string): Promise<void> {
    const bytes = this.#bytes.get(name)
    if (bytes === undefined) return
    this.#bytes.delete(name)
    this.#bytes.set(name, bytes)
    const now = this.#plan.clock.wallMs() / 1_000
    await utimes(this.pathOf(name), now, now).catch(() => {}) // a disk mounted read-only: it only loses its rank at the next start
  }

  /** Gives a part that is written whole its name, once there is room; false, and the part is gone, where that cannot be. */
  admit(part: string, name: string): Promise<boolean> {
    return this.#inTurn(async () => {
      try {
        const { size } = await stat(part)
        if (size > this.#plan.mostBytes) throw new Error(`it is larger than all the room, ${size} bytes`)
        await this.#remove(name)
        while (this.#sumBytes + size > this.#plan.mostBytes)
          await this.#remove(this.#bytes.keys().next().value as string)
        await rename(part, this.pathOf(name))
        this.#bytes.set(name, size)
        this.#sumBytes += size
        return true
      } catch (error) {
        await this.drop(part, messageOf(error))
        return false
      }
    })
  }

  /** Says why something is not kept, and removes what was written of it. */
  async drop(part: string, why: string): Promise<void> {
    this.#plan.log.warn({ folder: this.#plan.folder, why }, 'avatar/not-kept')
    await rm(part, { force: true }).catch(() => {}) // the next start removes it
  }

  /** Removes a file that proved damaged. */
  async discard(name: string): Promise<void> {
    this.#plan.log.warn({ file: this.pathOf(name) }, 'avatar/kept-file-damaged')
    await this.#inTurn(() => this.#remove(name))
  }

  async #remove(name: string): Promise<void> {
    const bytes = this.#bytes.get(name)
    if (bytes === undefined) return
    this.#bytes.delete(name)
    this.#sumBytes -= bytes
    await rm(this.pathOf(name), { force: true }).catch(() => {}) // what cannot be removed is found again at the next start
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work)
    this.#last = mine.catch(() => {}) // whoever asked hears it
    return mine
  }
}
