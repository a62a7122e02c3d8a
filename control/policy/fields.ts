// What a policy can say of a platform: each field once, with its shape, its unit and the sentence that asks for it.
import { z } from 'zod'

export const unknown = 'unknown'
export const aiHostRules = ['allowed', 'with-human-on-duty', 'with-named-human', 'blocked'] as const
export type AiHostRule = (typeof aiHostRules)[number]
export const expiryFields = ['txTime', 'expire', 'auth_key'] as const
export type ExpiryField = (typeof expiryFields)[number]

/** A known value, or "unknown". The sentence says what to write. */
function field<S extends z.ZodType>(schema: S, write: string, meaning: string) {
  return z.union([z.literal(unknown), schema], `must be ${write}, or "unknown"`).describe(meaning)
}

const dayMs = 86_400_000
const listOf = (words: readonly [string, ...string[]]) => z.array(z.enum(words)).max(16)
const within = (least: number, most: number) => z.number().min(least).max(most)
const wholeMs = z
  .int()
  .min(1)
  .max(400 * dayMs)
const rangeOf = (most: number) => z.strictObject({ min: within(0, most).optional(), max: within(0, most) })
const wordSentence = 'takes letters, digits and . : - _ only, at most 64'
const words = (most: number) => z.array(z.string().regex(/^[\w.:-]{1,64}$/, wordSentence)).max(most)
const sizeSentence = 'must be WIDTHxHEIGHT, such as "1920x1080", or "unknown"'
const kbpsSentence = 'a range of kbit/s, such as {"min": 1000, "max": 6000}'

export const policyFields = {
  schemes: field(
    listOf(['rtmp', 'rtmps', 'srt']),
    'a list of rtmp, rtmps and srt',
    'Schemes that its addresses may have.',
  ),
  hosts: field(
    words(16),
    'a list of ends of server names, such as ["example.com"]',
    'What the names of its servers end in.',
  ),
  keyFields: field(
    words(16),
    'a list of names, such as ["txSecret", "txTime"]; [] where none is needed',
    'What a key must carry behind its "?"; a key without them was cut short.',
  ),
  keyExpiryFields: field(
    z.array(z.enum(expiryFields)).max(expiryFields.length),
    'a list of txTime, expire and auth_key; [] where the key does not say',
    'Where a key says when it ends. While unknown, each of these that stands in a key is read.',
  ),
  keyLifeMs: field(
    z.union([wholeMs, z.literal('until-changed')]),
    'milliseconds, such as 172800000 for 2 days, or "until-changed"',
    'How long a key is good for from the moment it is issued.',
  ),
  closesAfterMs: field(
    wholeMs,
    'milliseconds, such as 60000',
    'How long after the stream ends the platform closes the live room.',
  ),
  duplicatePush: field(
    z.enum(['second-refused', 'first-replaced', 'by-priority', 'both-taken']),
    'second-refused, first-replaced, by-priority or both-taken',
    'What happens to a second sender with the same key.',
  ),
  longestShowMs: field(wholeMs, 'milliseconds, such as 172800000 for 48 hours', 'How long a show may last.'),
  aiHosts: field(
    z.enum(aiHostRules),
    aiHostRules.join(', '),
    'Whether a virtual host may be shown. While unknown, none is.',
  ),
  videoCodecs: field(
    listOf(['h264', 'hevc', 'av1', 'vp9']),
    'a list of h264, hevc, av1 and vp9',
    'Codecs of pictures that it takes.',
  ),
  largestSize: field(
    z.string().regex(/^[1-9]\d{1,4}x[1-9]\d{1,4}$/, sizeSentence),
    'WIDTHxHEIGHT, such as "1920x1080"',
    'The largest picture, lying or standing.',
  ),
  orientations: field(
    listOf(['landscape', 'portrait']),
    'a list of landscape and portrait',
    'How the picture may stand.',
  ),
  frameRateFps: field(
    rangeOf(1_000),
    'a range of frames per second, such as {"min": 15, "max": 60}',
    'Frames per second.',
  ),
  videoKbps: field(rangeOf(1_000_000), kbpsSentence, 'Bitrate of the picture.'),
  longestGopMs: field(wholeMs, 'milliseconds, such as 2000', 'Longest time between two key frames.'),
  bFramesAllowed: field(z.boolean(), 'true or false', 'Whether B-frames are taken.'),
  h264Profiles: field(
    z.array(z.string().min(1).max(40)).max(16),
    'a list of profiles, such as ["Main", "High"]',
    'H.264 profiles that it takes.',
  ),
  audioCodecs: field(
    listOf(['aac', 'opus', 'mp3']),
    'a list such as ["aac"]',
    'Codecs of sound that it takes.',
  ),
  audioSampleRatesHz: field(
    z.array(z.int().min(1_000).max(200_000)).max(16),
    'a list of Hz, such as [44100, 48000]',
    'Sample rates of sound.',
  ),
  audioChannels: field(z.array(z.int().min(1).max(16)).max(8), 'a list such as [1, 2]', 'Channels of sound.'),
  audioKbps: field(rangeOf(10_000), 'a range of kbit/s, such as {"max": 320}', 'Bitrate of sound.'),
} as const

export type PolicyField = keyof typeof policyFields
export const policyFieldNames = Object.keys(policyFields) as PolicyField[]
/** A field's value, or "unknown". */
export type PolicyValue<F extends PolicyField> = z.output<(typeof policyFields)[F]>
