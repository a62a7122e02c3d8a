// Clips on disk by what is in them.
import { readFile, writeFile } from 'node:fs/promises'
import { messageOf } from '#core/failure.ts'
import type { Clip } from './clip.ts'
import { clipFile, readClipFile } from './clip-file.ts'
import { KeptFiles, type KeptPlan } from './kept-files.ts'

export type ShelfPlan = Omit<KeptPlan, 'ending'>

const keyShape = /^[0-9a-f]{64}$/

export class ClipShelf {
  readonly #files: KeptFiles

  private constructor(files: KeptFiles) {
    this.#files = files
  }

  /** Finds what is there; what was being written when somebody died is removed. The folder belongs to this shelf alone. */
  static async open(plan: ShelfPlan): Promise<ClipShelf> {
    return new ClipShelf(await KeptFiles.open({ ...plan, ending: '.flv' }))
  }

  get clips(): number {
    return this.#files.count
  }

  get sumBytes(): number {
    return this.#files.sumBytes
  }

  /** The clip kept under a key; undefined when there is none, or the file is damaged: it is then removed. */
  async find(key: string): Promise<Clip | undefined> {
    if (!this.#files.has(key)) return undefined
    const file = await readFile(this.#files.pathOf(key)).catch(() => Buffer.alloc(0)) // unreadable is as good as damaged
    const clip = readClipFile(file)
    if (clip === undefined) await this.#files.discard(key)
    else await this.#files.touch(key)
    return clip
  }

  /** Keeps a clip; false where it is not kept: the disk is full, or it is larger than all the room. That is no failure. */
  async keep(key: string, clip: Clip): Promise<boolean> {
    if (!keyShape.test(key)) return false
    const part = this.#files.partOf()
    try {
      await writeFile(part, clipFile(clip), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      await this.#files.drop(part, messageOf(error))
      return false
    }
    return await this.#files.admit(part, key)
  }
}
