// The operator's own pictures and clips as slates: whole, undistorted, at their own pace, and refused with a reason.
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Failure } from '#core/failure.ts'
import { readAacConfig, readAvcConfig } from '#media'
import type { SlateLook, SlateShape } from '../../relay/slate/ffmpeg-args.ts'
import { heardIn, makeFile, seenIn } from '../support/clip-viewing.ts'
import { compositionsOf, longestGroup, SlateBench, stillLook, tall, wide } from '../support/slate-bench.ts'

const bench = new SlateBench()
afterAll(() => bench[Symbol.dispose]())

/** A white square in the middle of black, half as wide and high. */
const square = 'color=black:s=200x200:r=12,drawbox=x=50:y=50:w=100:h=100:color=white:t=fill'
const ownLook = (file: string, isClip: boolean): SlateLook => ({ ...stillLook, design: { file, isClip } })

/** How wide and high the white in the middle of a picture is. */
function whiteIn(picture: Buffer, { widthPx, heightPx }: SlateShape): { widthPx: number; heightPx: number } {
  const isWhite = (x: number, y: number) => (picture[y * widthPx + x] ?? 0) > 215
  const count = (length: number, is: (at: number) => boolean) =>
    Array.from({ length }, (_, i) => is(i)).filter(Boolean).length
  return {
    widthPx: count(widthPx, x => isWhite(x, heightPx >> 1)),
    heightPx: count(heightPx, y => isWhite(widthPx >> 1, y)),
  }
}

test.for([
  ['wide', wide],
  ['tall', tall],
] as const)("the operator's own picture is shown whole and undistorted in a %s frame", async ([, shape]) => {
  const file = makeFile(join(bench.folder, 'own.png'), '-f', 'lavfi', '-i', square, '-frames:v', '1')
  const { clip } = await bench.make(ownLook(file, false), shape)
  const { widthPx, heightPx, frameRateFps } = shape
  expect(readAvcConfig(clip.videoHeader)).toMatchObject({ widthPx, heightPx, frameRateFps })
  const { pictures, said } = seenIn(clip, 2)
  expect([said, pictures.length]).toEqual(['', 2 * clip.pictures.length])
  const white = whiteIn(pictures[0] as Buffer, shape)
  expect(Math.abs(white.widthPx - 90)).toBeLessThanOrEqual(4)
  expect(Math.abs(white.heightPx - 90)).toBeLessThanOrEqual(4)
})

const tone = ['-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=32000']

test("the operator's own clip comes in the profile's size, pace and sound, as long as it was", async () => {
  const late = ['-af', "volume=enable='lt(t,1)':volume=0"] // heard from its second second on
  const args = ['-f', 'lavfi', '-i', square, ...tone, ...late, '-t', '2', '-pix_fmt', 'yuv420p']
  const file = makeFile(join(bench.folder, 'own.mp4'), ...args)
  const { clip } = await bench.make({ ...ownLook(file, true), sound: 'soft' }, wide)
  expect(readAvcConfig(clip.videoHeader)).toMatchObject({ widthPx: 320, heightPx: 180, frameRateFps: 30 })
  expect(Math.abs(clip.pictures.length - 60)).toBeLessThanOrEqual(1) // twelve a second have become thirty
  expect(longestGroup(clip)).toBeLessThanOrEqual(30)
  expect(compositionsOf(clip)).toEqual(new Set([0]))
  const { pictures, said } = seenIn(clip, 2)
  expect([said, pictures[clip.pictures.length]?.equals(pictures[0] as Buffer)]).toEqual(['', true])
  const white = whiteIn(pictures[10] as Buffer, wide)
  expect([Math.abs(white.widthPx - 90) <= 4, Math.abs(white.heightPx - 90) <= 4]).toEqual([true, true])
  const config = readAacConfig(clip.audioHeader ?? Buffer.alloc(0))
  expect(config).toMatchObject({ sampleRateHz: 48_000, channels: 2 })
  const picturesMs = (clip.pictures.length * 1_000) / 30
  expect(clip.sounds.length * config.frameMs).toBeGreaterThanOrEqual(picturesMs)
  expect((clip.sounds.length - 1) * config.frameMs).toBeLessThan(picturesMs)
  expect(clip.isInStep).toBe(true)
  const { samples, said: saidOfSound } = heardIn(clip, 1, config.frameMs)
  expect(saidOfSound).toBe('')
  const heardFromMs = samples.findIndex(each => Math.abs(each) > 0.05) / 48
  expect(Math.abs(heardFromMs - 1_000)).toBeLessThan(25)
})

test('a clip whose pixels are no squares is shown as wide as it was meant', async () => {
  const args = ['-f', 'lavfi', '-i', square, '-vf', 'setsar=2', '-t', '0.5', '-pix_fmt', 'yuv420p']
  const { clip } = await bench.make(
    ownLook(makeFile(join(bench.folder, 'stretched.mp4'), ...args), true),
    wide,
  )
  const white = whiteIn(seenIn(clip, 1).pictures[0] as Buffer, wide)
  expect(Math.abs(white.widthPx - 2 * white.heightPx)).toBeLessThanOrEqual(6)
})

test('a clip without sound, or wished silent, is silent', async () => {
  const args = ['-f', 'lavfi', '-i', square, '-t', '0.5', '-pix_fmt', 'yuv420p']
  const file = makeFile(join(bench.folder, 'mute.mp4'), ...args)
  const { clip } = await bench.make({ ...ownLook(file, true), sound: 'soft' }, wide)
  expect([clip.audioHeader, clip.sounds]).toEqual([null, []])
  const loud = makeFile(join(bench.folder, 'loud.mp4'), ...args.slice(0, 4), ...tone, ...args.slice(4))
  expect((await bench.make(ownLook(loud, true), wide)).clip.sounds).toEqual([])
})

test('a picture that was replaced under its name is made anew', async () => {
  const shelf = bench.shelf()
  const file = makeFile(join(bench.folder, 'new.png'), '-f', 'lavfi', '-i', square, '-frames:v', '1')
  await bench.make(ownLook(file, false), wide, shelf)
  expect((await bench.make(ownLook(file, false), wide, shelf)).children).toBe(0)
  utimesSync(file, 1_000_000, 1_000_000)
  expect((await bench.make(ownLook(file, false), wide, shelf)).children).toBe(1)
})

test.for([
  ['a picture', 'broken.png', false],
  ['a clip', 'broken.mp4', true],
] as const)('%s that is broken is refused with what FFmpeg said', async ([, name, isClip]) => {
  const file = join(bench.folder, name)
  writeFileSync(file, Buffer.alloc(4_000, 7))
  const failure = await bench.make(ownLook(file, isClip), wide).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Failure)
  expect(failure).toMatchObject({
    code: 'relay/no-slate',
    message: expect.stringMatching(/could not be made: FFmpeg exited with code \d+: .+/),
  })
})

test('a file that is gone is refused as such', async () => {
  const failure = await bench
    .make(ownLook(join(bench.folder, 'gone.png'), false), wide)
    .catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(Failure)
  expect(failure).toMatchObject({ code: 'relay/no-slate', message: expect.stringContaining('gone.png') })
})
