// Messages into RTMP chunks: one full header, then headers of one byte (Adobe RTMP 1.0, section 5.3.1).
import { typeOfKind } from './flv.ts'
import type { Tag } from './flv.ts'
import { asSetDataFrame } from './message.ts'
import type { Message } from './message.ts'

/** Times from here on do not fit the 24 bits of a header and follow it in 32. */
export const extendedFromMs = 0xffffff

/** The chunk streams this house writes on: sound and script, picture. */
const streamOfKind = { audio: 4, video: 6, script: 4 } as const

/** Where the bytes are written: memory of this length, its content of no matter. */
export type Allocate = (lengthBytes: number) => Buffer

/** A message as wire bytes: a type-0 chunk and as many type-3 chunks as it takes. `chunkStreamId` from 2 to 65599. */
export function serialiseMessage(
  message: Message,
  chunkSizeBytes: number,
  chunkStreamId: number,
  allocate: Allocate = lengthBytes => Buffer.allocUnsafe(lengthBytes),
): Buffer {
  const { payload } = message
  const timeMs = message.timestampMs >>> 0
  const isExtended = timeMs >= extendedFromMs
  const basicBytes = chunkStreamId < 64 ? 1 : chunkStreamId < 320 ? 2 : 3
  const extendedBytes = isExtended ? 4 : 0
  const continuations = Math.max(0, Math.ceil(payload.length / chunkSizeBytes) - 1)
  const headersBytes = basicBytes + 11 + extendedBytes + continuations * (basicBytes + extendedBytes)
  const wire = allocate(headersBytes + payload.length)

  let at = writeBasicHeader(wire, 0, 0, chunkStreamId)
  at = wire.writeUIntBE(isExtended ? extendedFromMs : timeMs, at, 3)
  at = wire.writeUIntBE(payload.length, at, 3)
  at = wire.writeUInt8(message.typeId, at)
  at = wire.writeUInt32LE(message.streamId, at)
  if (isExtended) at = wire.writeUInt32BE(timeMs, at)
  at += payload.copy(wire, at, 0, Math.min(chunkSizeBytes, payload.length))
  for (let from = chunkSizeBytes; from < payload.length; from += chunkSizeBytes) {
    at = writeBasicHeader(wire, at, 0xc0, chunkStreamId)
    if (isExtended) at = wire.writeUInt32BE(timeMs, at) // as FFmpeg, librtmp and the Flash servers repeat it
    at += payload.copy(wire, at, from, Math.min(from + chunkSizeBytes, payload.length))
  }
  return wire
}

/** A tag as wire bytes on a message stream; bytes made once serve every connection of the same stream id and chunk size. */
export function mediaMessage(
  tag: Pick<Tag, 'kind' | 'payload'>,
  timestampMs: number,
  streamId: number,
  chunkSizeBytes: number,
  allocate?: Allocate,
): Buffer {
  const payload = tag.kind === 'script' ? asSetDataFrame(tag.payload) : tag.payload
  const message = { typeId: typeOfKind[tag.kind], timestampMs, streamId, payload }
  return serialiseMessage(message, chunkSizeBytes, streamOfKind[tag.kind], allocate)
}

function writeBasicHeader(wire: Buffer, at: number, format: number, chunkStreamId: number): number {
  if (chunkStreamId < 64) {
    wire[at] = format | chunkStreamId
    return at + 1
  }
  const rest = chunkStreamId - 64
  wire[at] = format | (rest < 256 ? 0 : 1)
  wire[at + 1] = rest
  if (rest < 256) return at + 2
  wire[at + 2] = rest >> 8
  return at + 3
}
