// Follows RTMP chunks as they pass, without changing a byte: where a chunk ends, and what each message is.
// It shares nothing with our own reader in media/, so that what it reports of our publisher is a second opinion.

/** A message as it passed: of audio and video only the first bytes are kept. */
export type PassingMessage = {
  readonly typeId: number
  readonly timestampMs: number
  readonly streamId: number
  readonly totalBytes: number
  /** At most `keptBytes` of the payload. */
  readonly head: Buffer
}

/** One whole chunk; `message` when it completes one. */
export type PassingChunk = { readonly bytes: Buffer; readonly message: PassingMessage | null }

type Stream = {
  timestampMs: number
  deltaMs: number
  isExtended: boolean
  totalBytes: number
  typeId: number
  streamId: number
  gotBytes: number
  head: Buffer[]
  headBytes: number
}

/** How much of a message is kept: every command fits, and what a media message is stands in its first bytes. */
const keptBytes = 4_096
const handshakeBytes = 1 + 1_536 + 1_536
const maxChunkStreams = 64
const maxMessageBytes = 16 * 1_048_576
/** Bytes of the message header per chunk type: RTMP 1.0 §5.3.1.2. */
const headerBytes = [11, 7, 3, 0] as const

/** Throws a plain Error at what is not RTMP; its owner then closes the connection, as servers do. */
export class ChunkWalker {
  readonly #onHandshake: (bytes: Buffer) => void
  readonly #onChunk: (chunk: PassingChunk) => void
  readonly #streams = new Map<number, Stream>()
  #handshakeLeft = handshakeBytes
  #chunkSizeBytes = 128
  #rest: Buffer = Buffer.alloc(0)

  constructor(onHandshake: (bytes: Buffer) => void, onChunk: (chunk: PassingChunk) => void) {
    this.#onHandshake = onHandshake
    this.#onChunk = onChunk
  }

  /** Whether the handshake has passed, so that whole chunks may be put between. */
  get isThroughHandshake(): boolean {
    return this.#handshakeLeft === 0
  }

  /** The size of chunks that the walked side has announced; a chunk put between must not be larger. */
  get chunkSizeBytes(): number {
    return this.#chunkSizeBytes
  }

  push(bytes: Buffer): void {
    let at = 0
    if (this.#handshakeLeft > 0) {
      at = Math.min(this.#handshakeLeft, bytes.length)
      this.#handshakeLeft -= at
      this.#onHandshake(bytes.subarray(0, at))
      if (at === bytes.length) return
    }
    const fresh = bytes.subarray(at)
    let data = this.#rest.length === 0 ? fresh : Buffer.concat([this.#rest, fresh])
    for (;;) {
      const taken = this.#takeChunk(data)
      if (taken === 0) break
      data = data.subarray(taken)
    }
    this.#rest = data
  }

  /** The size of the first whole chunk in `data`, told on; 0 when it is not all there yet. */
  #takeChunk(data: Buffer): number {
    const basic = readBasicHeader(data)
    if (basic === undefined) return 0
    let at = basic.bytes + headerBytes[basic.type]
    if (data.length < at) return 0
    const before = this.#streams.get(basic.id)
    const read = readHeader(data.subarray(basic.bytes), basic.type, before)
    if (read.isExtended) {
      if (data.length < at + 4) return 0
      read.timeMs = data.readUInt32BE(at)
      at += 4
    }
    const isNew = (before?.gotBytes ?? 0) === 0
    const bodyBytes = Math.min(this.#chunkSizeBytes, read.totalBytes - (isNew ? 0 : (before?.gotBytes ?? 0)))
    if (data.length < at + bodyBytes) return 0
    const stream = this.#streamFor(basic.id)
    if (isNew) begin(stream, read, basic.type)
    const message = this.#take(stream, data.subarray(at, at + bodyBytes))
    this.#onChunk({ bytes: data.subarray(0, at + bodyBytes), message })
    return at + bodyBytes
  }

  #streamFor(id: number): Stream {
    let stream = this.#streams.get(id)
    if (stream === undefined) {
      if (this.#streams.size >= maxChunkStreams) throw new Error('too many chunk streams')
      stream = {
        timestampMs: 0,
        deltaMs: 0,
        isExtended: false,
        totalBytes: 0,
        typeId: 0,
        streamId: 0,
        gotBytes: 0,
        head: [],
        headBytes: 0,
      }
      this.#streams.set(id, stream)
    }
    return stream
  }

  #take(stream: Stream, body: Buffer): PassingMessage | null {
    const wanted = keptBytes - stream.headBytes
    if (wanted > 0 && body.length > 0) {
      const kept = Buffer.from(body.subarray(0, wanted)) // a copy: a view would hold on to whole reads
      stream.head.push(kept)
      stream.headBytes += kept.length
    }
    stream.gotBytes += body.length
    if (stream.gotBytes < stream.totalBytes) return null
    const message = {
      typeId: stream.typeId,
      timestampMs: stream.timestampMs,
      streamId: stream.streamId,
      totalBytes: stream.totalBytes,
      head: Buffer.concat(stream.head),
    }
    stream.gotBytes = 0
    stream.head = []
    stream.headBytes = 0
    if (message.typeId === 1 && message.totalBytes >= 4)
      this.#chunkSizeBytes = Math.max(1, message.head.readUInt32BE(0) & 0x7fff_ffff)
    return message
  }
}

type Header = {
  timeMs: number
  isExtended: boolean
  totalBytes: number
  typeId: number
  streamId: number
}

function readBasicHeader(data: Buffer): { type: 0 | 1 | 2 | 3; id: number; bytes: number } | undefined {
  if (data.length < 1) return undefined
  const first = data.readUInt8(0)
  const type = (first >> 6) as 0 | 1 | 2 | 3
  const low = first & 0x3f
  if (low >= 2) return { type, id: low, bytes: 1 }
  const bytes = low === 0 ? 2 : 3
  if (data.length < bytes) return undefined
  return { type, id: 64 + data.readUInt8(1) + (low === 1 ? 256 * data.readUInt8(2) : 0), bytes }
}

function readHeader(data: Buffer, type: 0 | 1 | 2 | 3, before: Stream | undefined): Header {
  if (type !== 0 && before === undefined) throw new Error('a chunk stream begins without a header')
  const timeMs = type === 3 ? (before?.deltaMs ?? 0) : data.readUIntBE(0, 3)
  const totalBytes = type <= 1 ? data.readUIntBE(3, 3) : (before?.totalBytes ?? 0)
  if (totalBytes > maxMessageBytes) throw new Error('a message is too long')
  return {
    timeMs,
    isExtended: type === 3 ? (before?.isExtended ?? false) : timeMs === 0xff_ffff,
    totalBytes,
    typeId: type <= 1 ? data.readUInt8(6) : (before?.typeId ?? 0),
    streamId: type === 0 ? data.readUInt32LE(7) : (before?.streamId ?? 0),
  }
}

function begin(stream: Stream, header: Header, type: 0 | 1 | 2 | 3): void {
  stream.timestampMs = type === 0 ? header.timeMs : (stream.timestampMs + header.timeMs) >>> 0
  stream.deltaMs = header.timeMs
  stream.isExtended = header.isExtended
  stream.totalBytes = header.totalBytes
  stream.typeId = header.typeId
  stream.streamId = header.streamId
}
