// Clips as FFmpeg makes them and as a player takes them.
import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { clipFile } from '../../../avatar/clip/clip-file.ts'
import { aigcUuid, type ClipPart, type ClipPlan, makeClip, markIn } from '../../../avatar/clip/index.ts'
import { headersTraced, heardIn, seenIn } from '../../support/clip-viewing.ts'
import { flashClip, flashFrames, flashPlan, noStop } from '../../support/flash-clip.ts'

const shapes: [string, ClipPlan][] = [
  ['25 fps and mono', flashPlan],
  ['30 fps and stereo', { ...flashPlan, frameRateFps: 30, channels: 2 }],
]

test.each(shapes)('at %s a flash and a click are decoded in one moment, in every round', async (_, plan) => {
  const clip = { ...(await flashClip(plan)), videoKbps: 0 }
  const soundMs = 1_024_000 / plan.sampleRateHz
  expect(clip.sounds.length * soundMs).toBeCloseTo((plan.pictures * 1_000) / plan.frameRateFps, 6)
  const seen = seenIn(clip, 2)
  const heard = heardIn(clip, 2, soundMs)
  expect([seen.said, heard.said]).toEqual(['', ''])
  const lights = seen.pictures.flatMap((luma, i) => ((luma[0] ?? 0) > 200 ? [i] : []))
  expect(lights).toEqual([16, 17, 18, 19, 48, 49, 50, 51])
  const roundSamples = clip.sounds.length * 1_024
  for (const round of [0, 1]) {
    const samples = heard.samples.subarray(round * roundSamples, (round + 1) * roundSamples)
    const offMs = (samples.findIndex(value => Math.abs(value) > 0.1) * 1_000) / plan.sampleRateHz
    expect(Math.abs(offMs - (16 * 1_000) / plan.frameRateFps)).toBeLessThan(1)
  }
})

test('clips of one coding have the same headers, whatever is in them, and begin with their only key frame', async () => {
  const [one, other] = await Promise.all([
    flashClip(flashPlan),
    makeClip(flashFrames(flashPlan, 2), new Int16Array(0), flashPlan, { clock: systemClock }, noStop),
  ])
  expect(one.videoHeader.equals(other.videoHeader)).toBe(true)
  expect(one.audioHeader.equals(other.audioHeader)).toBe(true)
  expect(other.pictures.map(picture => picture.isKeyframe)).toEqual([true, ...Array(31).fill(false)])
})

test('parts are heard as they are encoded: headers first, then each picture and sound in order', async () => {
  const parts: ClipPart[] = []
  const clip = await flashClip(flashPlan, { onPart: part => parts.push(part) })
  expect(parts[0]?.kind).toBe('headers')
  const of = (kind: ClipPart['kind']) =>
    parts.flatMap(part => (part.kind === kind && 'index' in part ? [part.index] : []))
  expect(of('picture')).toEqual(clip.pictures.map((_, i) => i))
  expect(of('sound')).toEqual(clip.sounds.map((_, i) => i))
})

const refused: [string, Partial<ClipPlan>, number, string][] = [
  [
    'a length that is no whole number of AAC frames',
    { pictures: 17 },
    0,
    'make it a multiple of 16 pictures',
  ],
  ['more sound than pictures', {}, 62_000, 'give the clip more pictures'],
  ['frames of another size', { widthPx: 66 }, 0, 'a frame of 66×96 has 9504 bytes; one came with 9216'],
  ['fewer frames than promised', { pictures: 48 }, 0, '32 of 48 frames came'],
]
test.each(refused)('%s is refused, and no encoder is left', async (_, change, samples, sentence) => {
  const alive = new Set<number>()
  const onChild = ({ pid }: { pid: number }, isAlive: boolean) =>
    void (isAlive ? alive.add(pid) : alive.delete(pid))
  const making = makeClip(
    flashFrames(flashPlan, 4),
    new Int16Array(samples),
    { ...flashPlan, ...change },
    { clock: systemClock, onChild },
    noStop,
  )
  await expect(making).rejects.toThrow(sentence)
  expect([...alive]).toEqual([])
})

test('an abort ends the encoder and rejects with the reason', async () => {
  const stop = new AbortController()
  const seen: boolean[] = []
  async function* endless(): AsyncGenerator<Uint8Array> {
    for await (const frame of flashFrames({ ...flashPlan, pictures: 1_600 }, 4)) {
      yield frame
      if (seen.length === 1) stop.abort(new Error('enough'))
    }
  }
  const deps = { clock: systemClock, onChild: (_: unknown, isAlive: boolean) => void seen.push(isAlive) }
  const plan = { ...flashPlan, pictures: 1_600 }
  await expect(makeClip(endless(), new Int16Array(0), plan, deps, stop.signal)).rejects.toThrow('enough')
  await expect.poll(() => seen).toEqual([true, false])
})

test('every key frame carries the mark of a machine, and FFmpeg reads it as user data of the stream', async () => {
  const clip = await flashClip({ ...flashPlan, pictures: 96 })
  const keyframes = clip.pictures.filter(({ isKeyframe }) => isKeyframe)
  expect(keyframes).toHaveLength(2)
  for (const { payload } of keyframes)
    expect(JSON.parse(markIn(payload, clip.videoHeader) ?? '')).toEqual({ AIGC: flashPlan.aigc })
  expect(aigcUuid[0]).toBe(116)
  const others = clip.pictures.filter(({ isKeyframe }) => !isKeyframe)
  expect(others.every(({ payload }) => markIn(payload, clip.videoHeader) === undefined)).toBe(true)
  const said = headersTraced(clipFile(clip))
  expect(said.match(/uuid_iso_iec_11578\[[0i]\] +[01]+ = 116$/gm)).toHaveLength(2) // 0x74: ours
  expect(said).not.toMatch(/invalid|failed|missing/i)
})
