// Pictures of incidents on disk, a folder each: as they were sent until somebody looks, then as JPEG. The oldest go.
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Moment } from './moments.ts'

/** Plain values. */
export type KeptPicture = {
  /** `p1`, `p2` … */
  readonly picture: string
  readonly broadcast: string
  readonly program: string
  readonly atMs: number
  readonly moment: Moment
  /** The feed it is of, or `slate`. */
  readonly shows: string
  /** Those that carried the program then. */
  readonly destinations: readonly string[]
}

export type PictureIndex = {
  readonly beganMs: number
  readonly isSettled: boolean
  readonly pictures: readonly KeptPicture[]
}

const bounds = { incidents: 300, bytes: 200 * 1_048_576 }
const indexName = 'index.json'

export class PictureShelf {
  readonly #folder: string
  readonly #bounds: typeof bounds
  /** By incident, oldest first: how much it takes. */
  #sizes: Map<string, number> | undefined

  constructor(dataFolder: string, limits = bounds) {
    this.#folder = join(dataFolder, 'pictures')
    this.#bounds = limits
  }

  async index(incident: string): Promise<PictureIndex | undefined> {
    try {
      return JSON.parse(await readFile(this.#pathOf(incident, indexName), 'utf8')) as PictureIndex
    } catch {
      return undefined // none yet, or no longer
    }
  }

  /** Adds a picture's bytes, then says so in the index: what the index names is there. */
  async add(incident: string, index: PictureIndex, added: KeptPicture, h264: Buffer): Promise<void> {
    await mkdir(join(this.#folder, incident), { recursive: true, mode: 0o700 })
    await writeFile(this.#pathOf(incident, `${added.picture}.h264`), h264, { mode: 0o600 })
    await this.write(incident, index)
    const sizes = await this.#known()
    sizes.set(incident, (sizes.get(incident) ?? 0) + h264.length)
    await this.#prune(sizes)
  }

  async write(incident: string, index: PictureIndex): Promise<void> {
    const path = this.#pathOf(incident, indexName)
    await mkdir(join(this.#folder, incident), { recursive: true, mode: 0o700 })
    await writeFile(`${path}.new`, JSON.stringify(index), { mode: 0o600 })
    await rename(`${path}.new`, path)
  }

  /** Made by `make` the first time somebody looks. Undefined where there is no such picture. */
  async jpeg(
    incident: string,
    picture: string,
    make: (h264: Buffer) => Promise<Buffer>,
  ): Promise<Buffer | undefined> {
    const made = this.#pathOf(incident, `${picture}.jpg`)
    const sent = this.#pathOf(incident, `${picture}.h264`)
    const known = await readFile(made).catch(() => undefined) // nobody has looked yet
    if (known !== undefined) return known
    const h264 = await readFile(sent).catch(() => undefined) // there is none of that name
    if (h264 === undefined) return await readFile(made).catch(() => undefined) // made meanwhile
    const jpeg = await make(h264)
    await writeFile(`${made}.new`, jpeg, { mode: 0o600 })
    await rename(`${made}.new`, made)
    await rm(sent, { force: true })
    return jpeg
  }

  #pathOf(incident: string, name: string): string {
    return join(this.#folder, incident, name)
  }

  async #known(): Promise<Map<string, number>> {
    return (this.#sizes ??= await sizesIn(this.#folder))
  }

  async #prune(sizes: Map<string, number>): Promise<void> {
    let bytes = [...sizes.values()].reduce((sum, each) => sum + each, 0)
    for (const [incident, each] of [...sizes].slice(0, -1)) {
      if (sizes.size <= this.#bounds.incidents && bytes <= this.#bounds.bytes) return
      await rm(join(this.#folder, incident), { recursive: true, force: true })
      sizes.delete(incident)
      bytes -= each
    }
  }
}

/** Folders by age. */
async function sizesIn(folder: string): Promise<Map<string, number>> {
  const names = await readdir(folder).catch(() => []) // nothing was kept yet
  const found = await Promise.all(
    names.map(async name => {
      const files = await readdir(join(folder, name)).catch(() => []) // not ours
      const stats = await Promise.all(
        files.map(file => stat(join(folder, name, file)).catch(() => ({ size: 0, mtimeMs: 0 }))), // gone meanwhile
      )
      const bytes = stats.reduce((sum, { size }) => sum + size, 0)
      return { name, bytes, atMs: Math.max(0, ...stats.map(({ mtimeMs }) => mtimeMs)) }
    }),
  )
  return new Map(found.toSorted((a, b) => a.atMs - b.atMs).map(({ name, bytes }) => [name, bytes]))
}
