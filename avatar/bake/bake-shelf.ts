// Baked loops on disk; half-baked ones stay to be gone on with.
import { rm } from 'node:fs/promises'
import { messageOf } from '#core/failure.ts'
import { KeptFiles, type KeptPlan } from '../clip/index.ts'
import { type BakeFile, type BakeHead, BakeWriter, readBakeFile } from './bake-file.ts'
import { bakeEdition, rendererTag } from './bake-key.ts'

export type BakeShelfPlan = Omit<KeptPlan, 'ending'>

/** Half a bake is gone on with within so many; older ones of other hosts are forgotten with the next start. */
const partShape = /^[0-9a-f]{64}-[0-9a-f]{8}\.part$/

export class BakeShelf {
  readonly #files: KeptFiles
  readonly #plan: BakeShelfPlan

  private constructor(files: KeptFiles, plan: BakeShelfPlan) {
    this.#files = files
    this.#plan = plan
  }

  /** The folder belongs to this shelf alone. */
  static async open(plan: BakeShelfPlan): Promise<BakeShelf> {
    const files = await KeptFiles.open({ ...plan, ending: '.bake' }, name => partShape.test(name))
    return new BakeShelf(files, plan)
  }

  get sumBytes(): number {
    return this.#files.sumBytes
  }

  /** A loop that is whole, drawn by any renderer or by this one; a damaged one is removed. */
  async find(key: string, renderer?: string): Promise<BakeFile | undefined> {
    const names = renderer === undefined ? this.#files.namesOf(`${key}-`) : [nameOf(key, renderer)]
    for (const name of names.filter(each => this.#files.has(each))) {
      const file = await readBakeFile(this.#files.pathOf(name))
      if (file !== undefined && isWhole(file)) {
        await this.#files.touch(name)
        return file
      }
      await this.#files.discard(name)
    }
    return undefined
  }

  /** What was baked of a loop before somebody died. */
  async half(key: string, renderer: string): Promise<BakeFile | undefined> {
    const file = await readBakeFile(this.#files.partOf(nameOf(key, renderer)))
    return file?.head.edition === bakeEdition ? file : undefined
  }

  /** Takes a loop's pictures one by one; `from` is what is there already. */
  async take(key: string, head: BakeHead, from: BakeFile | undefined): Promise<BakeTaking> {
    const name = nameOf(key, head.renderer)
    const part = this.#files.partOf(name)
    const begin = from === undefined ? BakeWriter.begin(part, head) : BakeWriter.goOn(part, from.wholeBytes)
    const writer = await begin.catch(error => this.#files.drop(part, messageOf(error)).then(() => undefined))
    return new BakeTaking(writer, this.#files, name, part)
  }

  /** Forgets half a bake that cannot be gone on with. */
  async forget(key: string, renderer: string): Promise<void> {
    await rm(this.#files.partOf(nameOf(key, renderer)), { force: true }).catch(error =>
      this.#plan.log.warn({ why: messageOf(error) }, 'avatar/not-kept'),
    )
  }
}

/** One loop on its way to disk. A disk that takes nothing more is no failure: the loop is only not kept. */
export class BakeTaking {
  #writer: BakeWriter | undefined
  readonly #files: KeptFiles
  readonly #name: string
  readonly #part: string

  constructor(writer: BakeWriter | undefined, files: KeptFiles, name: string, part: string) {
    this.#writer = writer
    this.#files = files
    this.#name = name
    this.#part = part
  }

  async add(record: Uint8Array): Promise<void> {
    try {
      await this.#writer?.add(record)
    } catch (error) {
      await this.close()
      await this.#files.drop(this.#part, messageOf(error))
    }
  }

  /** The loop is whole. */
  async finish(): Promise<boolean> {
    const isWritten = this.#writer !== undefined
    await this.close()
    return isWritten && (await this.#files.admit(this.#part, this.#name))
  }

  /** Leaves what there is, to be gone on with. */
  async close(): Promise<void> {
    const writer = this.#writer
    this.#writer = undefined
    await writer?.close().catch(() => {}) // what was not written is missed by its checksum
  }
}

const nameOf = (key: string, renderer: string) => `${key}-${rendererTag(renderer)}`
const isWhole = ({ head, records }: BakeFile) =>
  head.edition === bakeEdition && records.length === head.pictures
