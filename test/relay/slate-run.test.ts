// One showing of a slate, picture by picture: evenly spaced for ever, of the rate that was asked for, its sound going round by itself.
import { expect, test } from 'vitest'
import type { SlateClip } from '../../relay/slate/clip.ts'
import { type SlateDue, SlateRun, type SlateRunPlan } from '../../relay/slate/run.ts'
import { markOf, numberOf, pictureOf } from '../support/synthetic-camera.ts'
import { audioPayload } from '../support/synthetic-media.ts'

const gopFrames = 15
const frameMs = 1_000 / 30
const soundFrameMs = 1_024 / 48
const soundCount = 25

type ClipPlan = {
  readonly mark?: number
  readonly pictures?: number
  readonly keyBytes?: number
  readonly bytes?: number
}

/** Numbered pictures in groups of half a second, and numbered sounds. */
function clipOf({ mark = 1, pictures = 45, keyBytes = 60, bytes = 60 }: ClipPlan = {}): SlateClip {
  return {
    videoHeader: Buffer.from([mark]),
    pictures: Array.from({ length: pictures }, (_, number) => {
      const isKeyframe = number % gopFrames === 0
      const size = isKeyframe ? keyBytes : bytes
      return { payload: pictureOf({ mark, isKeyframe, compositionMs: 0, number, bytes: size }), isKeyframe }
    }),
    frameRateFps: 30,
    audioHeader: Buffer.from('af001190', 'hex'),
    sounds: Array.from({ length: soundCount }, (_, i) => Buffer.concat([audioPayload(20), Buffer.from([i])])),
    videoKbps: 0,
  }
}

function runOf(more: Partial<SlateRunPlan> = {}): SlateRun {
  const usual = { fromMs: 500, soundFromMs: 490, soundFrameMs, compositionMs: 0, videoKbps: 0 }
  return new SlateRun({ clip: clipOf(), ...usual, ...more })
}

/** What is due by the times given, asked one after the other. */
function dueBy(run: SlateRun, ...untilMs: number[]): SlateDue[] {
  return untilMs.flatMap(ms => [...run.due(ms)])
}

const picturesIn = (due: readonly SlateDue[]) => due.filter(each => each.kind === 'picture')
const soundsIn = (due: readonly SlateDue[]) => due.filter(each => each.kind === 'sound')
const numbersOf = (due: readonly SlateDue[]) => picturesIn(due).map(({ payload }) => numberOf(payload))
const soundNumbersOf = (due: readonly SlateDue[]) => soundsIn(due).map(({ payload }) => payload.at(-1))
const stepsOf = (due: readonly SlateDue[]) => due.slice(1).map((each, i) => each.atMs - (due[i]?.atMs ?? 0))

/** Uneven looks, as a busy machine has them. */
const looksUntil = (ms: number) => Array.from({ length: ms / 50 }, (_, i) => i * 50 + (i % 3) * 11)

test('pictures and sounds come in the order of their times, each once', () => {
  const due = dueBy(runOf(), 499, 700, 700, 1_010)
  expect(picturesIn(due)).toHaveLength(1 + Math.floor(510 / frameMs))
  expect(soundsIn(due)).toHaveLength(1 + Math.floor(520 / soundFrameMs))
  expect([due[0]?.kind, due[0]?.atMs, picturesIn(due)[0]?.atMs]).toEqual(['sound', 490, 500])
  expect(stepsOf(due).every(ms => ms >= 0)).toBe(true)
})

test('the last picture is followed by the first, a key frame, as evenly as any other', () => {
  const pictures = picturesIn(dueBy(runOf(), ...looksUntil(6_000)))
  expect(pictures.length).toBeGreaterThan(3 * 45)
  expect(numbersOf(pictures)).toEqual(pictures.map((_, i) => i % 45))
  for (const stepMs of stepsOf(pictures)) expect(stepMs).toBeCloseTo(frameMs, 6)
  const seams = pictures.filter(({ payload }) => numberOf(payload) === 0)
  expect(seams.length).toBeGreaterThan(3)
  expect(seams.every(({ isKeyframe, payload }) => isKeyframe && payload[0] === 0x17)).toBe(true)
})

test('sound goes round by itself, without a pause at its own end or at that of the pictures', () => {
  const sounds = soundsIn(dueBy(runOf(), ...looksUntil(6_000)))
  expect(sounds.length).toBeGreaterThan(10 * soundCount)
  expect(soundNumbersOf(sounds)).toEqual(sounds.map((_, i) => i % soundCount))
  for (const stepMs of stepsOf(sounds)) expect(stepMs).toBeCloseTo(soundFrameMs, 6)
})

test('sound that belongs to its pictures begins anew with them, and still without a pause', () => {
  const soundsOfARound = Math.ceil((45 * frameMs) / soundFrameMs)
  const sounds = Array.from({ length: soundsOfARound }, (_, i) => Buffer.from([0xaf, 1, i]))
  const run = runOf({ clip: { ...clipOf(), sounds, isInStep: true } })
  const due = dueBy(run, ...looksUntil(600_000))
  for (const stepMs of stepsOf(soundsIn(due))) expect(stepMs).toBeCloseTo(soundFrameMs, 6)
  const firsts = soundsIn(due).filter(({ payload }) => payload.at(-1) === 0)
  const seams = picturesIn(due).filter(({ payload }) => numberOf(payload) === 0)
  const latesMs = seams.map(({ atMs }) => (firsts.find(first => first.atMs >= atMs)?.atMs ?? Infinity) - atMs)
  expect(latesMs.length).toBeGreaterThan(390) // ten minutes
  expect(Math.max(...latesMs)).toBeLessThan(soundFrameMs)
})

/** Over any two seconds that begin with a picture. */
function ratesKbps(due: readonly SlateDue[]): number[] {
  const pictures = picturesIn(due)
  const windows = pictures.slice(0, pictures.length - 60).map((_, i) => pictures.slice(i, i + 60))
  return windows.map(each => (each.reduce((sum, { payload }) => sum + payload.length, 0) * 8) / 2_000)
}

test.for([
  ['pictures are next to nothing', 6_000, 60, 60],
  ['pictures are of half that', 2_000, 4_000, 4_200],
  ['key frames are twelve times their share', 2_000, 12 * 8_333, 1_500],
] as const)(
  'filler brings any two seconds within a fifth of the rate where %s',
  ([, videoKbps, keyBytes, bytes]) => {
    const run = runOf({ clip: clipOf({ keyBytes, bytes }), videoKbps })
    const rates = ratesKbps(dueBy(run, 20_000))
    expect(rates.length).toBeGreaterThan(500)
    expect(Math.min(...rates)).toBeGreaterThan(0.8 * videoKbps)
    expect(Math.max(...rates)).toBeLessThan(1.2 * videoKbps)
  },
)

test('a clip that comes to more than the rate by itself gets no filler', () => {
  const clip = clipOf({ keyBytes: 9_000, bytes: 9_000 })
  const due = picturesIn(dueBy(runOf({ clip, videoKbps: 1_000 }), 10_000))
  expect(due.every(({ payload }) => payload.length === 9_000)).toBe(true)
})

const marksOf = (due: readonly SlateDue[]) => picturesIn(due).map(({ payload }) => markOf(payload))

test('another clip begins with its first picture at the next key frame of the one before, and the time between pictures stays', () => {
  const run = runOf()
  const before = dueBy(run, 500 + 20 * frameMs)
  const next = clipOf({ mark: 2 })
  run.change(next)
  expect(run.clip).not.toBe(next)
  const pictures = picturesIn([...before, ...dueBy(run, 3_000)])
  expect(marksOf(pictures.slice(0, 30))).toEqual(Array.from({ length: 30 }, () => 1))
  expect(new Set(marksOf(pictures.slice(30)))).toEqual(new Set([2]))
  expect([numberOf(pictures[30]?.payload as Buffer), pictures[30]?.isKeyframe]).toEqual([0, true])
  for (const stepMs of stepsOf(pictures)) expect(stepMs).toBeCloseTo(frameMs, 6)
  expect(run.clip).toBe(next)
})

test('a change that is taken back before the key frame changes nothing', () => {
  const clip = clipOf()
  const run = runOf({ clip })
  const before = dueBy(run, 600)
  run.change(clipOf({ mark: 2 }))
  run.change(clip)
  const pictures = picturesIn([...before, ...dueBy(run, 3_000)])
  expect(numbersOf(pictures)).toEqual(pictures.map((_, i) => i % 45))
  expect(new Set(marksOf(pictures))).toEqual(new Set([1]))
})

test('a clip with sound that follows a silent one sounds from then on, not from the beginning of the showing', () => {
  const run = runOf({ clip: { ...clipOf(), audioHeader: null, sounds: [] } })
  expect(soundsIn(dueBy(run, ...looksUntil(30_000)))).toEqual([])
  run.change(clipOf({ mark: 2 }))
  const due = dueBy(run, 32_000)
  const sounds = soundsIn(due)
  expect(sounds[0]?.atMs).toBeGreaterThan(29_900)
  expect(sounds.length).toBeGreaterThan(60)
  for (const stepMs of stepsOf(sounds)) expect(stepMs).toBeCloseTo(soundFrameMs, 6)
  expect(((sounds[0]?.atMs ?? 0) - 490) % soundFrameMs).toBeCloseTo(0, 6)
})

test('every picture is stamped with the composition time of the program, and the clip itself stays as it was', () => {
  const clip = clipOf()
  const due = picturesIn(dueBy(runOf({ clip, compositionMs: 67, videoKbps: 500 }), 4_000))
  expect(new Set(due.map(({ payload }) => payload.readIntBE(2, 3)))).toEqual(new Set([67]))
  expect(new Set(clip.pictures.map(({ payload }) => payload.readIntBE(2, 3)))).toEqual(new Set([0]))
})

test('after an hour without a look it goes on at once with the next picture, and what was missed is not shown', () => {
  const run = runOf()
  const before = dueBy(run, 1_000)
  const nowMs = 3_600_000
  const due = dueBy(run, nowMs)
  expect(picturesIn(due).length).toBeGreaterThan(0)
  expect(picturesIn(due).length).toBeLessThanOrEqual(45 + 1)
  expect(soundsIn(due).length).toBeLessThanOrEqual(45 * (frameMs / soundFrameMs) + 3)
  expect(nowMs - (picturesIn(due).at(-1)?.atMs ?? 0)).toBeLessThan(frameMs)
  expect(nowMs - (soundsIn(due).at(-1)?.atMs ?? 0)).toBeLessThan(soundFrameMs)
  const numbers = numbersOf([...before, ...due])
  expect(numbers).toEqual(numbers.map((_, i) => i % 45)) // each picture builds on the one before
  expect(stepsOf(picturesIn(due)).every(ms => Math.abs(ms - frameMs) < 1e-3)).toBe(true)
})

test('a pause of some seconds is made up for in full, so that no time is lost', () => {
  const run = runOf()
  const pictures = picturesIn(dueBy(run, 1_000, 9_010))
  expect(numbersOf(pictures)).toEqual(pictures.map((_, i) => i % 45))
  expect(pictures).toHaveLength(1 + Math.floor(8_510 / frameMs))
})
