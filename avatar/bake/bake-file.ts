// A baked loop as a file: records one behind the other, each with its checksum, so that half a bake is half a bake and not a damaged one.
import { open, readFile, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import type { MouthSpots } from '#stage'

/** What a file says of itself before its pictures. */
export type BakeHead = {
  readonly edition: number
  readonly name: string
  readonly pictures: number
  readonly frameRateFps: number
  readonly widthPx: number
  readonly heightPx: number
  readonly spots: MouthSpots
  /** Who drew it, as WebGL says it. */
  readonly renderer: string
}

export type BakeFile = {
  readonly head: BakeHead
  /** One a picture, from the first on. */
  readonly records: readonly Buffer[]
  /** Of the file, up to the end of the last record that is whole. */
  readonly wholeBytes: number
}

/** Before each record: its length, its checksum. */
const frontBytes = 8
/** A picture of 4,096 pixels a side comes to less. */
const mostRecordBytes = 64 * 1_048_576

/** What is whole of a file; undefined where not even its head is. */
export async function readBakeFile(path: string): Promise<BakeFile | undefined> {
  const bytes = await readFile(path).catch(() => Buffer.alloc(0)) // none is as good as an empty one
  const records: Buffer[] = []
  let at = 0
  while (at + frontBytes <= bytes.length) {
    const length = bytes.readUInt32LE(at)
    const record = bytes.subarray(at + frontBytes, at + frontBytes + length)
    if (length > mostRecordBytes || record.length !== length || crc32(record) !== bytes.readUInt32LE(at + 4))
      break
    records.push(record)
    at += frontBytes + length
  }
  const [first, ...pictures] = records
  if (first === undefined) return undefined
  try {
    return { head: JSON.parse(first.toString()) as BakeHead, records: pictures, wholeBytes: at }
  } catch {
    return undefined // its checksum is right and it is no head: not ours
  }
}

/** Writes a file record by record. A write that fails throws the system's error. */
export class BakeWriter {
  readonly #file: FileHandle

  private constructor(file: FileHandle) {
    this.#file = file
  }

  static async begin(path: string, head: BakeHead): Promise<BakeWriter> {
    const writer = new BakeWriter(await open(path, 'w', 0o600))
    await writer.add(Buffer.from(JSON.stringify(head)))
    return writer
  }

  /** Goes on behind what is whole. */
  static async goOn(path: string, wholeBytes: number): Promise<BakeWriter> {
    const file = await open(path, 'r+')
    await file.truncate(wholeBytes)
    await file.close()
    return new BakeWriter(await open(path, 'a'))
  }

  async add(record: Uint8Array): Promise<void> {
    const front = Buffer.alloc(frontBytes)
    front.writeUInt32LE(record.length, 0)
    front.writeUInt32LE(crc32(record), 4)
    await this.#file.writeFile(Buffer.concat([front, record]))
  }

  async close(): Promise<void> {
    await this.#file.close()
  }
}
