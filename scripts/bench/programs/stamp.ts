// What each picture of a benchmark's camera carries: when it was sent, and its number.

export type Stamp = {
  /** CLOCK_MONOTONIC, which all processes of a machine share. */
  readonly sentAtMs: number
  readonly frame: number
}

const lengthBytes = 12
const oldestMs = 60_000

/** At the end: parameter sets may be put in front of a picture on its way. */
export function putStamp(payload: Buffer, frame: number): void {
  const at = payload.length - lengthBytes
  payload.writeBigUInt64BE(process.hrtime.bigint(), at)
  payload.writeUInt32BE(frame, at + 8)
}

/** Undefined for a picture that no camera of ours sent within the last minute: one of the slate. `nowMs` is CLOCK_MONOTONIC. */
export function stampOf(payload: Buffer, nowMs: number): Stamp | undefined {
  const at = payload.length - lengthBytes
  if (at < 0) return undefined
  const sentAtMs = Number(payload.readBigUInt64BE(at)) / 1e6
  if (sentAtMs > nowMs || sentAtMs < nowMs - oldestMs) return undefined
  return { sentAtMs, frame: payload.readUInt32BE(at + 8) }
}
