// What an AVC sequence header says about the picture (ISO/IEC 14496-15, 5.2.4.1).
import { malformed } from './malformed.ts'
import { readSps } from './avc-sps.ts'
import { unguarded } from './emulation.ts'

export type VideoConfig = {
  readonly codec: 'h264'
  /** As people say it: 'High', 'Constrained Baseline', 'High 4:2:2'. */
  readonly profile: string
  /** 4.1 and so on. */
  readonly level: number
  /** What is shown, cropping applied. */
  readonly widthPx: number
  readonly heightPx: number
  /** As the header states it, to three decimals; null when it does not. */
  readonly frameRateFps: number | null
}

/** Bytes of a video tag in front of what it carries: frame and codec, packet type, composition time. */
const tagPartBytes = 5
const sequenceParameterSet = 7

/**
 * Reads the whole payload of a video tag that holds an AVCDecoderConfigurationRecord. Throws a Failure when it does not.
 */
export function readAvcConfig(payload: Buffer): VideoConfig {
  const record = payload.subarray(tagPartBytes)
  if (record.length < 8 || record[0] !== 1)
    throw malformed('bad-config', 'The H.264 header is not a decoder configuration record of version 1.')
  if (((record[5] ?? 0) & 31) === 0) throw malformed('bad-config', 'The H.264 header describes no picture.')
  const end = 8 + record.readUInt16BE(6)
  if (end > record.length || end < 12) throw malformed('bad-config', 'The H.264 header is cut short.')
  if (((record[8] ?? 0) & 31) !== sequenceParameterSet)
    throw malformed('bad-config', 'The H.264 header does not begin with a sequence parameter set.')
  return { codec: 'h264', ...readSps(unguarded(record.subarray(9, end))) }
}
