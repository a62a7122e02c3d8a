import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AudioTrack } from '../../relay/program/audio-track.ts'

const frameMs = 1_024 / 48
const frame = Buffer.from([0xaf, 1, 1])
const silence = Buffer.from([0xaf, 1, 0])

function track(): { track: AudioTrack; out: { dtsMs: number; isSilence: boolean }[] } {
  const out: { dtsMs: number; isSilence: boolean }[] = []
  const track = new AudioTrack((_payload, dtsMs, isSilence) => out.push({ dtsMs, isSilence }))
  track.setFormat({ frameMs, silentPayload: silence })
  return { track, out }
}

/** Frames of a source from one time to another. */
function play(to: AudioTrack, fromMs: number, count: number): number {
  for (let i = 0; i < count; i++) to.take(frame, fromMs + i * frameMs)
  return fromMs + count * frameMs
}

test('frames pass with their own stamps, rounded', () => {
  const { track: sound, out } = track()
  play(sound, 0, 4)
  expect(out.map(({ dtsMs }) => dtsMs)).toEqual([0, 21, 43, 64])
})

test('a hole at a cut is filled with silence, and an overlap is dropped', () => {
  const { track: sound, out } = track()
  const endMs = play(sound, 0, 10)
  sound.cut()
  play(sound, endMs + 3 * frameMs, 5)
  expect(out.filter(({ isSilence }) => isSilence)).toHaveLength(3)
  const before = out.length
  sound.cut()
  play(sound, endMs + 6 * frameMs, 5) // begins two frames before what was sent ends
  expect(out.length - before).toBe(3)
})

test('evenly or not, what a source stamps within itself is believed; a real hole is filled', () => {
  const { track: sound, out } = track()
  sound.take(frame, 0)
  sound.take(frame, 40) // 19 ms late
  sound.take(frame, 43) // on time again
  expect(out.map(({ isSilence }) => isSilence)).toEqual([false, false, false])
  sound.take(frame, 43 + 8 * frameMs)
  expect(out.filter(({ isSilence }) => isSilence)).toHaveLength(7)
})

test('where no sound comes silence goes on to where it is asked for', () => {
  const { track: sound, out } = track()
  for (let ms = 0; ms <= 1_000; ms += 33) sound.fillUntil(ms)
  expect(out.length).toBeGreaterThanOrEqual(46)
  expect(sound.lastMs).toBeGreaterThan(940)
  expect(sound.lastMs).toBeLessThanOrEqual(1_000)
})

test('a track whose silence cannot be made keeps its time', () => {
  const { track: sound, out } = track()
  sound.setFormat({ frameMs, silentPayload: null })
  sound.fillUntil(500)
  sound.take(frame, 505)
  expect(out.map(({ dtsMs }) => dtsMs)).toEqual([505])
})

test('over any number of cuts counted and stamped sound stay within 40 ms, and no two frames fall together', () => {
  const cut = fc.record({
    gapMs: fc.integer({ min: -150, max: 400 }),
    frames: fc.integer({ min: 1, max: 60 }),
  })
  fc.assert(
    fc.property(fc.array(cut, { minLength: 1, maxLength: 120 }), cuts => {
      const { track: sound, out } = track()
      let atMs = play(sound, 0, 20)
      for (const { gapMs, frames } of cuts) {
        sound.cut()
        atMs = play(sound, Math.max(0, atMs + gapMs), frames)
      }
      const steps = out.slice(1).map(({ dtsMs }, i) => dtsMs - (out[i]?.dtsMs ?? 0))
      expect(Math.min(...steps)).toBeGreaterThanOrEqual(8)
      expect(Math.abs(sound.skewMs)).toBeLessThanOrEqual(40)
    }),
  )
  expect(frameMs).toBeCloseTo(21.33, 1)
})

test.for([300, 1_155, 1_500])(
  'a cut while the output is %i ms ahead leaves no long hole: sound is left out little by little as stamps are led back',
  leadMs => {
    const { track: sound, out } = track()
    const endMs = play(sound, 0, 50)
    sound.cut(leadMs)
    for (let i = 0; i < 1_000; i++) {
      const ledBackMs = Math.min(leadMs, 0.1 * i * frameMs)
      sound.take(frame, endMs + i * frameMs - ledBackMs)
      expect(sound.skewMs).toBeLessThanOrEqual(40)
      expect(sound.skewMs).toBeGreaterThanOrEqual(-140)
    }
    const steps = out.slice(1).map(({ dtsMs }, i) => dtsMs - (out[i]?.dtsMs ?? 0))
    expect(Math.max(...steps)).toBeLessThanOrEqual(160)
    expect(Math.abs(sound.skewMs)).toBeLessThanOrEqual(20)
  },
)

test('silence that is asked for while the output is far ahead leaves no long hole either', () => {
  const { track: sound, out } = track()
  const endMs = play(sound, 0, 50)
  sound.cut(1_155, endMs)
  for (let ms = 0; ms <= 20_000; ms += 33) {
    const ledBackMs = Math.min(1_155, 0.1 * ms)
    sound.fillUntil(endMs + ms - ledBackMs, 1_155 - ledBackMs)
  }
  const steps = out.slice(1).map(({ dtsMs }, i) => dtsMs - (out[i]?.dtsMs ?? 0))
  expect(Math.max(...steps)).toBeLessThanOrEqual(180)
  expect(Math.abs(sound.skewMs)).toBeLessThanOrEqual(40)
})
