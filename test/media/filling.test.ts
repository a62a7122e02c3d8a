// What this room makes without an encoder, silence and filler, is held against FFmpeg's decoders.
import { execFileSync, spawnSync } from 'node:child_process'
import { beforeAll, expect, test } from 'vitest'
import { findFfmpeg } from '#core/ffmpeg.ts'
import {
  FlvReader,
  flvFileHeader,
  flvTag,
  inspectTag,
  plainAacConfigPayload,
  readAacConfig,
  silentAacPayload,
  type Tag,
  withFiller,
  withParameterSets,
} from '#media'

let ffmpeg = ''
beforeAll(async () => {
  ffmpeg = (await findFfmpeg()).path
})

const hex = (text: string): Buffer => Buffer.from(text, 'hex')

/** Runs FFmpeg over a file given as tags; what it wrote, and what it complained of. */
function decoded(tags: readonly Tag[], args: readonly string[]): { out: Buffer; said: string } {
  const input = Buffer.concat([flvFileHeader, ...tags.map(tag => tag.bytes)])
  const ran = spawnSync(ffmpeg, ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', ...args, 'pipe:1'], {
    input,
    maxBuffer: 2 ** 28,
  })
  return { out: ran.stdout, said: ran.stderr.toString().trim() }
}

test.each([
  ['LC mono', 'af001188', 1, 1_024],
  ['LC stereo', 'af001190', 2, 1_024],
  ['LC stereo of 44.1 kHz', 'af001210', 2, 1_024],
  ['LC, three channels', 'af001198', 3, 1_024],
  ['LC, four channels', 'af0011a0', 4, 1_024],
  ['LC, five channels', 'af0011a8', 5, 1_024],
  ['LC 5.1', 'af0011b0', 6, 1_024],
  ['LC 7.1', 'af0011b8', 8, 1_024],
  ['HE-AAC', 'af002b920800', 2, 2_048],
])('silence for %s decodes to nothing but zeros', (_, config, channels, samples) => {
  const payload = silentAacPayload(readAacConfig(hex(config)))
  if (payload === null) throw new Error('it can be made')
  const { frameMs } = readAacConfig(hex(config))
  const tags = [
    flvTag('audio', 0, hex(config)),
    ...Array.from({ length: 20 }, (_frame, i) => flvTag('audio', Math.round(i * frameMs), payload)),
  ]
  const { out, said } = decoded(tags, ['-f', 's16le'])
  expect(said).toBe('')
  expect(out.length).toBe(20 * samples * channels * 2)
  expect(out.every(byte => byte === 0)).toBe(true)
})

test('silence is not made for what nobody streams', () => {
  expect(silentAacPayload({ profile: 'xHE-AAC', channelConfiguration: 2 })).toBeNull()
  expect(silentAacPayload({ profile: 'AAC-LC', channelConfiguration: 0 })).toBeNull()
})

test('a header made for a program without sound is read as what it was made for', () => {
  expect(readAacConfig(plainAacConfigPayload({ rateIndex: 3, channels: 2 }))).toMatchObject({
    profile: 'AAC-LC',
    sampleRateHz: 48_000,
    channels: 2,
  })
})

/** What FFmpeg makes of its own test picture, with a few groups of pictures. */
function encoded(...more: readonly string[]): Tag[] {
  const source = ['-f', 'lavfi', '-i', 'testsrc=s=320x180:r=25:d=1']
  const args = [...source, '-c:v', 'libx264', '-g', '12', ...more, '-f', 'flv', 'pipe:1']
  const tags: Tag[] = []
  new FlvReader(tag => tags.push(tag), { maxTagBytes: 1_000_000 }).push(
    execFileSync(ffmpeg, ['-v', 'error', ...args]),
  )
  return tags
}

const isPicture = (tag: Tag) => {
  const { isConfig, isEndOfSequence } = inspectTag(tag)
  return tag.kind === 'video' && !isConfig && !isEndOfSequence
}
const hashes = ['-f', 'framemd5']

test('pictures with filler behind them decode to the same pictures', () => {
  const tags = encoded()
  const padded = tags.map((tag, i) => {
    if (!isPicture(tag)) return tag
    const payload = withFiller(tag.payload, i * 200)
    expect(payload.length).toBe(tag.payload.length + (i * 200 < 6 ? 0 : i * 200))
    return flvTag('video', tag.timestampMs, payload)
  })
  const filled = decoded(padded, hashes)
  expect(filled.said).toBe('')
  expect(filled.out.toString()).toBe(decoded(tags, hashes).out.toString())
})

/** Each key frame says the parameter sets of `header` too. */
const restated = (tags: readonly Tag[], header: Buffer) =>
  tags.map(tag =>
    isPicture(tag) && inspectTag(tag).isKeyframe
      ? flvTag('video', tag.timestampMs, withParameterSets(tag.payload, header))
      : tag,
  )
const headerIn = (tags: readonly Tag[]) =>
  tags.find(tag => tag.kind === 'video' && inspectTag(tag).isConfig)?.payload ?? Buffer.alloc(0)

test.each([
  ['as they come', []],
  ['behind a delimiter', ['-x264-params', 'aud=1']],
])('key frames %s that say their parameter sets decode to the same pictures', (_, more) => {
  const tags = encoded(...more)
  const whole = restated(tags, headerIn(tags))
  expect(whole.filter((tag, i) => tag.payload.length > (tags[i]?.payload.length ?? 0))).toHaveLength(3)
  const seen = decoded(whole, hashes)
  expect(seen.said).toBe('')
  expect(seen.out.toString()).toBe(decoded(tags, hashes).out.toString())
})

test('they are decoded by a reader that was told of another picture and never of theirs', () => {
  const tags = encoded('-vf', 'scale=640:360', '-pix_fmt', 'yuv420p', '-profile:v', 'baseline')
  const header = headerIn(tags)
  const other = headerIn(encoded())
  const pictures = (of: readonly Tag[]) => [flvTag('video', 0, other), ...of.filter(isPicture)]
  const seen = decoded(pictures(restated(tags, header)), [...hashes, '-vf', 'scale=640:360'])
  expect(seen.said).toBe('')
  expect(seen.out.toString().match(/^0,/gm)).toHaveLength(25)
  expect(decoded(pictures(tags), hashes).said).not.toBe('')
})

test('a key frame that says its own parameter sets, or is no whole picture, is left as it is', () => {
  const tags = encoded()
  const key = restated(tags, headerIn(tags)).find(isPicture)?.payload ?? Buffer.alloc(0)
  expect(withParameterSets(key, headerIn(tags))).toBe(key)
  const broken = Buffer.from('1701000000ffffffff65', 'hex')
  expect(withParameterSets(broken, headerIn(tags))).toBe(broken)
  for (const header of [Buffer.alloc(0), headerIn(tags).subarray(0, 20)])
    expect(withParameterSets(key.subarray(0, 30), header)).toEqual(key.subarray(0, 30))
})
