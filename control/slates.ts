// The operator's own slates: pictures and clips, one file each, looked at by FFmpeg before they are kept.
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { leashed, runChild } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { orNoRoom } from './no-room.ts'

export type OwnSlate = {
  readonly name: string
  /** Absolute path. */
  readonly file: string
  readonly isClip: boolean
  readonly bytes: number
}

/** What each kind of file begins with. */
const kinds: readonly {
  readonly extension: string
  readonly isClip: boolean
  readonly begins: (bytes: Buffer) => boolean
}[] = [
  { extension: 'png', isClip: false, begins: bytes => hasText(bytes, 1, 'PNG') },
  { extension: 'jpg', isClip: false, begins: bytes => bytes[0] === 0xff && bytes[1] === 0xd8 },
  { extension: 'webp', isClip: false, begins: bytes => hasText(bytes, 8, 'WEBP') },
  { extension: 'mp4', isClip: true, begins: bytes => hasText(bytes, 4, 'ftyp') },
  { extension: 'mkv', isClip: true, begins: bytes => bytes.readUInt32BE(0) === 0x1a45dfa3 },
  { extension: 'flv', isClip: true, begins: bytes => hasText(bytes, 0, 'FLV') },
]
const lookWithinMs = 20_000
const graceMs = 500

export class OwnSlates {
  readonly #folder: string
  readonly #clock: Clock

  constructor(dataFolder: string, clock: Clock) {
    this.#folder = join(dataFolder, 'slates', 'own')
    this.#clock = clock
  }

  all(): OwnSlate[] {
    if (!existsSync(this.#folder)) return []
    return readdirSync(this.#folder)
      .flatMap(entry => this.#read(entry) ?? [])
      .sort((a, b) => a.name.localeCompare(b.name))
  }

  names(): string[] {
    return this.all().map(({ name }) => name)
  }

  find(name: string): OwnSlate | undefined {
    return this.all().find(each => each.name === name)
  }

  /** Keeps a picture or clip under a name, in the place of one before. Throws a Failure that says what will do instead. */
  async put(name: string, bytes: Buffer, signal: AbortSignal): Promise<OwnSlate> {
    const kind = bytes.length < 12 ? undefined : kinds.find(each => each.begins(bytes))
    if (kind === undefined)
      throw unfit(
        'this is no picture or clip; send the bytes of a PNG, JPEG or WebP picture, or of an MP4, MKV or FLV clip',
      )
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const part = join(this.#folder, `.${name}.part.${kind.extension}`)
    try {
      writeFileSync(part, bytes, { mode: 0o600 })
      await this.#look(part, signal)
      this.remove(name)
      renameSync(part, join(this.#folder, `${name}.${kind.extension}`))
    } catch (error) {
      throw orNoRoom(error)
    } finally {
      rmSync(part, { force: true })
    }
    return this.find(name) as OwnSlate
  }

  /** False when there was none of that name. */
  remove(name: string): boolean {
    const found = this.find(name)
    if (found !== undefined) rmSync(found.file, { force: true })
    return found !== undefined
  }

  #read(entry: string): OwnSlate | undefined {
    const [, name, extension] = /^([a-z0-9][a-z0-9-]{0,31})\.([a-z0-9]+)$/.exec(entry) ?? []
    const kind = kinds.find(each => each.extension === extension)
    if (name === undefined || kind === undefined) return undefined
    const file = join(this.#folder, entry)
    return { name, file, isClip: kind.isClip, bytes: statSync(file).size }
  }

  /** Whether FFmpeg can show it: a first picture must come. */
  async #look(file: string, signal: AbortSignal): Promise<void> {
    const { path } = await findFfmpeg()
    const args = ['-v', 'error', '-nostdin', '-i', file, '-map', '0:v:0', '-frames:v', '1', '-f', 'null', '-']
    const [program, whole] = leashed(path, args)
    let said = ''
    const plan = {
      program,
      args: whole,
      graceMs,
      onLine: (line: string) => (said ||= line.replaceAll(file, 'it')),
    }
    const late = () => unfit(`FFmpeg looked at it for ${lookWithinMs / 1_000} s without finding a picture`)
    const end = await within(
      this.#clock,
      lookWithinMs,
      stop => runChild(plan, this.#clock, stop),
      late,
      signal,
    )
    if (end.by !== 'exit' || end.code !== 0)
      throw unfit(`FFmpeg finds no picture in it (${said || 'it said nothing'})`)
  }
}

function hasText(bytes: Buffer, at: number, text: string): boolean {
  return bytes.toString('latin1', at, at + text.length) === text
}

function unfit(sentence: string): Failure {
  return new Failure('control/unfit-slate', sentence, { fault: 'operator', remedy: 'stop' })
}
