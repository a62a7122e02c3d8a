// What an AAC sequence header says about the sound: AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1, 4.4.1).
import { BitReader } from './bits.ts'
import { malformed } from './malformed.ts'

export type AudioConfig = {
  readonly codec: 'aac'
  /** As people say it: 'AAC-LC', 'HE-AAC', 'HE-AAC v2'. */
  readonly profile: string
  /** What is heard: with SBR that is twice what the core codes. */
  readonly sampleRateHz: number
  /** What is heard: with parametric stereo 2, though the core codes 1. */
  readonly channels: number
  /** How long one frame sounds: 1,024 samples of the core (960 where the header says so), milliseconds. */
  readonly frameMs: number
  /** How the core lays out its channels (table 1.19); 0: listed one by one in the header. */
  readonly channelConfiguration: number
}

/** Bytes of an audio tag in front of what it carries: format, packet type. */
const tagPartBytes = 2
const sbr = 5
const ps = 29
const sampleRatesHz = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
]
const channelsOf: Readonly<Record<number, number>> = {
  1: 1,
  2: 2,
  3: 3,
  4: 4,
  5: 5,
  6: 6,
  7: 8,
  11: 7,
  12: 8,
  13: 24,
  14: 8,
}

/** Reads the whole payload of an audio tag that holds an AudioSpecificConfig. Throws a Failure when it does not. */
export function readAacConfig(payload: Buffer): AudioConfig {
  const bits = new BitReader(payload.subarray(tagPartBytes))
  const outerType = readObjectType(bits)
  const coreRateHz = readSampleRate(bits)
  const channelNumber = bits.bits(4)
  const isSignalled = outerType === sbr || outerType === ps
  const sbrRateHz = isSignalled ? readSampleRate(bits) : null
  const coreType = isSignalled ? readObjectType(bits) : outerType
  const frameSamples = isGeneral(coreType) && bits.peek() === 1 ? 960 : 1_024
  const channels = readChannels(bits, coreType, channelNumber)
  const extension = isSignalled
    ? { sampleRateHz: sbrRateHz, isStereo: outerType === ps }
    : readSyncExtension(bits)
  return {
    codec: 'aac',
    profile: profileName(coreType, extension),
    sampleRateHz: extension.sampleRateHz ?? coreRateHz,
    channels: extension.isStereo && channels === 1 ? 2 : channels,
    frameMs: (frameSamples / coreRateHz) * 1_000,
    channelConfiguration: channelNumber,
  }
}

/** Whether two headers describe the same sound, so that a decoder of the one plays frames of the other. */
export function isSameSound(a: AudioConfig, b: AudioConfig): boolean {
  return (
    a.profile === b.profile &&
    a.sampleRateHz === b.sampleRateHz &&
    a.channels === b.channels &&
    a.frameMs === b.frameMs
  )
}

/** sampleRateHz null: no SBR. isStereo: parametric. */
type Extension = { readonly sampleRateHz: number | null; readonly isStereo: boolean }

function profileName(coreType: number, extension: Extension): string {
  if (extension.isStereo) return 'HE-AAC v2'
  if (extension.sampleRateHz !== null) return 'HE-AAC'
  const names: Readonly<Record<number, string>> = {
    1: 'AAC Main',
    2: 'AAC-LC',
    3: 'AAC SSR',
    4: 'AAC LTP',
    23: 'AAC-LD',
    39: 'AAC-ELD',
    42: 'xHE-AAC',
  }
  return names[coreType] ?? `AAC object type ${coreType}`
}

function readObjectType(bits: BitReader): number {
  const type = bits.bits(5)
  const whole = type === 31 ? 32 + bits.bits(6) : type
  if (whole === 0) throw malformed('bad-config', 'The AAC header names no object type.')
  return whole
}

function readSampleRate(bits: BitReader): number {
  const index = bits.bits(4)
  const rateHz = index === 15 ? bits.bits(24) : sampleRatesHz[index]
  if (rateHz === undefined || rateHz === 0)
    throw malformed('bad-config', 'The AAC header names no sample rate that exists.')
  return rateHz
}

/** Main, LC, SSR and LTP share one configuration (4.4.1). */
const isGeneral = (coreType: number): boolean => coreType >= 1 && coreType <= 4

/** Also reads past what the core's configuration says, so that an extension behind it is found. */
function readChannels(bits: BitReader, coreType: number, channelNumber: number): number {
  const known = channelsOf[channelNumber]
  if (!isGeneral(coreType)) {
    if (known === undefined) throw malformed('bad-config', 'The AAC header names no channels that exist.')
    return known // the other types are configured in ways that nobody streams over RTMP
  }
  bits.bit() // frame length
  if (bits.flag()) bits.bits(14) // delay of a core coder
  bits.bit() // extension flag: of no meaning to these types
  if (channelNumber === 0) return readProgramConfig(bits)
  if (known === undefined) throw malformed('bad-config', 'The AAC header names no channels that exist.')
  return known
}

// Channels listed one by one (4.4.1.1): front, side and back elements are single or pairs, and low-frequency ones.
function readProgramConfig(bits: BitReader): number {
  bits.bits(10) // tag, object type, sample rate
  const counts = [bits.bits(4), bits.bits(4), bits.bits(4)]
  const lowFrequency = bits.bits(2)
  const dataElements = bits.bits(3)
  const couplings = bits.bits(4)
  if (bits.flag()) bits.bits(4)
  if (bits.flag()) bits.bits(4)
  if (bits.flag()) bits.bits(3)
  let channels = lowFrequency
  for (let left = counts.reduce((sum, count) => sum + count, 0); left > 0; left--) {
    channels += bits.flag() ? 2 : 1
    bits.bits(4)
  }
  bits.bits(4 * (lowFrequency + dataElements) + 5 * couplings)
  if (channels === 0) throw malformed('bad-config', 'The AAC header lists no channels.')
  return channels
}

// Signalled behind the core's configuration, so that old decoders stop before it (1.6.5).
function readSyncExtension(bits: BitReader): Extension {
  const none = { sampleRateHz: null, isStereo: false }
  if (bits.leftBits < 17 || bits.bits(11) !== 0x2b7 || readObjectType(bits) !== sbr || !bits.flag())
    return none
  const sampleRateHz = readSampleRate(bits)
  const isStereo = bits.leftBits >= 12 && bits.bits(11) === 0x548 && bits.flag()
  return { sampleRateHz, isStereo }
}
