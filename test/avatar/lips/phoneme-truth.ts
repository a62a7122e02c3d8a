// Sentences said by several offline voices, whose own phoneme times are the truth that lips are measured by.
import type { Mouth } from '../../../stage/mouth.ts'
import { systemClock } from '../../../core/clock.ts'
import { lipsOf } from '../../../avatar/lips/index.ts'
import { type TimedGesture, timedGestures } from '../../../avatar/lips/timed.ts'
import { type Engine, openOffline, type PhoneMark, plainOffline } from '../../../avatar/speech/index.ts'
import { finished } from '../../../avatar/speech/sound/finish.ts'

export type Sentence = { readonly text: string; readonly language: 'zh' | 'en' }
/** Changes a sound; tells when what was heard at a time is heard now. */
export type Bent = { readonly samples: Float32Array; at(ms: number): number }
export type Bend = (samples: Float32Array, rateHz: number) => Bent

export const plain: Bend = samples => ({ samples, at: ms => ms })

/** Faster and slower by turns, higher and lower with it, by a share. */
export const warped =
  (share: number, higher: number): Bend =>
  (samples, rateHz) => {
    const out: number[] = []
    const from: number[] = []
    for (let at = 0; at < samples.length - 1; ) {
      const low = Math.floor(at)
      out.push((samples[low] as number) * (1 - at + low) + (samples[low + 1] as number) * (at - low))
      from.push(at)
      at += higher * (1 + share * Math.sin((2 * Math.PI * at) / rateHz / 1.3))
    }
    const at = (ms: number) => {
      let [low, high] = [0, from.length]
      while (low < high) {
        const middle = (low + high) >> 1
        if ((from[middle] as number) < (ms * rateHz) / 1_000) low = middle + 1
        else high = middle
      }
      return (low * 1_000) / rateHz
    }
    return { samples: Float32Array.from(out), at }
  }

export type Score = {
  vowelClass: number
  closure: number
  boundaryP90Ms: number
  silence: number
  timings: Set<string>
}

const frameRateFps = 25
const never = new AbortController().signal

/** Scores lips over sentences, each said by each voice and bent. The reference speaks plainly. */
export async function scoreOf(
  sentences: readonly Sentence[],
  voices: readonly Engine[],
  bend: Bend,
  reference: Pick<Engine, 'speak'>,
): Promise<Score> {
  const tallies = { vowels: [0, 0], closures: [0, 0], silence: [0, 0] } as Record<string, [number, number]>
  const offMs: number[] = []
  const timings = new Set<string>()
  const count = (name: string, isRight: number, of = 1) => {
    const tally = tallies[name] as [number, number]
    tally[0] += isRight
    tally[1] += of
  }
  for (const voice of voices) {
    for (const { text, language } of sentences) {
      const raw = await voice.speak(text, language, never)
      const bent = bend(raw.samples, raw.sampleRateHz)
      const marks = (raw.marks ?? []).map(each => ({
        ...each,
        startMs: bent.at(each.startMs),
        endMs: bent.at(each.endMs),
      }))
      const said = finished({ samples: bent.samples, sampleRateHz: raw.sampleRateHz, marks })
      const truth = said.marks as PhoneMark[]
      const lips = await lipsOf({ text, language, samples: said.samples, frameRateFps }, { reference }, never)
      timings.add(lips.timing)
      for (const [i, mark] of truth.entries())
        offMs.push(Math.abs(mark.startMs - (lips.phones[i]?.startMs ?? 0)))
      const [real, seen] = [timedGestures(truth), timedGestures(lips.phones)]
      for (let ms = 0; ms < said.samples.length / 48; ms += 10) {
        const now = at(real, ms)
        if (now?.kind === 'vowel') count('vowels', at(seen, ms)?.shape === now.shape ? 1 : 0)
      }
      const mouthAt = (ms: number) => lips.mouths[Math.floor((ms * frameRateFps) / 1_000)]
      for (const { kind, startMs, endMs } of real) {
        if (kind !== 'closure') continue
        const times = Array.from(
          { length: Math.ceil((endMs - startMs + 60) / 5) },
          (_, i) => startMs - 30 + i * 5,
        )
        const isClosed = times.some(
          ms => mouthAt(ms)?.shape === 'closed' && (mouthAt(ms)?.strength ?? 0) >= 0.5,
        )
        count('closures', isClosed ? 1 : 0)
      }
      for (const each of pausesOf(truth))
        for (let ms = each.startMs + 100; ms < each.endMs - 100; ms += 40)
          count('silence', openness(mouthAt(ms)) ** 2)
    }
  }
  const share = (name: string) => (tallies[name]?.[0] ?? 0) / Math.max(1, tallies[name]?.[1] ?? 0)
  offMs.sort((a, b) => a - b)
  return {
    vowelClass: share('vowels'),
    closure: share('closures'),
    boundaryP90Ms: offMs[Math.floor(offMs.length * 0.9)] ?? 0,
    silence: share('silence'),
    timings,
  }
}

/** Lips that are pressed together before a burst are not open. */
function openness(mouth: Mouth | undefined): number {
  return mouth === undefined || mouth.shape === 'closed' ? 0 : mouth.strength
}

function at(gestures: readonly TimedGesture[], ms: number): TimedGesture | undefined {
  return gestures.find(each => each.startMs <= ms && each.endMs > ms)
}

function pausesOf(marks: readonly PhoneMark[]): { startMs: number; endMs: number }[] {
  const pauses: { startMs: number; endMs: number }[] = []
  for (const { phone, startMs, endMs } of marks) {
    const last = pauses.at(-1)
    if (phone !== '') continue
    if (last !== undefined && startMs - last.endMs < 2) last.endMs = endMs
    else pauses.push({ startMs, endMs })
  }
  return pauses.filter(each => each.endMs - each.startMs > 220)
}

/** What an engine said once it says again at once. */
export function remembering(engine: Engine): Engine {
  const said = new Map<string, ReturnType<Engine['speak']>>()
  return {
    ...engine,
    speak: (spoken, language, signal) => {
      const before = said.get(spoken) ?? engine.speak(spoken, language, signal)
      said.set(spoken, before)
      return before
    },
  }
}

export function offlineVoice(
  variant = '',
  wordsPerMinute = plainOffline.wordsPerMinute,
  pitch = plainOffline.pitch,
): Engine {
  return remembering(openOffline({ variant, wordsPerMinute, pitch }, { clock: systemClock }))
}
