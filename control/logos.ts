// The operator's own logos: PNG files, each looked at before it is kept.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LogoSize, readLogo } from '#avatar'
import { Failure } from '#core/failure.ts'
import { orNoRoom } from './no-room.ts'

export type OwnLogo = LogoSize & { readonly name: string; readonly bytes: number }

const ending = '.png'
const mostLogos = 40

export class OwnLogos {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'logos')
  }

  names(): string[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .filter(file => file.endsWith(ending) && !file.startsWith('.'))
      .map(file => file.slice(0, -ending.length))
      .toSorted()
  }

  all(): OwnLogo[] {
    return this.names().flatMap(name => this.find(name) ?? [])
  }

  find(name: string): OwnLogo | undefined {
    if (!this.names().includes(name)) return undefined
    const bytes = readFileSync(this.#fileOf(name))
    const size = readLogo(bytes)
    return typeof size === 'string' ? undefined : { name, bytes: bytes.length, ...size }
  }

  /** The file itself; undefined where there is none of that name. */
  bytesOf(name: string): Buffer | undefined {
    return this.names().includes(name) ? readFileSync(this.#fileOf(name)) : undefined
  }

  /** Keeps a PNG under a name, in the place of one before. Throws a Failure with what to upload instead. */
  put(name: string, bytes: Buffer): OwnLogo {
    const read = readLogo(bytes)
    if (typeof read === 'string') throw unfit(read)
    if (!this.names().includes(name) && this.names().length >= mostLogos)
      throw unfit(`${mostLogos} logos are kept already; delete some first`)
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const part = join(this.#folder, `.${name}.part`)
    try {
      writeFileSync(part, bytes, { mode: 0o600 })
      renameSync(part, this.#fileOf(name))
    } catch (error) {
      throw orNoRoom(error)
    } finally {
      rmSync(part, { force: true })
    }
    return { name, bytes: bytes.length, ...read }
  }

  /** False when there was none of that name. */
  remove(name: string): boolean {
    const isThere = this.names().includes(name)
    if (isThere) rmSync(this.#fileOf(name), { force: true })
    return isThere
  }

  #fileOf(name: string): string {
    return join(this.#folder, name + ending)
  }
}

function unfit(sentence: string): Failure {
  return new Failure('control/unfit-logo', sentence, { fault: 'operator', remedy: 'stop' })
}
