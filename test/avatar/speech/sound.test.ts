// One rate, one loudness, one margin.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '../../../core/failure.ts'
import { ceilingDb, finished, marginMs } from '../../../avatar/speech/sound/finish.ts'
import { loudnessOf, truePeaks } from '../../../avatar/speech/sound/loudness.ts'
import { resampled } from '../../../avatar/speech/sound/resample.ts'
import { readWav, writeWav } from '../../../avatar/speech/sound/wav.ts'

const tone = (hz: number, rateHz: number, seconds: number, height: number) =>
  Float32Array.from(
    { length: Math.round(rateHz * seconds) },
    (_, i) => height * Math.sin((2 * Math.PI * hz * i) / rateHz),
  )

/** Bursts like syllables: quiet and loud, with peaks far above the rest. */
function syllables(rateHz: number, height: number): Float32Array {
  return tone(220, rateHz, 1.6, height).map((each, i) => {
    const beat = Math.sin((2 * Math.PI * 4 * i) / rateHz)
    return each * (beat > 0 ? beat ** 2 : 0) * (i % 4_000 < 40 ? 1 : 0.35)
  })
}

test("a sine of full height at 997 Hz has BS.1770's own loudness", () => {
  expect(loudnessOf(tone(997, 48_000, 2, 1))).toBeCloseTo(-3.01, 1)
})

test('sound is brought to another rate without a change of height', () => {
  const out = resampled(tone(1_000, 22_050, 0.5, 0.5), 22_050, 48_000)
  expect(out.length).toBe(24_000)
  const off = tone(1_000, 48_000, 0.5, 0.5).map((each, i) => Math.abs(each - (out[i] as number)))
  expect(Math.max(...off.subarray(500, 23_500))).toBeLessThan(0.002)
})

test('what engines give comes out at −18 LUFS under its ceiling, whether it was quiet or loud', () => {
  for (const height of [0.02, 0.9]) {
    const { samples } = finished({ samples: syllables(22_050, height), sampleRateHz: 22_050 })
    const floats = Float32Array.from(samples, each => each / 32_767)
    expect(Math.abs(loudnessOf(floats) + 18)).toBeLessThan(0.6)
    expect(20 * Math.log10(truePeaks(floats).reduce((most, each) => Math.max(most, each), 0))).toBeLessThan(
      ceilingDb + 0.3,
    )
  }
})

test('silence around speech is cut to one margin, and marks move with it', () => {
  const padded = new Float32Array(48_000 * 2)
  padded.set(tone(300, 48_000, 0.5, 0.3), 48_000)
  const mark = { startMs: 1_000, endMs: 1_500, phone: 'a', at: 0 }
  const { samples, marks } = finished({ samples: padded, sampleRateHz: 48_000, marks: [mark] })
  expect(samples.length / 48).toBeCloseTo(500 + 2 * marginMs, -1)
  expect(marks?.[0]?.startMs).toBe(marginMs)
})

test('silence stays silence', () => {
  expect(
    finished({ samples: new Float32Array(4_800), sampleRateHz: 48_000 }).samples.every(each => each === 0),
  ).toBe(true)
})

test('WAV that was written is read again to the sample', () => {
  fc.assert(
    fc.property(fc.int16Array({ maxLength: 50 }), samples => {
      const read = readWav(writeWav(samples, 24_000))
      expect(read.sampleRateHz).toBe(24_000)
      expect([...read.samples].map(each => Math.round(each * 32_768))).toEqual([...samples])
    }),
    { numRuns: 50 },
  )
})

test('WAV is read while its sizes are still unknown, as streaming servers send it', () => {
  const wav = writeWav(Int16Array.of(1, 2, 3), 24_000)
  wav.writeUInt32LE(0xffff_ffff, 40)
  expect(readWav(wav).samples.length).toBe(3)
})

test('rubbish is refused with a sentence, whatever it is', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), bytes => {
      const header = Buffer.from('RIFF\0\0\0\0WAVE')
      for (const rubbish of [Buffer.from(bytes), Buffer.concat([header, bytes])])
        expect(() => readWav(rubbish)).toThrow(Failure)
    }),
    { numRuns: 100 },
  )
})
