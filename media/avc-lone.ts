// Key frames for a decoder that gets nothing else (ISO/IEC 14496-10, 7.3; 14496-15, 5.2.4.1).
import { bitsBeforeVui } from './avc-sps.ts'
import { BitReader, BitWriter } from './bits.ts'
import { guarded, unguarded } from './emulation.ts'

const tagPartBytes = 5
/** Where the first sequence set stands: behind the tag's part, the record's six bytes and the set's length. */
const setAt = tagPartBytes + 8
const slice = 1
const idrSlice = 5

/** How many bytes tell the length of a unit, by the sequence header in force. */
export function unitLengthBytes(header: Buffer): number {
  return ((header[tagPartBytes + 4] ?? 3) & 3) + 1
}

/** The slices of a picture, without parameter sets, delimiters, messages and filler; none where they do not fill it. */
export function slicesOf(payload: Buffer, lengthBytes: number): Buffer[] {
  const slices: Buffer[] = []
  for (let at = tagPartBytes; at < payload.length; ) {
    const from = at + lengthBytes
    if (from >= payload.length) return []
    const to = from + payload.readUIntBE(at, lengthBytes)
    if (to > payload.length || to === from) return []
    const kind = (payload[from] ?? 0) & 31
    if (kind === slice || kind === idrSlice) slices.push(payload.subarray(from, to))
    at = to
  }
  return slices
}

/** The picture as a tag's payload with its slices alone; undefined where it has none. */
export function lonePicture(payload: Buffer, lengthBytes: number): Buffer | undefined {
  const slices = slicesOf(payload, lengthBytes)
  if (slices.length === 0) return undefined
  const parts = slices.flatMap(each => {
    const length = Buffer.alloc(lengthBytes)
    length.writeUIntBE(each.length, 0, lengthBytes)
    return [length, each]
  })
  return Buffer.concat([payload.subarray(0, tagPartBytes), ...parts])
}

/**
 * The sequence header without what its first set says of usage (VUI): that tells decoders to wait for pictures in another
 * order, and of key frames alone none are. Throws a Failure where the set makes no sense.
 */
export function loneHeader(header: Buffer): Buffer {
  const to = setAt + header.readUInt16BE(setAt - 2)
  const set = guarded(
    Buffer.concat([header.subarray(setAt, setAt + 1), withoutVui(unguarded(header.subarray(setAt + 1, to)))]),
  )
  const length = Buffer.alloc(2)
  length.writeUInt16BE(set.length)
  return Buffer.concat([header.subarray(0, setAt - 2), length, set, header.subarray(to)])
}

function withoutVui(set: Buffer): Buffer {
  const count = bitsBeforeVui(set)
  const bits = new BitReader(set)
  const plain = new BitWriter()
  for (let i = 0; i < count; i++) plain.put(bits.bit(), 1)
  return plain.put(0b01, 2).bytes() // no VUI follows, and the bit that ends a set
}
