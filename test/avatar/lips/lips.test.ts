// Lips against phoneme truth, and what a viewer must never see.
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { mouthShapes } from '../../../stage/mouth.ts'
import { gesturesOf } from '../../../avatar/lips/gestures.ts'
import { lipsOf } from '../../../avatar/lips/index.ts'
import { mostAtChange, mouthsOf } from '../../../avatar/lips/mouths.ts'
import { timedGestures } from '../../../avatar/lips/timed.ts'
import { finished } from '../../../avatar/speech/sound/finish.ts'
import { offlineVoice, plain, scoreOf, type Sentence, warped } from './phoneme-truth.ts'

const never = new AbortController().signal
const reference = offlineVoice()
const others = [offlineVoice('f2', 165, 70), offlineVoice('m3', 240, 35)]
afterAll(() => Promise.all([reference, ...others].map(each => each.close())))

const sentences: readonly Sentence[] = [
  { text: '家人们，平谷大桃皮薄多汁，只要九十九块九。', language: 'zh' },
  { text: 'A warm bubble bath, and maybe more pictures.', language: 'en' },
]

describe('lips follow the words of a voice that gives no marks', () => {
  test.each([
    ['as other voices say them', plain, others],
    ['said unevenly, with a pitch that wavers', warped(0.2, 1), others.slice(0, 1)],
    ['shifted up in pitch', warped(0.05, 1.12), others.slice(1)],
  ])('%s', async (_, bend, voices) => {
    const score = await scoreOf(sentences, voices, bend, reference)
    expect([...score.timings]).toEqual(['aligned'])
    expect(score.vowelClass).toBeGreaterThanOrEqual(0.85)
    expect(score.closure).toBeGreaterThanOrEqual(0.95)
    expect(score.boundaryP90Ms).toBeLessThanOrEqual(45)
    expect(score.silence).toBeLessThan(0.02)
  })
})

const text = '家人们大家好，皮薄多汁'
async function said() {
  const raw = await reference.speak(text, 'zh', never)
  return finished(raw)
}

test("a voice's own marks are used where they fit the sound, and not where they are shifted off it", async () => {
  const { samples, marks = [] } = await said()
  const asked = { text, language: 'zh', samples, frameRateFps: 25 } as const
  expect((await lipsOf({ ...asked, marks }, { reference: null }, never)).timing).toBe('marks')
  const off = marks.map(each => ({ ...each, startMs: each.startMs * 0.4, endMs: each.endMs * 0.4 }))
  expect((await lipsOf({ ...asked, marks: off }, { reference }, never)).timing).toBe('aligned')
})

test('a sentence begins and ends with the mouth at rest', async () => {
  const { samples, marks = [] } = await said()
  const asked = { text, language: 'zh', samples, marks, frameRateFps: 25 } as const
  const { mouths } = await lipsOf(asked, { reference: null }, never)
  expect([mouths.at(0)?.strength, mouths.at(-1)?.strength]).toEqual([0, 0])
})

test('without an offline voice the letters alone are stretched over the sound', async () => {
  const { samples } = await said()
  const { mouths, timing } = await lipsOf(
    { text, language: 'zh', samples, frameRateFps: 25 },
    { reference: null },
    never,
  )
  expect(timing).toBe('counted')
  expect(mouths.filter(each => each.shape === 'closed' && each.strength > 0.5).length).toBeGreaterThan(1)
})

test('sound that the words do not explain opens the lips by its loudness', async () => {
  const beeps = Int16Array.from({ length: 48_000 * 6 }, (_, i) =>
    i % 24_000 < 4_800 ? 9_000 * Math.sin(i / 8) : 0,
  )
  const { mouths, timing } = await lipsOf(
    { text, language: 'zh', samples: beeps, frameRateFps: 25 },
    { reference: null },
    never,
  )
  expect(timing).toBe('loudness')
  expect(mouths.some(each => each.strength > 0.2)).toBe(true)
})

test('silence keeps the mouth at rest, in whatever place it stands', async () => {
  const { samples } = await said()
  const padded = new Int16Array(samples.length + 96_000)
  padded.set(samples, 48_000)
  const { mouths } = await lipsOf(
    { text, language: 'zh', samples: padded, frameRateFps: 25 },
    { reference },
    never,
  )
  expect(mouths.length).toBe(Math.ceil((padded.length * 25) / 48_000))
  expect([...mouths.slice(0, 22), ...mouths.slice(-21)].every(each => each.strength === 0)).toBe(true)
})

const phones = fc.array(
  fc.record({
    phone: fc.constantFrom('p', 'm', 'ɑ', 'iɑ', 'ɑu', 'u', 'y', 's', 'f', 'tɕ', 'kh', 'n', 'w', ''),
    ms: fc.integer({ min: 8, max: 260 }),
  }),
  { maxLength: 40 },
)

/** Phones one after the other from 200 ms on. */
function timed(list: readonly { phone: string; ms: number }[]) {
  let at = 200
  return list.map(({ phone, ms }) => ({ phone, startMs: at, endMs: (at += ms) }))
}

test('two shapes never meet while both are strong, and strength stays between rest and all', () => {
  fc.assert(
    fc.property(phones, fc.constantFrom(25, 30), (list, fps) => {
      const mouths = mouthsOf(timedGestures(timed(list)), 300, fps)
      const wrong = mouths.filter((mouth, i) => {
        const before = mouths[i - 1] ?? mouth
        const isOut = !(mouth.strength >= 0 && mouth.strength <= 1 && mouthShapes.includes(mouth.shape))
        return (
          isOut || (mouth.shape !== before.shape && Math.min(mouth.strength, before.strength) > mostAtChange)
        )
      })
      expect(wrong).toEqual([])
    }),
    { numRuns: 200 },
  )
})

test('the mouth opens before the vowel is heard, and is closed before the burst', () => {
  const mouths = mouthsOf(timedGestures([{ phone: 'ɑ', startMs: 200, endMs: 500 }]), 20, 100)
  const quick = mouthsOf(timedGestures([{ phone: 'ɑ', startMs: 200, endMs: 500 }]), 60, 100)
  expect(quick.findIndex(each => each.strength > 0.15) * 10).toBeGreaterThanOrEqual(130)
  expect(quick.findIndex(each => each.strength > 0.15) * 10).toBeLessThanOrEqual(175)
  expect(mouths.length).toBe(20)
  const papa = mouthsOf(
    timedGestures(
      timed([
        { phone: 'ɑ', ms: 200 },
        { phone: 'p', ms: 80 },
        { phone: 'ɑ', ms: 200 },
      ]),
    ),
    70,
    100,
  )
  const closed = papa.findIndex(each => each.shape === 'closed' && each.strength > 0.7) * 10
  expect(closed).toBeGreaterThan(350)
  expect(closed).toBeLessThan(440)
})

test('lips are round for u before it is heard', () => {
  const [first] = timedGestures([
    { phone: 's', startMs: 0, endMs: 80 },
    { phone: 'u', startMs: 80, endMs: 250 },
  ])
  expect(first?.shape).toBe('ou')
})

test('a diphthong moves from its first vowel to its last', () => {
  expect(gesturesOf('ɑu').map(each => each.shape)).toEqual(['aa', 'ou'])
  expect(gesturesOf('uai').map(each => each.shape)).toEqual(['ou', 'aa', 'ih'])
  expect(gesturesOf('').length).toBe(0)
})
