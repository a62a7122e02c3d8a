// Codec headers: streams of x264 and FFmpeg's AAC as they were written, and headers that others write.
import { describe, expect, test } from 'vitest'
import { flvTag, inspectTag, isSameSound, readAacConfig, readAvcConfig, refusalOf } from '#media'

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

// Video tags as x264 (through FFmpeg 5.1) wrote them; what they say was the command line.
const avc: readonly [string, string, number, number, number, number | null][] = [
  [
    '17000000000142c01effe100186742c01ed900a03db011000003000100000300320f162e4801000568cb83cb20',
    'Constrained Baseline',
    3,
    640,
    480,
    25,
  ],
  [
    '1700000000014d4028ffe10018674d4028eca03c0113f2e022000007d20001d4c01e30632c01000568ebe3cb20',
    'Main',
    4,
    1920,
    1080,
    29.97,
  ],
  [
    '17000000000164002affe1001a6764002aacd94056061e6f0110000003001000000780f183196001000668ebe3cb22c0fdf8f800',
    'High',
    4.2,
    1366,
    768,
    60,
  ],
  [
    '1700000000016e0020ffe1001a676e0020a6cd9405005bb011000003000100000300640f18319601000668ebe3cb22c0fdfafa00',
    'High 10',
    3.2,
    1280,
    720,
    50,
  ],
  [
    '1700000000017a0028ffe1001b677a0028bcd940780227e27011000003000100000300320f18319601000668ebe3cb22c0fef8f800',
    'High 4:2:2',
    4,
    1920,
    1080,
    25,
  ],
  [
    '170000000001f4001effe1001b67f4001e919b281b07bc5f80880000030008000003018078b16cb001000668ebe3c44844fff8f800',
    'High 4:4:4 Predictive',
    3,
    854,
    480,
    24,
  ],
  [
    '1700000000016400' +
      '28ffe1001a67640028acd94078044fde0220000003002000000643e2c5b2c001000668fba3cb22c0fdf8f800',
    'High',
    4,
    1920,
    1080,
    25,
  ], // interlaced
  [
    '170000000001640028ffe1001b67640028acd9404403c797c044000003000400000300f03c60c65801000668ebe3cb22c0fdf8f800',
    'High',
    4,
    1080,
    1920,
    30,
  ],
  ['1700000000014d4028ffe1000c674d4028eca03c0113f2e022', 'Main', 4, 1920, 1080, null], // its VUI cut off
]

test.each(avc)('%s is read', (payload, profile, level, widthPx, heightPx, frameRateFps) => {
  expect(readAvcConfig(hex(payload))).toEqual({
    codec: 'h264',
    profile,
    level,
    widthPx,
    heightPx,
    frameRateFps,
  })
})

/** Bits written out, as hex. */
function packed(bits: string): string {
  const digits = bits.replace(/[^01]/g, '')
  return BigInt(`0b${digits.padEnd(Math.ceil(digits.length / 8) * 8, '0')}`)
    .toString(16)
    .padStart(Math.ceil(digits.length / 8) * 2, '0')
}

const aac: readonly [string, string, number, number][] = [
  ['af00119056e500', 'AAC-LC', 48_000, 2], // FFmpeg: says that there is no SBR
  ['af00120856e500', 'AAC-LC', 44_100, 1],
  ['af0011b056e500', 'AAC-LC', 48_000, 6],
  ['af001190', 'AAC-LC', 48_000, 2],
  ['af001210', 'AAC-LC', 44_100, 2],
  ['af0011b8', 'AAC-LC', 48_000, 8],
  ['af002b920800', 'HE-AAC', 44_100, 2], // signalled in front
  ['af00eb8a0800', 'HE-AAC v2', 44_100, 2],
  ['af00139056e5a0', 'HE-AAC', 44_100, 2], // signalled behind
  ['af00138856e5a54880', 'HE-AAC v2', 44_100, 2],
  [`af00${packed('00010 1111 000000001011101101011111 0010 000')}`, 'AAC-LC', 47_967, 2], // the rate in 24 bits
  // Channels listed one by one: a front pair and a front single, a back pair, one low.
  [
    `af00${packed('00010 0100 0000 000 | 0000 01 0100 0010 0000 0001 01 000 0000 0 0 0 | 10000 00000 10000 0000')}`,
    'AAC-LC',
    44_100,
    6,
  ],
]

test.each(aac)('%s is read', (payload, profile, sampleRateHz, channels) => {
  expect(readAacConfig(hex(payload))).toMatchObject({ codec: 'aac', profile, sampleRateHz, channels })
})

test.each([
  ['af001190', 1_024 / 48, 2],
  ['af001210', 1_024 / 44.1, 2],
  ['af001194', 960 / 48, 2], // frames of 960 samples
  ['af00139056e5a0', 1_024 / 22.05, 2], // SBR doubles the rate, not the length of a frame
  ['af00eb8a0800', 1_024 / 22.05, 1], // parametric stereo: the core has one channel
])('a frame of %s sounds for %d ms', (payload, frameMs, channelConfiguration) => {
  const config = readAacConfig(hex(payload))
  expect(config.frameMs).toBeCloseTo(frameMs, 6)
  expect(config.channelConfiguration).toBe(channelConfiguration)
})

test('headers of the same sound are told from headers of another', () => {
  const [plain, marked, other] = ['af001190', 'af00119056e500', 'af001210'].map(text =>
    readAacConfig(hex(text)),
  )
  if (plain === undefined || marked === undefined || other === undefined) throw new Error('three were read')
  expect(isSameSound(plain, marked)).toBe(true) // FFmpeg says behind it that there is no SBR
  expect(isSameSound(plain, other)).toBe(false)
})

describe('headers that make no sense are refused', () => {
  test.each([
    ['nothing', ''],
    ['a record of another version', '17000000000242c01effe100186742c01ed900a0'],
    ['a record without a parameter set', '17000000000142c01effe000186742c01ed900a0'],
    ['a parameter set cut short', '17000000000142c01effe100186742c0'],
    ['something that is no parameter set', '17000000000142c01effe100046842c01e'],
    ['zeros without end', `17000000000142c01effe100206742c01e${'00'.repeat(29)}`],
    ['a picture wider than any camera', '17000000000142c01effe1000c6742c01ed8000040000401ff'],
  ])('H.264: %s', (_, payload) => {
    expect(() => readAvcConfig(hex(payload))).toThrow(expect.objectContaining({ code: 'media/bad-config' }))
  })

  test.each([
    ['nothing', 'af00'],
    ['half of it', 'af0011'],
    ['a rate that does not exist', 'af001690'],
    ['channels that do not exist', 'af0011c8'],
    ['no object type', 'af000190'],
    ['an empty list of channels', 'af00118000000000000000'],
  ])('AAC: %s', (_, payload) => {
    expect(() => readAacConfig(hex(payload))).toThrow(expect.objectContaining({ code: 'media/bad-config' }))
  })
})

describe('what a tag is', () => {
  const none = { isConfig: false, isKeyframe: false, isEndOfSequence: false, compositionMs: 0 }
  test.each([
    ['video', '1700000000', { ...none, codec: 'h264', isConfig: true }],
    ['video', '1701000050', { ...none, codec: 'h264', isKeyframe: true, compositionMs: 80 }],
    ['video', '2701ffffd8', { ...none, codec: 'h264', compositionMs: -40 }],
    ['video', '1702000000', { ...none, codec: 'h264', isEndOfSequence: true }],
    ['video', '17', { ...none, codec: null }],
    ['video', '', { ...none, codec: null }],
    ['video', '1201000000', { ...none, codec: 'other' }],
    ['video', '1c01000000', { ...none, codec: 'hevc', isKeyframe: true }],
    ['video', '9068766331', { ...none, codec: 'hevc', isConfig: true }],
    ['video', '9168766331000028', { ...none, codec: 'hevc', isKeyframe: true, compositionMs: 40 }],
    ['video', 'a361763031', { ...none, codec: 'av1' }],
    ['video', '9376703039', { ...none, codec: 'vp9', isKeyframe: true }],
    ['video', '9261766331', { ...none, codec: 'other', isEndOfSequence: true }],
    ['audio', 'af00', { ...none, codec: 'aac', isConfig: true }],
    ['audio', 'af0121', { ...none, codec: 'aac' }],
    ['audio', '2f00', { ...none, codec: 'other' }],
    ['audio', '904f707573', { ...none, codec: 'other' }],
    ['audio', '', { ...none, codec: null }],
    ['script', '0200', { ...none, codec: null }],
  ] as const)('%s %s', (kind, payload, facts) => {
    expect(inspectTag(flvTag(kind, 0, hex(payload)))).toEqual(facts)
  })

  test('what cannot go on air is told in a sentence', () => {
    expect(refusalOf({ codec: 'h264' })).toBeNull()
    expect(refusalOf({ codec: 'aac' })).toBeNull()
    expect(refusalOf({ codec: null })).toBeNull()
    expect(refusalOf({ codec: 'hevc' })).toBe(
      'This is HEVC in enhanced RTMP; on air is H.264 + AAC. Set the encoder to H.264.',
    )
    expect(refusalOf({ codec: 'other' })).toMatch(/neither H.264 nor AAC/)
  })
})
