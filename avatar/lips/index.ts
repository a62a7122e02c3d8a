// Lips for a sentence: one mouth per picture, from the words and the sound of them.
import { type Mouth, restingMouth } from '#stage'
import { type Language, type PhoneMark, speechHz } from '../speech/index.ts'
import { type Activity, activityOf, silencesOf } from './activity.ts'
import { mouthsOf } from './mouths.ts'
import { type TimedPhone, timedGestures } from './timed.ts'
import { type ReferenceVoice, type Timing, timedPhones } from './timing.ts'

export { type ReferenceVoice, type Timing, timings } from './timing.ts'

export type Lips = {
  /** One per picture, as many as the sound lasts, the last one begun. */
  readonly mouths: readonly Mouth[]
  /** How the times of its sounds were found, the best first. */
  readonly timing: Timing
  /** When each sound is heard; none where lips go by loudness. */
  readonly phones: readonly TimedPhone[]
}

export type AskedLips = {
  /** As it was spoken: `Speech.spoken`. */
  readonly text: string
  readonly language: Language
  /** Mono, 48 000 Hz. */
  readonly samples: Int16Array
  readonly marks?: readonly PhoneMark[]
  readonly frameRateFps: number
}

/**
 * Finds the lips of a sentence. `reference` is the offline voice, which says the same words to align by; null where there is none.
 * Never fails for want of anything: at the worst lips open by loudness.
 */
export async function lipsOf(
  asked: AskedLips,
  deps: { readonly reference: ReferenceVoice | null },
  signal: AbortSignal,
): Promise<Lips> {
  const { samples, frameRateFps } = asked
  const pictures = Math.ceil((samples.length * frameRateFps) / speechHz)
  const activity = activityOf(samples, speechHz)
  const { phones, timing } = await timedPhones(
    { ...asked, sampleRateHz: speechHz },
    activity,
    deps.reference,
    signal,
  )
  const mouths =
    timing === 'loudness'
      ? byLoudness(activity, pictures, frameRateFps)
      : mouthsOf(timedGestures(phones), pictures, frameRateFps)
  return { mouths: restingInSilence(mouths, activity, frameRateFps), timing, phones }
}

const silenceMs = 200
/** Lips open this much before a sound, and close as much after it. */
const edgeMs = 90

function restingInSilence(mouths: readonly Mouth[], activity: Activity, frameRateFps: number): Mouth[] {
  // Clips are cut there: what comes before and after is a mouth at rest.
  const out = mouths.map((mouth, i) => (i === 0 || i === mouths.length - 1 ? restingMouth : mouth))
  for (const { startMs, endMs } of silencesOf(activity, silenceMs)) {
    const [from, to] = [startMs === 0 ? 0 : startMs + edgeMs, endMs - edgeMs]
    for (let i = Math.ceil((from * frameRateFps) / 1_000); ((i + 1) * 1_000) / frameRateFps <= to; i++)
      if (i < out.length) out[i] = restingMouth
  }
  return out
}

/** The last resort: as open as it is loud, all in one shape. */
function byLoudness({ levels, stepMs }: Activity, pictures: number, frameRateFps: number): Mouth[] {
  const pictureMs = 1_000 / frameRateFps
  return Array.from({ length: pictures }, (_, i) => {
    const part = levels.subarray(
      Math.floor((i * pictureMs) / stepMs),
      Math.ceil(((i + 1) * pictureMs) / stepMs),
    )
    const level = part.reduce((sum, each) => sum + each, 0) / Math.max(1, part.length)
    return level < 0.05 ? restingMouth : { shape: 'aa', strength: Math.min(0.8, level) }
  })
}
