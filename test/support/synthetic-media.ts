// Payloads of FLV tags that look like H.264 and AAC without an encoder: true headers, made-up frames.
import { randomFillSync } from 'node:crypto'

/** AVC sequence header of a real 1280x720 High profile stream. */
export const avcConfigPayload = Buffer.from(
  '17000000000164001fffe1001a6764001facd9405005bb0110000003001000000303c0f183196001000668ebe3cb22c0fdf8f800',
  'hex',
)
/** AAC-LC, 48 kHz, stereo. */
export const aacConfigPayload = Buffer.from('af001190', 'hex')

export function videoPayload(frame: { isKeyframe: boolean; bytes: number; compositionMs?: number }): Buffer {
  const payload = Buffer.allocUnsafe(Math.max(16, frame.bytes))
  randomFillSync(payload)
  payload[0] = frame.isKeyframe ? 0x17 : 0x27
  payload[1] = 1
  payload.writeIntBE(frame.compositionMs ?? 0, 2, 3)
  payload.writeUInt32BE(payload.length - 9, 5) // one NAL unit fills the frame
  payload[9] = frame.isKeyframe ? 0x65 : 0x41
  return payload
}

export function audioPayload(bytes: number): Buffer {
  const payload = Buffer.alloc(Math.max(8, bytes), 0x21)
  payload[0] = 0xaf
  payload[1] = 1
  return payload
}
