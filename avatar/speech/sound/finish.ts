// What every engine's sound goes through: one rate, one margin of silence, one loudness, with its marks moved along.
import type { PhoneMark, RawSpeech } from '../voice.ts'
import { speechHz } from '../voice.ts'
import { evened } from './loudness.ts'
import { resampled } from './resample.ts'

export const loudnessLufs = -18
/** Lossy coders add about a decibel to a peak. */
export const ceilingDb = -1.5
/** Silence before the first and after the last sound. */
export const marginMs = 80
const windowSamples = 240
/** Quieter than this below the loudest moment is silence. */
const silenceDb = -42

/** Part of the cache's key: goes up whenever the same engine's sound would come out otherwise. */
export const finishVersion = 1

export function finished({ samples, sampleRateHz, marks }: RawSpeech): {
  samples: Int16Array
  marks?: PhoneMark[]
} {
  const even = evened(resampled(samples, sampleRateHz, speechHz), loudnessLufs, ceilingDb)
  const { from, to } = spokenPart(even)
  const margin = (marginMs * speechHz) / 1_000
  const out = new Int16Array(to - from + 2 * margin)
  for (let i = Math.max(0, from - margin); i < Math.min(even.length, to + margin); i++)
    out[i - from + margin] = Math.round(Math.max(-1, Math.min(1, even[i] as number)) * 32_767)
  const shiftMs = marginMs - (from * 1_000) / speechHz
  const endMs = (out.length * 1_000) / speechHz
  return marks === undefined ? { samples: out } : { samples: out, marks: moved(marks, shiftMs, endMs) }
}

/** Whole windows from the first that is not silent to the last. */
function spokenPart(samples: Float32Array): { from: number; to: number } {
  const energies: number[] = []
  for (let at = 0; at < samples.length; at += windowSamples) {
    let sum = 0
    for (let i = at; i < Math.min(samples.length, at + windowSamples); i++) sum += (samples[i] as number) ** 2
    energies.push(sum / windowSamples)
  }
  const limit = energies.reduce((most, each) => Math.max(most, each), 0) * 10 ** (silenceDb / 10)
  const first = energies.findIndex(each => each > limit)
  if (first < 0) return { from: 0, to: samples.length }
  const last = energies.findLastIndex(each => each > limit)
  return { from: first * windowSamples, to: Math.min(samples.length, (last + 1) * windowSamples) }
}

function moved(marks: readonly PhoneMark[], shiftMs: number, endMs: number): PhoneMark[] {
  const inside = (ms: number) => Math.min(endMs, Math.max(0, ms + shiftMs))
  return marks
    .map(mark => ({ ...mark, startMs: inside(mark.startMs), endMs: inside(mark.endMs) }))
    .filter(({ startMs, endMs: markEndMs }) => markEndMs > startMs)
}
