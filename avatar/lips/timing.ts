// When each sound of a sentence is heard: the voice's own marks, else alignment, else stretching, else counting.
import type { Engine, Language, PhoneMark } from '../speech/index.ts'
import { type Activity, loudShare } from './activity.ts'
import { alignedTo, timeOn } from './align.ts'
import { featuresOf } from './features.ts'
import { gesturesOf } from './gestures.ts'
import { spelledOut } from './spelled-out.ts'
import type { TimedPhone } from './timed.ts'

export const timings = ['marks', 'aligned', 'stretched', 'counted', 'loudness'] as const
export type Timing = (typeof timings)[number]

export type Heard = {
  /** As it was spoken. */
  readonly text: string
  readonly language: Language
  readonly samples: Int16Array
  readonly sampleRateHz: number
  readonly marks?: readonly PhoneMark[]
}

/** A voice that knows its own phonemes: the offline one. */
export type ReferenceVoice = Pick<Engine, 'speak'>

export type Timed = { readonly phones: readonly TimedPhone[]; readonly timing: Timing }

export async function timedPhones(
  heard: Heard,
  activity: Activity,
  reference: ReferenceVoice | null,
  signal: AbortSignal,
): Promise<Timed> {
  if (heard.marks !== undefined && isPlausible(heard.marks, activity))
    return { phones: heard.marks, timing: 'marks' }
  const spoken = reference === null ? undefined : await referenceOf(heard, reference, signal)
  if (spoken !== undefined) {
    const aligned = alignedPhones(heard, spoken, activity)
    if (aligned !== undefined) return { phones: aligned, timing: 'aligned' }
    const stretched = fitted(spoken.phones, activity)
    if (isPlausible(stretched, activity)) return { phones: stretched, timing: 'stretched' }
  }
  const counted = fitted(spelledOut(heard.text, heard.language), activity)
  return isPlausible(counted, activity)
    ? { phones: counted, timing: 'counted' }
    : { phones: [], timing: 'loudness' }
}

const leastLoudVowels = 0.7
const leastCovered = 0.7

/** Whether vowels fall where something is heard, and what is heard is nearly all spoken for. */
export function isPlausible(phones: readonly TimedPhone[], activity: Activity): boolean {
  const totalMs = activity.isLoud.length * activity.stepMs
  const isOrdered = phones.every(
    ({ startMs, endMs }, i) =>
      endMs > startMs && startMs >= (phones[i - 1]?.startMs ?? -1) && endMs <= totalMs + 50,
  )
  const vowels = phones.filter(({ phone }) => gesturesOf(phone).some(each => each.kind === 'vowel'))
  if (!isOrdered || vowels.length === 0) return false
  return loudShare(activity, vowels) >= leastLoudVowels && covered(phones, activity) >= leastCovered
}

/** The share of what is loud that lies in a sound. */
function covered(phones: readonly TimedPhone[], { isLoud, stepMs }: Activity): number {
  const taken = new Uint8Array(isLoud.length)
  for (const { phone, startMs, endMs } of phones)
    if (phone !== '') taken.fill(1, Math.floor(startMs / stepMs), Math.ceil(endMs / stepMs))
  const loud = isLoud.filter(each => each).length
  return loud === 0 ? 0 : isLoud.filter((each, i) => each && taken[i] === 1).length / loud
}

type Reference = { samples: Float32Array; sampleRateHz: number; phones: readonly PhoneMark[] }

async function referenceOf(
  { text, language }: Heard,
  reference: ReferenceVoice,
  signal: AbortSignal,
): Promise<Reference | undefined> {
  try {
    const { samples, sampleRateHz, marks } = await reference.speak(text, language, signal)
    return marks === undefined ? undefined : { samples, sampleRateHz, phones: marks }
  } catch {
    signal.throwIfAborted()
    return undefined // there is no offline voice here: lips get by without
  }
}

/** Further apart than this on average, the two do not say the same words. */
const mostApart = 2.2

function alignedPhones(heard: Heard, spoken: Reference, activity: Activity): TimedPhone[] | undefined {
  const floats = Float32Array.from(heard.samples, each => each / 32_768)
  const reference = trimmed(spoken.samples, spoken.sampleRateHz)
  const sound = trimmed(floats, heard.sampleRateHz)
  const path = alignedTo(
    featuresOf(reference.samples, spoken.sampleRateHz),
    featuresOf(sound.samples, heard.sampleRateHz),
  )
  if (path.distance > mostApart) return undefined
  const at = (ms: number) => sound.fromMs + timeOn(path, ms - reference.fromMs)
  const phones = spoken.phones
    .map(each => ({ ...each, startMs: at(each.startMs), endMs: at(each.endMs) }))
    .map(each => ({ ...each, endMs: Math.max(each.endMs, each.startMs + 5) }))
  return isPlausible(phones, activity) ? phones : undefined
}

const trimLevel = 0.008

function trimmed(samples: Float32Array, sampleRateHz: number): { samples: Float32Array; fromMs: number } {
  const isHeard = (each: number) => Math.abs(each) > trimLevel
  const from = Math.max(0, samples.findIndex(isHeard))
  const to = samples.findLastIndex(isHeard) + 1
  return { samples: samples.subarray(from, Math.max(from + 1, to)), fromMs: (from * 1_000) / sampleRateHz }
}

/** Sounds stretched or pressed evenly between the first and the last thing that is heard. */
function fitted(phones: readonly TimedPhone[], { isLoud, stepMs }: Activity): TimedPhone[] {
  const voiced = phones.filter(({ phone }) => phone !== '')
  const [firstMs, lastMs] = [voiced[0]?.startMs ?? 0, voiced.at(-1)?.endMs ?? 0]
  const from = Math.max(0, isLoud.indexOf(true)) * stepMs
  const to = (isLoud.lastIndexOf(true) + 1) * stepMs
  if (lastMs <= firstMs || to <= from) return []
  const at = (ms: number) =>
    Math.min(to, Math.max(from, from + ((ms - firstMs) * (to - from)) / (lastMs - firstMs)))
  return phones
    .map(each => ({ ...each, startMs: at(each.startMs), endMs: at(each.endMs) }))
    .filter(({ startMs, endMs }) => endMs > startMs)
}
