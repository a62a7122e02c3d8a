import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OutputClock, unwrapped } from '../../relay/program/output-clock.ts'

const video = (timestampMs: number, compositionMs = 0) => ({
  kind: 'video' as const,
  timestampMs: timestampMs >>> 0,
  compositionMs,
})
const audio = (timestampMs: number) => ({
  kind: 'audio' as const,
  timestampMs: timestampMs >>> 0,
  compositionMs: 0,
})

test.for([0, 12_345, 2 ** 24 - 50, 2 ** 31 - 50, 2 ** 32 - 50])(
  'a feed that starts at %i ms goes out from 0, through whatever wraps',
  start => {
    const clock = new OutputClock()
    clock.cut(video(start), 0)
    const out = [0, 33, 66, 99, 132].map(ms => clock.place(video(start + ms)))
    expect(out).toEqual([0, 33, 66, 99, 132])
  },
)

test('audio keeps its distance to video', () => {
  const clock = new OutputClock()
  clock.cut(video(5_000), 0)
  clock.place(video(5_000))
  expect(clock.place(audio(5_010))).toBe(10)
  expect(clock.place(audio(5_031))).toBe(31)
})

test('audio from before the cut is not sent', () => {
  const clock = new OutputClock()
  clock.cut(video(5_000), 0)
  expect(clock.place(audio(4_990))).toBeUndefined()
})

test('a feed that comes back later leaves the hole that wall time says', () => {
  const clock = new OutputClock()
  clock.cut(video(1_000), 0)
  clock.place(video(1_000))
  expect(clock.cut(video(77), 3_000)).toBeGreaterThan(2_900)
  expect(clock.place(video(77))).toBe(3_000)
})

test('no frame is presented before one that was already sent', () => {
  const clock = new OutputClock()
  clock.cut(video(0, 66), 0)
  clock.place(video(0, 66))
  clock.place(video(33, 99)) // presented at 132
  clock.cut(video(900, 0), 10)
  expect(clock.place(video(900, 0))).toBeGreaterThan(132)
})

test.for([
  ['back', -60_000],
  ['forward', 60_000],
])('a jump %s of the feed itself goes out as the next frame', ([, jump]) => {
  const clock = new OutputClock()
  const start = 100_000
  clock.cut(video(start), 0)
  for (const ms of [0, 33, 66]) clock.place(video(start + ms))
  const after = clock.place(video(start + 99 + Number(jump))) as number
  expect(after).toBeGreaterThan(66)
  expect(after).toBeLessThan(66 + 200)
})

test('whatever timestamps come, each track only goes forward', () => {
  const step = fc.record({
    isVideo: fc.boolean(),
    ms: fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 2_000 })),
    composition: fc.integer({ min: 0, max: 200 }),
    isCut: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const clock = new OutputClock()
      const last = { video: -1, audio: -1 }
      clock.cut(video(0), 0)
      for (const [i, { isVideo, ms, composition, isCut }] of steps.entries()) {
        if (isCut) clock.cut(video(ms, composition), i * 10)
        const kind = isVideo || isCut ? 'video' : 'audio'
        const dtsMs = clock.place(kind === 'video' ? video(ms, composition) : audio(ms))
        if (dtsMs === undefined) continue
        if (dtsMs <= last[kind]) return false
        last[kind] = dtsMs
      }
      return true
    }),
  )
  expect(unwrapped(5, 2 ** 32 - 5)).toBe(2 ** 32 + 5)
})
