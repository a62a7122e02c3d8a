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

/** A clock on which a feed was cut to at time 0. */
function started(timestampMs: number, compositionMs = 0): OutputClock {
  const clock = new OutputClock()
  clock.cut(video(timestampMs, compositionMs), 0)
  clock.place(video(timestampMs, compositionMs), 0)
  return clock
}

test.for([0, 12_345, 2 ** 24 - 50, 2 ** 31 - 50, 2 ** 32 - 50])(
  'a feed that starts at %i ms goes out from 0, through whatever wraps',
  start => {
    const clock = new OutputClock()
    const nowMs = 7_000
    clock.cut(video(start), nowMs)
    const out = [0, 33, 66, 99, 132].map(ms => clock.place(video(start + ms), nowMs + ms))
    expect(out).toEqual([0, 33, 66, 99, 132])
  },
)

test('sound keeps its distance to the picture', () => {
  const clock = started(5_000)
  expect(clock.place(audio(5_010), 10)).toBe(10)
  expect(clock.place(audio(5_031), 31)).toBe(31)
  expect(clock.place(audio(4_990), 31)).toBe(-10) // of before the cut: the track leaves it out
})

test('a feed that comes back later leaves the hole that time says', () => {
  const clock = started(1_000)
  expect(clock.cut(video(77), 3_000)).toBeGreaterThan(2_900)
  expect(clock.place(video(77), 3_000)).toBe(3_000)
})

test('no frame is presented before one that was already sent', () => {
  const clock = started(0, 66)
  clock.place(video(33, 99), 33) // presented at 132
  clock.cut(video(900, 0), 40)
  expect(clock.place(video(900, 0), 40)).toBeGreaterThan(132)
})

test.for([
  ['back', -60_000],
  ['forward', 60_000],
] as const)('a jump %s of the feed itself goes out as the next frame, and its sound with it', ([, jump]) => {
  const clock = started(100_000)
  for (const ms of [33, 66]) clock.place(video(100_000 + ms), ms)
  expect(clock.place(audio(100_070), 70)).toBe(70)
  const picture = clock.place(video(100_099 + jump), 99)
  expect(picture).toBeGreaterThanOrEqual(99)
  expect(picture).toBeLessThan(110)
  expect(clock.place(audio(100_091), 99)).toBe(91) // its sound has not jumped yet
  const sound = clock.place(audio(100_112 + jump), 112)
  expect(sound - picture).toBe(13) // as far apart as they were
})

test('the slate takes over where the output stands, and is paced by time', () => {
  const clock = started(0)
  for (let ms = 33; ms <= 990; ms += 33) clock.place(video(ms), ms)
  expect(clock.beginSlate(0, 1_690)).toBe(990 + 33)
  expect(clock.positionMs(1_690)).toBe(1_690) // 700 ms were missed, and are due
  expect(clock.positionMs(2_690)).toBe(2_690)
})

test('an output that runs ahead is led back to time under the slate, without a pause', () => {
  const clock = started(0)
  for (let frame = 1; frame <= 300; frame++) clock.place(video(frame * 33), frame * 32) // a camera 3 % fast
  const aheadMs = clock.aheadMs(9_600)
  expect(aheadMs).toBeGreaterThan(50)
  clock.beginSlate(0, 9_600)
  const steps = [9_633, 9_666, 9_699].map(ms => clock.positionMs(ms))
  expect((steps[2] ?? 0) - (steps[0] ?? 0)).toBeGreaterThan(58)
  expect(clock.aheadMs(60_000)).toBe(0)
})

test('cuts between feeds that live do not add up', () => {
  const clock = new OutputClock()
  let nowMs = 0
  clock.cut(video(0), 0)
  for (let cut = 0; cut < 200; cut++) {
    for (let frame = 0; frame < 150; frame++) clock.place(video(cut * 1e6 + frame * 33), nowMs + frame * 33)
    nowMs += 149 * 33 + 10 // the next feed's key frame comes between two pictures of this one
    clock.cut(video((cut + 1) * 1e6), nowMs)
  }
  expect(Math.abs(clock.aheadMs(nowMs))).toBeLessThan(80)
})

test('whatever timestamps come, pictures only go forward, and sound is a number', () => {
  const step = fc.record({
    isVideo: fc.boolean(),
    ms: fc.oneof(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 2_000 })),
    composition: fc.integer({ min: 0, max: 200 }),
    isCut: fc.boolean(),
    waitMs: fc.nat(500),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const clock = started(0)
      let lastMs = clock.lastMs
      let nowMs = 0
      for (const { isVideo, ms, composition, isCut, waitMs } of steps) {
        nowMs += waitMs
        if (isCut) clock.cut(video(ms, composition), nowMs)
        const timing = isVideo || isCut ? video(ms, composition) : audio(ms)
        const dtsMs = clock.place(timing, nowMs)
        expect(Number.isFinite(dtsMs)).toBe(true)
        if (timing.kind === 'audio') continue
        expect(dtsMs).toBeGreaterThan(lastMs)
        lastMs = dtsMs
      }
    }),
  )
  expect(unwrapped(5, 2 ** 32 - 5)).toBe(2 ** 32 + 5)
})

test('where the first pictures came late for some seconds, what time it is is learned once they come on time', () => {
  const clock = started(0)
  const lateMs = (i: number) => (i < 90 ? 1_100 : Math.max(0, 1_100 - (i - 90) * 20))
  let nowMs = 0
  for (let i = 1; i < 600; i++) {
    const dueMs = Math.round((i * 1_000) / 30)
    nowMs = Math.max(nowMs, dueMs + lateMs(i) - 1_100)
    clock.place(video(dueMs), nowMs)
  }
  expect(Math.abs(clock.aheadMs(nowMs))).toBeLessThanOrEqual(40)
})

/** As x264 sends them: a picture that others lean on, the one in the middle, the two between. Where each is shown, in frames. */
const pyramid = [4, 2, 1, 3]

/** The picture that is sent as number `i` behind a key frame, and where it is shown among its own. */
function sentAs(i: number, fps: number) {
  const shown = i === 0 ? 0 : Math.floor((i - 1) / 4) * 4 + (pyramid[(i - 1) % 4] ?? 0)
  const dtsMs = Math.round((i * 1_000) / fps)
  return { shown, timing: video(dtsMs, Math.round(((shown + 2) * 1_000) / fps) - dtsMs) }
}

/** Feeds that are cut to one after the other, and when their pictures go out to be shown. */
class Showing {
  readonly clock = started(0)
  nowMs = 0
  #feeds: { shown: number; ms: number }[][] = []

  /** `delayMs`: how late each picture behind the key frame comes; less than 0 is before its time. */
  show(fps: number, cutMs: number, delaysMs: readonly number[]): void {
    const pictures: { shown: number; ms: number }[] = []
    this.clock.cut(sentAs(0, fps).timing, cutMs)
    for (const [i, delayMs] of [0, ...delaysMs].entries()) {
      const { shown, timing } = sentAs(i, fps)
      this.nowMs = Math.max(this.nowMs, cutMs, cutMs + timing.timestampMs + delayMs)
      pictures.push({ shown, ms: this.clock.place(timing, this.nowMs) + timing.compositionMs })
    }
    this.#feeds.push(pictures)
  }

  /** Pictures whose time to be shown is not after that of the one before them. */
  get shownTooEarly(): number[] {
    const inOrder = this.#feeds.flatMap(pictures => pictures.toSorted((a, b) => a.shown - b.shown))
    return inOrder.filter(({ ms }, i) => ms <= (inOrder[i - 1]?.ms ?? -1)).map(({ ms }) => ms)
  }
}

test.for([
  [25, 30],
  [30, 25],
  [25, 60],
  [60, 25],
] as const)(
  'after a cut from %i to %i frames per second pictures are shown in their order, however unevenly they come',
  ([from, to]) => {
    const unevenness = fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 40, maxLength: 120 })
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 900 }), unevenness, (aheadMs, delaysMs) => {
        const showing = new Showing()
        const early = Array.from({ length: from }, (_, i) => (i < from / 2 ? 0 : -aheadMs))
        showing.show(from, 0, early)
        showing.show(to, showing.nowMs + 10, delaysMs)
        expect(showing.shownTooEarly).toEqual([])
      }),
      { numRuns: 300 },
    )
  },
)

test('cuts in quick succession do not add up, nor change the order in which pictures are shown', () => {
  const stay = fc.record({
    waitMs: fc.integer({ min: 0, max: 33 }),
    delaysMs: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 16, maxLength: 30 }),
  })
  fc.assert(
    fc.property(fc.array(stay, { minLength: 100, maxLength: 150 }), stays => {
      const showing = new Showing()
      for (const [i, { waitMs, delaysMs }] of stays.entries())
        showing.show(i % 2 === 0 ? 30 : 25, showing.nowMs + waitMs, delaysMs)
      expect(showing.shownTooEarly).toEqual([])
      expect(showing.clock.aheadMs(showing.nowMs)).toBeLessThan(800)
    }),
    { numRuns: 50, endOnFailure: true },
  )
})
