// What was said before, on disk by its content. A full or broken disk only means that nothing is kept.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#core/clock.ts'
import type { PhoneMark } from './voice.ts'

export type KeptSpeech = { readonly samples: Int16Array; readonly marks?: readonly PhoneMark[] }

export type SpeechCache = {
  find(key: string): Promise<KeptSpeech | undefined>
  keep(key: string, speech: KeptSpeech): Promise<void>
}

const suffix = '.speech'

/** SHA-256 over everything audible. */
export function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}

export const noCache: SpeechCache = { find: async () => undefined, keep: async () => {} }

/**
 * Opens a cache in a folder that is made where it is missing. Beyond `mostBytes` what was not used for longest is removed.
 * `onTrouble` hears why something could not be kept.
 */
export function openSpeechCache(
  folder: string,
  mostBytes: number,
  deps: { readonly clock: Clock; readonly onTrouble: (error: unknown) => void },
): SpeechCache {
  const fileOf = (key: string) => join(folder, `${key}${suffix}`)
  let turn = Promise.resolve()
  return {
    find: async key => {
      try {
        const found = unpacked(await readFile(fileOf(key)))
        if (found === undefined) await rm(fileOf(key), { force: true })
        else await utimes(fileOf(key), deps.clock.wallMs() / 1_000, deps.clock.wallMs() / 1_000)
        return found
      } catch {
        return undefined // not there, or not readable: it is spoken again
      }
    },
    keep: (key, speech) => {
      turn = turn.then(async () => {
        const part = join(folder, `${randomUUID()}.part`)
        try {
          await mkdir(folder, { recursive: true, mode: 0o700 })
          await writeFile(part, packed(speech), { mode: 0o600 })
          await rename(part, fileOf(key))
          await shrink(folder, mostBytes)
        } catch (error) {
          deps.onTrouble(error)
          await rm(part, { force: true }).catch(() => {}) // the disk is gone altogether: said already
        }
      })
      return turn
    },
  }
}

/** One line of JSON, then the samples; the line tells how many, so that half a file is known for one. */
function packed({ samples, marks }: KeptSpeech): Buffer {
  const sound = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
  const check = createHash('sha256').update(sound).digest('hex').slice(0, 16)
  return Buffer.concat([Buffer.from(`${JSON.stringify({ samples: samples.length, check, marks })}\n`), sound])
}

function unpacked(bytes: Buffer): KeptSpeech | undefined {
  try {
    const end = bytes.indexOf(10)
    const header = JSON.parse(bytes.toString('utf8', 0, end)) as {
      samples: number
      check: string
      marks?: PhoneMark[]
    }
    const sound = new Uint8Array(bytes.subarray(end + 1)) // its own memory, aligned
    const check = createHash('sha256').update(sound).digest('hex').slice(0, 16)
    if (sound.length !== header.samples * 2 || check !== header.check) return undefined
    const samples = new Int16Array(sound.buffer)
    return header.marks === undefined ? { samples } : { samples, marks: header.marks }
  } catch {
    return undefined // half a file, or another program's
  }
}

async function shrink(folder: string, mostBytes: number): Promise<void> {
  const files: { path: string; bytes: number; usedMs: number }[] = []
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined) // another process removed it first
    if (found?.isFile() && name.endsWith(suffix))
      files.push({ path, bytes: found.size, usedMs: found.mtimeMs })
  }
  files.sort((a, b) => b.usedMs - a.usedMs)
  let bytes = 0
  for (const file of files) {
    bytes += file.bytes
    if (bytes > mostBytes) await rm(file.path, { force: true })
  }
}
