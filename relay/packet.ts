// One message of a program's output: serialised once, its bytes shared by every leg.
import { type FrameMemory, flvTag, mediaMessage } from '#media'

export type PacketKind = 'audio' | 'video' | 'script'

export type PacketFacts = {
  readonly kind: PacketKind
  /** Output clock, milliseconds from the program's start; never wraps. */
  readonly dtsMs: number
  readonly isConfig: boolean
  readonly isKeyframe: boolean
}

/** The message stream id that nearly every server gives; others get a patched copy. */
const usualStreamId = 1

export class Packet implements PacketFacts {
  readonly kind: PacketKind
  readonly dtsMs: number
  readonly isConfig: boolean
  readonly isKeyframe: boolean
  /** Where in the program's memory its bytes stand. */
  readonly position: number
  readonly #wire: Buffer
  readonly #chunkSizeBytes: number
  /** Copies for servers that gave another stream id. */
  #patched: Map<number, Buffer> | undefined

  /** Its bytes are kept in `memory`, or in memory of their own. */
  constructor(payload: Buffer, facts: PacketFacts, chunkSizeBytes: number, memory?: FrameMemory) {
    this.kind = facts.kind
    this.dtsMs = facts.dtsMs
    this.isConfig = facts.isConfig
    this.isKeyframe = facts.isKeyframe
    this.#chunkSizeBytes = chunkSizeBytes
    this.position = memory?.position ?? 0
    const tag = { kind: facts.kind, payload }
    const allocate = memory === undefined ? undefined : (lengthBytes: number) => memory.take(lengthBytes)
    this.#wire = mediaMessage(tag, facts.dtsMs >>> 0, usualStreamId, chunkSizeBytes, allocate)
  }

  get bytes(): number {
    return this.#wire.length
  }

  /** The message as chunks for the given message stream; the same buffer for everybody: never write into it. */
  wire(streamId: number): Buffer {
    if (streamId === usualStreamId) return this.#wire
    let copy = this.#patched?.get(streamId)
    if (copy === undefined) {
      copy = Buffer.from(this.#wire)
      // The stream id stands little-endian at byte 8 of a type 0 chunk (RTMP 1.0, 5.3.1.2.1, one-byte basic header).
      copy.writeUInt32LE(streamId, 8)
      this.#patched ??= new Map()
      this.#patched.set(streamId, copy)
    }
    return copy
  }

  /** What the message carries: a copy, rebuilt from the wire, since few ask for it. */
  payload(): Buffer {
    return unchunked(this.#wire, this.#chunkSizeBytes)
  }

  /** The message as an FLV tag, for previews and FFmpeg children. */
  flv(): Buffer {
    const payload = this.payload()
    return flvTag(
      this.kind,
      this.dtsMs >>> 0,
      this.kind === 'script' ? withoutSetDataFrame(payload) : payload,
    ).bytes
  }
}

/** The AMF0 string `@setDataFrame`: meant for servers; FFmpeg takes a tag that holds it for a stream of its own. */
const setDataFrame = Buffer.from('\x02\x00\x0d@setDataFrame', 'latin1')

function withoutSetDataFrame(payload: Buffer): Buffer {
  return payload.subarray(0, setDataFrame.length).equals(setDataFrame)
    ? payload.subarray(setDataFrame.length)
    : payload
}

/** The payload inside one message of ours: a type 0 chunk and type 3 continuations, one-byte basic headers. */
function unchunked(wire: Buffer, chunkSizeBytes: number): Buffer {
  const hasExtended = wire.readUIntBE(1, 3) === 0xffffff
  const extendedBytes = hasExtended ? 4 : 0
  const lengthBytes = wire.readUIntBE(4, 3)
  const payload = Buffer.allocUnsafe(lengthBytes)
  let from = 12 + extendedBytes
  for (let at = 0; at < lengthBytes; ) {
    const take = Math.min(chunkSizeBytes, lengthBytes - at)
    wire.copy(payload, at, from, from + take)
    at += take
    from += take + 1 + extendedBytes
  }
  return payload
}
