// Slates as FFmpeg makes them, held against what a player shows and sounds: the very profile, a loop without a seam.
import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { isAlive, type ProcessIdentity } from '#core/process-identity.ts'
import { readAacConfig, readAvcConfig } from '#media'
import type { SlateLook } from '../../relay/slate/ffmpeg-args.ts'
import { makeSlate } from '../../relay/slate/maker.ts'
import { differenceOf, heardIn, levelDb, seenIn } from '../support/clip-viewing.ts'
import { compositionsOf, longestGroup, SlateBench, stillLook, tall, wide } from '../support/slate-bench.ts'
import { until } from '../support/until.ts'

const bench = new SlateBench()
afterAll(() => bench[Symbol.dispose]())

test.for([
  ['wide', 'lamp', 'zh', 'moving'],
  ['wide', 'lamp', 'en', 'still'],
  ['wide', 'plain', 'zh', 'still'],
  ['wide', 'plain', 'en', 'still'],
  ['tall', 'lamp', 'zh', 'still'],
  ['tall', 'lamp', 'en', 'moving'],
  ['tall', 'plain', 'zh', 'moving'],
  ['tall', 'plain', 'en', 'still'],
] as const)(
  '%s, %s, %s, %s: in the profile, and round after round without a seam',
  async ([side, ready, language, motion]) => {
    const shape = side === 'wide' ? wide : tall
    const { clip } = await bench.make({ design: { ready }, language, motion, sound: 'silent' }, shape)
    const { widthPx, heightPx, frameRateFps } = shape
    expect(readAvcConfig(clip.videoHeader)).toMatchObject({ widthPx, heightPx, frameRateFps })
    expect([clip.frameRateFps, clip.audioHeader, clip.sounds]).toEqual([frameRateFps, null, []])
    expect(longestGroup(clip)).toBeLessThanOrEqual(frameRateFps)
    expect(compositionsOf(clip)).toEqual(new Set([0])) // none is shown later than its turn: no B-frames
    const { pictures, said } = seenIn(clip, 2)
    const count = clip.pictures.length
    expect([said, pictures.length]).toEqual(['', 2 * count])
    expect(pictures[count]?.equals(pictures[0] as Buffer)).toBe(true)
    const steps = pictures.slice(1).map((each, i) => differenceOf(each, pictures[i] as Buffer))
    expect(steps[count - 1]).toBeLessThanOrEqual(Math.max(0.5, 1.5 * Math.max(...steps.slice(0, count - 1))))
    const farthest = Math.max(...pictures.map(each => differenceOf(each, pictures[0] as Buffer)))
    expect(farthest > 0.5 ? 'moving' : 'still').toBe(motion)
  },
)

test.for([
  [48_000, 2],
  [44_100, 1],
] as const)(
  'soft sound of %d Hz on %d channels goes round without a click, and comes from the disk the next time',
  async ([sampleRateHz, channels]) => {
    const shape = { ...wide, sampleRateHz, channels }
    const shelf = bench.shelf()
    const look: SlateLook = { ...stillLook, sound: 'soft' }
    const { clip, children } = await bench.make(look, shape, shelf)
    const config = readAacConfig(clip.audioHeader ?? Buffer.alloc(0))
    expect(config).toMatchObject({ profile: 'AAC-LC', sampleRateHz, channels })
    expect(clip.sounds.length * config.frameMs).toBeGreaterThan(7_900)
    const { samples, said } = heardIn(clip, 3, config.frameMs)
    expect([said, samples.length]).toEqual(['', 3 * clip.sounds.length * 1_024])
    const round = samples.length / 3
    const middle = samples.subarray(round, 2 * round)
    expect(levelDb(middle)).toBeLessThan(-20)
    expect(levelDb(middle)).toBeGreaterThan(-60) // it is heard
    expect(steepest(samples.subarray(2 * round - 2_048, 2 * round + 2_048))).toBeLessThan(
      1.2 * steepest(middle),
    )
    const loudestDifference = middle.reduce(
      (most, each, i) => Math.max(most, Math.abs(each - (samples[2 * round + i] ?? 0))),
      0,
    )
    expect(loudestDifference).toBeLessThan(1e-3) // each round sounds as the one before
    expect(children).toBe(2)
    expect(await bench.make(look, shape, shelf)).toEqual({ clip, children: 0 })
  },
)

/** A click is a step. */
function steepest(samples: Float32Array): number {
  return samples.reduce(
    (most, each, i) => Math.max(most, i === 0 ? 0 : Math.abs(each - (samples[i - 1] ?? 0))),
    0,
  )
}

test('its pictures stay near the rate they may come to', async () => {
  const { clip } = await bench.make(
    { ...stillLook, design: { ready: 'lamp' }, motion: 'moving' },
    { ...wide, maxKbps: 50 },
  )
  expect(clip.videoKbps).toBeGreaterThan(20)
  expect(clip.videoKbps).toBeLessThan(1.2 * 50)
})

test('a file on the disk that was cut short is no slate: it is made anew', async () => {
  const shelf = bench.shelf()
  const { clip } = await bench.make(stillLook, wide, shelf)
  const file = join(shelf, readdirSync(shelf)[0] as string)
  const whole = readFileSync(file)
  for (const bytes of [0, whole.length - 40]) {
    writeFileSync(file, whole.subarray(0, bytes))
    expect(await bench.make(stillLook, wide, shelf)).toEqual({ clip, children: 1 })
  }
})

test('the disk keeps those used last, and forgets the rest', async () => {
  const shelf = bench.shelf()
  await bench.make(stillLook, wide, shelf)
  const [used = ''] = readdirSync(shelf)
  for (let i = 0; i < 40; i++) {
    writeFileSync(join(shelf, `${i}.flv`), 'FLV')
    utimesSync(join(shelf, `${i}.flv`), 1_000_000 + i, 1_000_000 + i)
  }
  utimesSync(join(shelf, used), 1_000, 1_000)
  expect((await bench.make(stillLook, wide, shelf)).children).toBe(0) // it is used again
  await bench.make({ ...stillLook, language: 'zh' }, wide, shelf)
  const left = readdirSync(shelf)
  expect(left).toHaveLength(32)
  expect([left.includes(used), left.includes('39.flv'), left.includes('0.flv')]).toEqual([true, true, false])
})

test('an abort ends the FFmpeg that is at work, and is no failure', async () => {
  const stop = new AbortController()
  const reason = new Error('another is wanted')
  const children: ProcessIdentity[] = []
  const onChild = (identity: ProcessIdentity, lives: boolean) => {
    if (!lives) return
    children.push(identity)
    stop.abort(reason)
  }
  const large = { ...wide, widthPx: 1_920, heightPx: 1_080 }
  const shelf = bench.shelf()
  const look: SlateLook = { ...stillLook, motion: 'moving' }
  const making = makeSlate(look, large, { clock: systemClock, folder: shelf, onChild }, stop.signal)
  await expect(making).rejects.toBe(reason)
  expect(children).toHaveLength(1)
  await until('it has ended', () => children.every(child => !isAlive(child)), 3_000)
  expect(await bench.make(stillLook, wide, shelf)).toMatchObject({ children: 1 }) // nothing half made was kept
})
