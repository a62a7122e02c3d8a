// Backdrops on disk by what was asked for, so that a set is drawn, or paid for, once.
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Clock } from '#core/clock.ts'
import type { PictureSize } from '#stage'
import { sha256 } from './brief.ts'
import type { Provenance } from './provenance.ts'

export type Backdrop = PictureSize & {
  /** Rows from the top of R, G, B, A; all opaque. */
  readonly rgba: Uint8Array
  /** Of its pixels and size. */
  readonly key: string
  readonly provenance: Provenance
}

export type BackdropShelfPlan = {
  /** A folder of its own. */
  readonly folder: string
  readonly mostBytes: number
  readonly clock: Clock
}

/** The key of a backdrop: the same pixels, the same key, whoever made them. */
export function backdropKey(rgba: Uint8Array, { widthPx, heightPx }: PictureSize): string {
  return sha256(`${widthPx}x${heightPx}:`, rgba)
}

const largestPictureBytes = 4_096 * 4_096 * 4

export class BackdropShelf {
  readonly #plan: BackdropShelfPlan

  constructor(plan: BackdropShelfPlan) {
    this.#plan = plan
  }

  /** What was kept for a wish; undefined when there is none. A damaged one is removed. */
  async find(wish: string): Promise<Backdrop | undefined> {
    const path = this.#pathOf(wish)
    const file = await readFile(path).catch(() => undefined) // not there
    if (file === undefined) return undefined
    const found = read(file)
    if (found === undefined) {
      await rm(path, { force: true })
      return undefined
    }
    const nowS = this.#plan.clock.wallMs() / 1_000
    await utimes(path, nowS, nowS).catch(() => {}) // only the order of forgetting suffers
    return found
  }

  /** Keeps it; false where the disk takes no more: the backdrop is as good without. */
  async keep(wish: string, backdrop: Backdrop): Promise<boolean> {
    const path = this.#pathOf(wish)
    const part = `${path}.${process.pid}.part`
    try {
      await mkdir(this.#plan.folder, { recursive: true, mode: 0o700 })
      await writeFile(part, written(backdrop), { mode: 0o600 })
      await rename(part, path)
      await this.#makeRoom(path)
      return true
    } catch {
      await rm(part, { force: true }).catch(() => {}) // what is left of it goes with the next cleaning of the folder
      return false
    }
  }

  async #makeRoom(newest: string): Promise<void> {
    const names = await readdir(this.#plan.folder)
    const files = await Promise.all(
      names.map(async name => {
        const path = join(this.#plan.folder, name)
        const facts = await stat(path).catch(() => undefined) // gone meanwhile
        return { path, bytes: facts?.size ?? 0, usedMs: facts?.mtimeMs ?? 0 }
      }),
    )
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    for (const file of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
      if (bytes <= this.#plan.mostBytes) return
      if (file.path === newest) continue
      await rm(file.path, { force: true })
      bytes -= file.bytes
    }
  }

  #pathOf(wish: string): string {
    return join(this.#plan.folder, `${sha256(wish)}.backdrop`)
  }
}

/** Length of the facts, the facts as JSON, the picture by zstd. */
function written({ rgba, ...facts }: Backdrop): Buffer {
  const json = Buffer.from(JSON.stringify(facts))
  const head = Buffer.alloc(4)
  head.writeUInt32LE(json.length)
  return Buffer.concat([head, json, zstdCompressSync(rgba)])
}

function read(file: Buffer): Backdrop | undefined {
  try {
    const length = file.readUInt32LE(0)
    const facts = JSON.parse(file.toString('utf8', 4, 4 + length)) as Omit<Backdrop, 'rgba'>
    const bytes = zstdDecompressSync(file.subarray(4 + length), { maxOutputLength: largestPictureBytes })
    const rgba = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length)
    const isWhole =
      rgba.length === facts.widthPx * facts.heightPx * 4 && backdropKey(rgba, facts) === facts.key
    return isWhole ? { ...facts, rgba } : undefined
  } catch {
    return undefined // cut short or overwritten: as good as not there
  }
}
