// Bytes that decoders throw away, to keep a stream's rate up: H.264 filler data (ISO/IEC 14496-10, 7.3.2.7).

const tagPartBytes = 5
const lengthFieldBytes = 4
const fillerUnit = 0x0c // nal_ref_idc 0, nal_unit_type 12
const trailing = 0x80
/** The smallest unit: its length, its type, no filler, its end. */
const leastBytes = lengthFieldBytes + 2

/**
 * The payload of a video tag followed by `bytes` more of filler; the same when those are too few to be a unit. Only for streams
 * whose units have lengths of four bytes, as FFmpeg writes them.
 */
export function withFiller(payload: Buffer, bytes: number): Buffer {
  if (bytes < leastBytes || payload.length < tagPartBytes) return payload
  const padded = Buffer.allocUnsafe(payload.length + bytes)
  payload.copy(padded)
  padded.writeUInt32BE(bytes - lengthFieldBytes, payload.length)
  padded[payload.length + lengthFieldBytes] = fillerUnit
  padded.fill(0xff, payload.length + lengthFieldBytes + 1, padded.length - 1)
  padded[padded.length - 1] = trailing
  return padded
}
