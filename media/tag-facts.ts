// What a tag is, told from its first bytes (FLV v10.1 annex E.4; enhanced RTMP v2 for the codecs of later days).
import type { Tag } from './flv.ts'

export type TagFacts = {
  /** null: nothing to tell, as in a script tag or a tag too short to be anything. */
  readonly codec: 'h264' | 'hevc' | 'av1' | 'vp9' | 'aac' | 'other' | null
  /** Carries the decoder's configuration (AVC or AAC sequence header), no picture or sound. */
  readonly isConfig: boolean
  /** Carries a picture that needs no other; false for a configuration, which FLV also marks as key. */
  readonly isKeyframe: boolean
  readonly isEndOfSequence: boolean
  /** Presentation minus decoding time, milliseconds, may be negative; 0 for sound. */
  readonly compositionMs: number
}

const fact = (codec: TagFacts['codec'], more: Partial<TagFacts> = {}): TagFacts =>
  Object.freeze({
    codec,
    isConfig: false,
    isKeyframe: false,
    isEndOfSequence: false,
    compositionMs: 0,
    ...more,
  })

const unknown = fact(null)
const otherCodec = fact('other')
const aacConfig = fact('aac', { isConfig: true })
const aacSound = fact('aac')

/** Tells what a tag is; cheap enough to be asked for every tag. */
export function inspectTag(tag: Pick<Tag, 'kind' | 'payload'>): TagFacts {
  if (tag.kind === 'video') return inspectVideo(tag.payload)
  return tag.kind === 'audio' ? inspectAudio(tag.payload) : unknown
}

/** Why a tag cannot go on air, as a sentence for the operator; null when it can. */
export function refusalOf(facts: Pick<TagFacts, 'codec'>): string | null {
  switch (facts.codec) {
    case 'h264':
    case 'aac':
    case null:
      return null
    case 'hevc':
    case 'av1':
    case 'vp9':
      return `This is ${spoken[facts.codec]} in enhanced RTMP; on air is H.264 + AAC. Set the encoder to H.264.`
    case 'other':
      return 'This is neither H.264 nor AAC; on air is H.264 + AAC. Set the encoder to H.264 and AAC.'
    default:
      return facts.codec satisfies never
  }
}

const spoken = { hevc: 'HEVC', av1: 'AV1', vp9: 'VP9' }

function inspectAudio(payload: Buffer): TagFacts {
  if (payload.length < 2) return unknown
  if ((payload[0] ?? 0) >> 4 !== 10) return otherCodec // 9 is enhanced RTMP's header: Opus, FLAC, AC-3
  return payload[1] === 0 ? aacConfig : aacSound
}

function inspectVideo(payload: Buffer): TagFacts {
  if (payload.length < 5) return unknown
  const first = payload[0] ?? 0
  if (first >= 0x80) return inspectEnhanced(payload, first)
  const codecId = first & 15
  if (codecId !== 7 && codecId !== 12) return otherCodec // 12: HEVC as some encoders did before enhanced RTMP
  return {
    codec: codecId === 7 ? 'h264' : 'hevc',
    isConfig: payload[1] === 0,
    isKeyframe: payload[1] === 1 && isKey(first),
    isEndOfSequence: payload[1] === 2,
    compositionMs: payload[1] === 1 ? payload.readIntBE(2, 3) : 0,
  }
}

// Enhanced RTMP: one byte of flags, frame type and packet type, then the codec as four letters.
function inspectEnhanced(payload: Buffer, first: number): TagFacts {
  const packetType = first & 15
  const codec = codecOfLetters(payload.readUInt32BE(1))
  return {
    codec,
    isConfig: packetType === 0,
    isKeyframe: (packetType === 1 || packetType === 3) && isKey(first & 0x7f),
    isEndOfSequence: packetType === 2,
    compositionMs: packetType === 1 && codec === 'hevc' && payload.length >= 8 ? payload.readIntBE(5, 3) : 0,
  }
}

const isKey = (first: number): boolean => first >> 4 === 1 || first >> 4 === 4

// 'avc1' is H.264 too, but in a layout that platforms of the older RTMP do not read: 'other'.
function codecOfLetters(letters: number): TagFacts['codec'] {
  if (letters === 0x68766331) return 'hevc' // hvc1
  if (letters === 0x61763031) return 'av1' // av01
  return letters === 0x76703039 ? 'vp9' : 'other' // vp09
}
