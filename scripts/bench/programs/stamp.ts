// What each picture of a benchmark's camera carries: when it was sent, and its number.

export type Stamp = {
  /** CLOCK_MONOTONIC, which all processes of a machine share. */
  readonly sentAtMs: number
  readonly frame: number
}

const offset = 16
const lengthBytes = 12

export function putStamp(payload: Buffer, frame: number): void {
  payload.writeBigUInt64BE(process.hrtime.bigint(), offset)
  payload.writeUInt32BE(frame, offset + 8)
}

/** Undefined for a picture that is too small to be one of ours. */
export function stampOf(payload: Buffer): Stamp | undefined {
  if (payload.length < offset + lengthBytes) return undefined
  const sentAtMs = Number(payload.readBigUInt64BE(offset)) / 1e6
  return { sentAtMs, frame: payload.readUInt32BE(offset + 8) }
}
