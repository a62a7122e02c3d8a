// What is set and said, made to fit what it is used for.
import type { BrowserChoice } from '../browser/index.ts'
import { speechHz } from '../speech/index.ts'
import { resampled } from '../speech/sound/resample.ts'

/** As the setting says: any, the system's, npm's, or the program at a path. */
export function browserOf(setting: string): BrowserChoice {
  return setting === 'any' || setting === 'system' || setting === 'npm' ? setting : { path: setting }
}

/** A voice at the rate of a program's sound. */
export function samplesAt(samples: Int16Array, sampleRateHz: number): Int16Array {
  if (sampleRateHz === speechHz) return samples
  const sound = resampled(Float32Array.from(samples), speechHz, sampleRateHz)
  return Int16Array.from(sound, value => Math.max(-32_768, Math.min(32_767, Math.round(value))))
}
