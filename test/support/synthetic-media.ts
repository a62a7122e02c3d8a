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

/** An AVC sequence header of a Baseline stream of this size, which states its frame rate; each `mark` gives another. */
export function avcHeaderOf(
  picture: { widthPx: number; heightPx: number; frameRateFps: number },
  mark = 0,
): Buffer {
  const { widthPx, heightPx, frameRateFps } = picture
  const columns = Math.ceil(widthPx / 16)
  const rows = Math.ceil(heightPx / 16)
  const sps = new Bits().put(66, 8).put(0xc0, 8).put(31, 8)
  sps.golomb(0).golomb(0).golomb(2).golomb(1).put(0, 1) // ids, frame numbers, picture order, references, no gaps
  sps
    .golomb(columns - 1)
    .golomb(rows - 1)
    .put(0b11, 2)
  sps
    .put(1, 1)
    .golomb(0)
    .golomb((columns * 16 - widthPx) / 2)
    .golomb(0)
    .golomb((rows * 16 - heightPx) / 2)
  sps
    .put(1, 1)
    .put(0, 4)
    .put(1, 1)
    .put(1_000, 32)
    .put(Math.round(frameRateFps * 2_000), 32)
    .put(1, 1) // timing only
  sps.put(0, 4).put(1, 1)
  const unit = guarded(Buffer.concat([Buffer.from([0x67]), sps.bytes()]))
  const record = Buffer.from([
    1,
    unit[1] ?? 0,
    unit[2] ?? 0,
    unit[3] ?? 0,
    0xff,
    0xe1,
    unit.length >> 8,
    unit.length & 255,
  ])
  const pps = Buffer.from([1, 0, 5, 0x68, 0xce, 0x3c, 0x80, mark])
  return Buffer.concat([Buffer.from([0x17, 0, 0, 0, 0]), record, unit, pps])
}

class Bits {
  #text = ''

  put(value: number, count: number): this {
    this.#text += value.toString(2).padStart(count, '0')
    return this
  }

  golomb(value: number): this {
    const digits = (value + 1).toString(2)
    return digits.length > 1 ? this.put(0, digits.length - 1).put(value + 1, digits.length) : this.put(1, 1)
  }

  bytes(): Buffer {
    const text = this.#text.padEnd(Math.ceil(this.#text.length / 8) * 8, '0')
    return Buffer.from(text.match(/.{8}/g)?.map(byte => Number.parseInt(byte, 2)) ?? [])
  }
}

/** 00 00 0x becomes 00 00 03 0x inside a unit. */
function guarded(unit: Buffer): Buffer {
  const out: number[] = []
  for (const byte of unit) {
    if (byte <= 3 && out.at(-1) === 0 && out.at(-2) === 0) out.push(3)
    out.push(byte)
  }
  return Buffer.from(out)
}
