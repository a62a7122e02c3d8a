// RTMP chunks into messages: every header kind, any split of the bytes, one copy per byte, bounded memory.
import { Assembly, Budget } from './assembly.ts'
import { extendedFromMs } from './chunk-writer.ts'
import { tagHeaderBytes, tagTailBytes } from './flv.ts'
import { malformed } from './malformed.ts'
import { FramedMessage, messageTypes } from './message.ts'
import type { Message } from './message.ts'

export type ChunkLimits = {
  /** The longest message that is read. */
  readonly maxMessageBytes: number
  /** How many chunk streams one connection may use. */
  readonly maxChunkStreams: number
  /** What unfinished messages may hold together. */
  readonly maxHeldBytes: number
  /** Sound and pictures are valid during the call of `onMessage` only: their memory is used again. */
  readonly isReused?: boolean
}

/** 3 basic + 11 message header + 4 extended timestamp. */
const maxHeaderBytes = 18
const fieldBytesOfFormat = [11, 7, 3, 0] as const

type ChunkStream = {
  readonly assembly: Assembly
  timestampMs: number
  /** The time field as last sent: a delta, or after a type-0 header the time itself (RTMP 1.0, 5.3.1.2.4). */
  timeFieldMs: number
  isExtended: boolean
  lengthBytes: number
  typeId: number
  streamId: number
  isOpen: boolean
}

export class ChunkReader {
  readonly #limits: ChunkLimits
  readonly #onMessage: (message: Message) => void
  readonly #budget: Budget
  readonly #streams = new Map<number, ChunkStream>()
  readonly #scratch = Buffer.alloc(maxHeaderBytes)
  #scratchFilled = 0
  #chunkSizeBytes = 128
  #current: ChunkStream | null = null
  #chunkLeftBytes = 0
  #receivedBytes = 0

  /** `onMessage` hears of everything but chunk size and abort, which are done here. */
  constructor(limits: ChunkLimits, onMessage: (message: Message) => void) {
    this.#limits = limits
    this.#onMessage = onMessage
    this.#budget = new Budget(limits.maxHeldBytes + tagHeaderBytes + tagTailBytes)
  }

  /** All bytes pushed so far. */
  get receivedBytes(): number {
    return this.#receivedBytes
  }

  /** Memory taken by unfinished messages. */
  get heldBytes(): number {
    return this.#budget.heldBytes
  }

  /** Reads on. `bytes` is not kept. Throws a Failure on anything that is not RTMP or is over a limit. */
  push(bytes: Buffer): void {
    this.#receivedBytes += bytes.length
    this.#read(bytes)
  }

  #read(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) {
      at = this.#current === null ? this.#readHeader(bytes, at) : this.#readBody(this.#current, bytes, at)
    }
  }

  #readBody(stream: ChunkStream, bytes: Buffer, at: number): number {
    const taken = stream.assembly.take(bytes, at, Math.min(bytes.length, at + this.#chunkLeftBytes))
    this.#chunkLeftBytes -= taken
    if (this.#chunkLeftBytes === 0) this.#endChunk(stream)
    return at + taken
  }

  // A header that is not all there waits in the scratch buffer and is tried again with each push.
  #readHeader(bytes: Buffer, at: number): number {
    const before = this.#scratchFilled
    if (before === 0) {
      const headerBytes = this.#parseHeader(bytes, at, bytes.length)
      if (headerBytes > 0) return at + headerBytes
    }
    const copied = bytes.copy(this.#scratch, before, at, at + maxHeaderBytes - before)
    const headerBytes = this.#parseHeader(this.#scratch, 0, before + copied)
    this.#scratchFilled = headerBytes > 0 ? 0 : before + copied
    if (headerBytes === 0) return at + copied
    if (headerBytes >= before) return at + headerBytes - before
    // What had looked like the start of a repeated time was payload already.
    this.#read(Buffer.from(this.#scratch.subarray(headerBytes, before)))
    return at
  }

  /** Length of the header in bytes[at, end) once it has been acted on; 0 when more of it is needed. */
  #parseHeader(bytes: Buffer, at: number, end: number): number {
    const first = bytes[at] ?? 0
    const format = first >> 6
    const low = first & 63
    const basicBytes = low === 0 ? 2 : low === 1 ? 3 : 1
    const fieldsAt = at + basicBytes
    const extendedAt = fieldsAt + (fieldBytesOfFormat[format] ?? 0)
    if (extendedAt > end) return 0
    const stream = this.#streamOf(format, low < 2 ? longStreamId(bytes, at, low) : low)
    if (format < 3) {
      const isExtended = bytes.readUIntBE(fieldsAt, 3) === extendedFromMs
      const headerEnd = extendedAt + (isExtended ? 4 : 0)
      if (headerEnd > end) return 0
      this.#readFields(stream, format, bytes, fieldsAt)
      stream.isExtended = isExtended
      stream.timeFieldMs = isExtended ? bytes.readUInt32BE(extendedAt) : bytes.readUIntBE(fieldsAt, 3)
      this.#openMessage(stream, format)
      return headerEnd - at
    }
    const repeatedBytes = stream.isExtended
      ? repeatedTimeBytes(bytes, extendedAt, end, stream.timeFieldMs)
      : 0
    if (repeatedBytes < 0) return 0
    if (stream.isOpen) this.#beginChunk(stream)
    else this.#openMessage(stream, format)
    return extendedAt + repeatedBytes - at
  }

  #streamOf(format: number, chunkStreamId: number): ChunkStream {
    const known = this.#streams.get(chunkStreamId)
    if (known !== undefined) {
      if (known.isOpen && format < 3)
        throw malformed('bad-chunk', 'A new message begins on a chunk stream before the last one has ended.')
      return known
    }
    // librtmp (OBS) opens chunk stream 2 with a type-1 header; nothing can be read into 2 and 3 without an earlier one.
    if (format > 1) throw malformed('bad-chunk', 'A chunk refers to an earlier one that never came.')
    if (this.#streams.size >= this.#limits.maxChunkStreams)
      throw malformed(
        'too-many-chunk-streams',
        `More than ${this.#limits.maxChunkStreams} chunk streams are used.`,
      )
    const stream = newStream(this.#budget, this.#limits.isReused)
    this.#streams.set(chunkStreamId, stream)
    return stream
  }

  #readFields(stream: ChunkStream, format: number, bytes: Buffer, fieldsAt: number): void {
    if (format < 2) {
      stream.lengthBytes = bytes.readUIntBE(fieldsAt + 3, 3)
      stream.typeId = bytes[fieldsAt + 6] ?? 0
    }
    if (format === 0) stream.streamId = bytes.readUInt32LE(fieldsAt + 7)
  }

  #openMessage(stream: ChunkStream, format: number): void {
    if (stream.lengthBytes > this.#limits.maxMessageBytes)
      throw malformed(
        'too-large',
        `A message of ${stream.lengthBytes} bytes is over the limit of ${this.#limits.maxMessageBytes}.`,
      )
    stream.timestampMs = format === 0 ? stream.timeFieldMs : (stream.timestampMs + stream.timeFieldMs) >>> 0
    const isMedia = isMediaType(stream.typeId)
    stream.assembly.begin(isMedia ? tagHeaderBytes : 0, stream.lengthBytes, isMedia ? tagTailBytes : 0)
    stream.isOpen = true
    this.#beginChunk(stream)
  }

  #beginChunk(stream: ChunkStream): void {
    this.#current = stream
    this.#chunkLeftBytes = Math.min(this.#chunkSizeBytes, stream.assembly.missingBytes)
    if (this.#chunkLeftBytes === 0) this.#endChunk(stream)
  }

  #endChunk(stream: ChunkStream): void {
    this.#current = null
    if (stream.assembly.missingBytes > 0) return
    stream.isOpen = false
    const whole = stream.assembly.finish()
    if (isMediaType(stream.typeId)) {
      const payload = whole.subarray(tagHeaderBytes, tagHeaderBytes + stream.lengthBytes)
      return this.#onMessage(new FramedMessage(stream, whole, payload))
    }
    if (stream.typeId === messageTypes.setChunkSize) return this.#setChunkSize(whole)
    if (stream.typeId === messageTypes.abort) return this.#abort(whole)
    const { typeId, timestampMs, streamId } = stream
    this.#onMessage({ typeId, timestampMs, streamId, payload: whole })
  }

  #setChunkSize(payload: Buffer): void {
    const sizeBytes = controlNumber(payload, 'Set Chunk Size')
    if (sizeBytes < 1 || sizeBytes > 0x7fffffff)
      throw malformed('bad-control', `Set Chunk Size asks for chunks of ${sizeBytes} bytes.`)
    this.#chunkSizeBytes = Math.min(sizeBytes, longestMessageBytes)
  }

  #abort(payload: Buffer): void {
    const stream = this.#streams.get(controlNumber(payload, 'Abort'))
    if (stream === undefined) return
    stream.assembly.drop()
    stream.isOpen = false
  }
}

/** The first number of a control message's payload; throws a Failure when it is too short to hold one. */
export function controlNumber(payload: Buffer, name: string): number {
  if (payload.length < 4) throw malformed('bad-control', `${name} came with ${payload.length} bytes.`)
  return payload.readUInt32BE(0)
}

/** A header has 24 bits for the length, so larger chunks make no difference. */
const longestMessageBytes = 0xffffff

const isMediaType = (typeId: number): boolean =>
  typeId === messageTypes.audio || typeId === messageTypes.video

function longStreamId(bytes: Buffer, at: number, low: number): number {
  return 64 + (bytes[at + 1] ?? 0) + (low === 1 ? (bytes[at + 2] ?? 0) * 256 : 0)
}

/**
 * Whether a type-3 chunk repeats the extended time: 4 when it does, 0 when not, -1 when more bytes are needed to tell.
 * The specification (5.3.1.3) and FFmpeg, librtmp, Flash repeat it; some encoders do not. As SRS does, the bytes are
 * compared with the time they would repeat; payload looks like it once in 2^32 chunks.
 */
function repeatedTimeBytes(bytes: Buffer, at: number, end: number, timeFieldMs: number): 4 | 0 | -1 {
  for (let i = 0; i < 4; i++) {
    if (at + i >= end) return -1
    if (bytes[at + i] !== ((timeFieldMs >>> (24 - 8 * i)) & 255)) return 0
  }
  return 4
}

function newStream(budget: Budget, isReused = false): ChunkStream {
  return {
    assembly: new Assembly(budget, isReused),
    timestampMs: 0,
    timeFieldMs: 0,
    isExtended: false,
    lengthBytes: 0,
    typeId: 0,
    streamId: 0,
    isOpen: false,
  }
}
