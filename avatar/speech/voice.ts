// The small door all voices share: text goes in, one sound at 48 000 Hz comes out, and when each sound of speech begins.
import type { Language } from './language.ts'

/** Rate of everything a host says. */
export const speechHz = 48_000

/** One sound of speech: its IPA without stress, '' for a pause. */
export type PhoneMark = {
  readonly startMs: number
  readonly endMs: number
  readonly phone: string
  /** Index in the spoken text of what is being said. */
  readonly at: number
}

export type Speech = {
  /** Mono, 48 000 Hz, evened to −18 LUFS. */
  readonly samples: Int16Array
  /** The words that were given to the engine: digits, prices and units already read out. */
  readonly spoken: string
  /** Only from voices that know them. */
  readonly marks?: readonly PhoneMark[]
  /** Which engine said it, for people and logs. */
  readonly engine: string
}

export type Voice = {
  /**
   * Says a sentence. Rejects with a Failure of code `avatar/no-voice` when no engine could, or with the signal's reason.
   * What was said before comes from the cache.
   */
  speak(text: string, about: { readonly language: Language; readonly signal: AbortSignal }): Promise<Speech>
  /** What the sentence's sound will be known by, over everything audible in it; without speaking it. */
  keyOf(text: string, language: Language): string
  /** Ends the children of its engines. */
  close(): Promise<void>
}

/** What an engine gives: any rate, any loudness. */
export type RawSpeech = {
  /** Mono, −1 to 1. */
  readonly samples: Float32Array
  readonly sampleRateHz: number
  readonly marks?: readonly PhoneMark[]
}

export type Engine = {
  readonly name: string
  /** Everything that decides how it sounds, as text: part of the cache's key. */
  readonly sounds: string
  /** Says words that are already normalised. Failures say by their remedy whether to try again here or with the next engine. */
  speak(spoken: string, language: Language, signal: AbortSignal): Promise<RawSpeech>
  close(): Promise<void>
}
