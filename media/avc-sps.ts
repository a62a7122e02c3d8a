// H.264 sequence parameter sets: profile, level, size and frame rate (ISO/IEC 14496-10, 7.3.2.1.1 and annex E).
import { BitReader } from './bits.ts'
import { malformed } from './malformed.ts'

type Sps = {
  readonly profile: string
  readonly level: number
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRateFps: number | null
}

/** Wider or higher than this is no camera. */
const longestSidePx = 16_384

/** Reads a parameter set behind its first byte, emulation prevention removed. Throws a Failure when it makes no sense. */
export function readSps(bytes: Buffer): Sps {
  const bits = new BitReader(bytes)
  const { profileNumber, constraints, levelNumber, size } = readToVui(bits)
  return {
    profile: profileName(profileNumber, constraints),
    level: levelNumber / 10,
    ...size,
    frameRateFps: readFrameRate(bits),
  }
}

/** How many bits stand in front of the flag that says whether a VUI follows. */
export function bitsBeforeVui(bytes: Buffer): number {
  const bits = new BitReader(bytes)
  readToVui(bits)
  return bytes.length * 8 - bits.leftBits
}

function readToVui(bits: BitReader) {
  const profileNumber = bits.bits(8)
  const constraints = bits.bits(8)
  const levelNumber = bits.bits(8)
  bits.unsigned() // its id
  const chromaFormat = profilesWithChroma.has(profileNumber) ? readChroma(bits) : 1
  bits.unsigned() // log2_max_frame_num_minus4
  skipPictureOrder(bits)
  bits.unsigned() // max_num_ref_frames
  bits.bit() // gaps allowed
  return { profileNumber, constraints, levelNumber, size: readSize(bits, chromaFormat) }
}

const profilesWithChroma = new Set([100, 110, 122, 244, 44, 83, 86, 118, 128, 134, 135, 138, 139])

const profileNames: Readonly<Record<number, string>> = {
  44: 'CAVLC 4:4:4 Intra',
  66: 'Baseline',
  77: 'Main',
  83: 'Scalable Baseline',
  86: 'Scalable High',
  88: 'Extended',
  100: 'High',
  110: 'High 10',
  118: 'Multiview High',
  122: 'High 4:2:2',
  128: 'Stereo High',
  244: 'High 4:4:4 Predictive',
}

// constraint_set0 is the highest bit; A.2 tells what each means to which profile.
function profileName(profileNumber: number, constraints: number): string {
  const name = profileNames[profileNumber] ?? `profile ${profileNumber}`
  if (profileNumber === 66 && (constraints & 0x40) !== 0) return 'Constrained Baseline'
  if (profileNumber === 100 && (constraints & 0x0c) === 0x0c) return 'Constrained High'
  if ([110, 122, 244].includes(profileNumber) && (constraints & 0x10) !== 0) return `${name} Intra`
  return name
}

/** chroma_format_idc; 0 as well for three planes coded apart, which crop as grey does. */
function readChroma(bits: BitReader): number {
  const chromaFormat = bits.unsigned()
  if (chromaFormat > 3) throw malformed('bad-config', `H.264 knows no chroma format ${chromaFormat}.`)
  const isApart = chromaFormat === 3 && bits.flag()
  bits.unsigned() // luma depth
  bits.unsigned() // chroma depth
  bits.bit() // transform bypass
  if (bits.flag()) skipScalingLists(bits, chromaFormat === 3 ? 12 : 8)
  return isApart ? 0 : chromaFormat
}

function skipScalingLists(bits: BitReader, count: number): void {
  for (let list = 0; list < count; list++) if (bits.flag()) skipScalingList(bits, list < 6 ? 16 : 64)
}

function skipScalingList(bits: BitReader, length: number): void {
  let last = 8
  let next = 8
  for (let i = 0; i < length && next !== 0; i++) {
    next = (last + bits.signed() + 256) % 256
    last = next === 0 ? last : next
  }
}

function skipPictureOrder(bits: BitReader): void {
  const kind = bits.unsigned()
  if (kind > 2) throw malformed('bad-config', `H.264 knows no picture order of type ${kind}.`)
  if (kind === 0) bits.unsigned()
  if (kind !== 1) return
  bits.bit()
  bits.signed()
  bits.signed()
  const cycle = bits.unsigned()
  if (cycle > 255)
    throw malformed('bad-config', `An H.264 picture order cycle of ${cycle} frames is too long.`)
  for (let i = 0; i < cycle; i++) bits.signed()
}

function readSize(bits: BitReader, chromaFormat: number): { widthPx: number; heightPx: number } {
  const widthBlocks = bits.unsigned() + 1
  const mapRows = bits.unsigned() + 1
  const fieldRows = bits.flag() ? 1 : 2 // frame_mbs_only; else rows are counted per field
  if (fieldRows === 2) bits.bit()
  bits.bit() // direct_8x8_inference
  const [left, right, top, bottom] = bits.flag()
    ? [bits.unsigned(), bits.unsigned(), bits.unsigned(), bits.unsigned()]
    : [0, 0, 0, 0]
  const stepX = chromaFormat === 1 || chromaFormat === 2 ? 2 : 1
  const stepY = (chromaFormat === 1 ? 2 : 1) * fieldRows
  const widthPx = widthBlocks * 16 - (left + right) * stepX
  const heightPx = mapRows * fieldRows * 16 - (top + bottom) * stepY
  if (Math.min(widthPx, heightPx) < 1 || Math.max(widthPx, heightPx) > longestSidePx)
    throw malformed('bad-config', `An H.264 picture of ${widthPx} by ${heightPx} makes no sense.`)
  return { widthPx, heightPx }
}

/** From the timing in the VUI; null where there is none. */
function readFrameRate(bits: BitReader): number | null {
  try {
    if (!bits.flag()) return null
    skipVuiToTiming(bits)
    if (!bits.flag()) return null
    const unitsPerTick = bits.bits(32)
    const unitsPerSecond = bits.bits(32)
    if (unitsPerTick === 0 || unitsPerSecond === 0) return null
    return Math.round((unitsPerSecond * 1_000) / (2 * unitsPerTick)) / 1_000 // two ticks, for two fields, per frame
  } catch {
    return null // a VUI cut short: the size above still stands, and players do without the rate
  }
}

function skipVuiToTiming(bits: BitReader): void {
  const extendedRatio = 255
  if (bits.flag() && bits.bits(8) === extendedRatio) bits.bits(32)
  if (bits.flag()) bits.bit() // overscan
  if (bits.flag()) {
    bits.bits(4) // video format, full range
    if (bits.flag()) bits.bits(24) // colours
  }
  if (bits.flag()) {
    bits.unsigned() // where chroma samples lie
    bits.unsigned()
  }
}
