// A voice made of engines in order of preference: deadline, retries, the next engine, a check of length, one loudness, a cache.
import { type Backoff, waitMs } from '#core/backoff.ts'
import { type Clock, slept, within } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { keyOf, type KeptSpeech, noCache, openSpeechCache, type SpeechCache } from './cache.ts'
import { lengthFault } from './estimate.ts'
import type { Language } from './language.ts'
import { type Lexicon, readerOf } from './normalise/index.ts'
import { openOffline, type OfflineSettings, plainOffline } from './offline/index.ts'
import { openOnline, type OnlineSettings } from './online.ts'
import { finished, finishVersion, marginMs } from './sound/finish.ts'
import { type Engine, speechHz, type Speech, type Voice } from './voice.ts'

export type VoiceSettings = {
  /** Online engines in order of preference; the offline voice always stands behind them. */
  readonly online?: readonly OnlineSettings[]
  readonly offline?: OfflineSettings
  /** Words the operator's engines misread, and how they are said. */
  readonly lexicon?: Lexicon
  /** null to keep nothing. */
  readonly cache?: { readonly folder: string; readonly mostBytes: number } | null
  readonly limits?: VoiceLimits
}

export type VoiceLimits = {
  /** For one try of one engine. */
  readonly deadlineMs: number
  /** Tries per engine. */
  readonly tries: number
  readonly backoff: Backoff
  /** An engine that failed all its tries is passed over for this long. */
  readonly restMs: number
}

export const usualLimits: VoiceLimits = {
  deadlineMs: 15_000,
  tries: 3,
  backoff: { firstMs: 300, factor: 3, maxMs: 3_000, jitter: 0.2 },
  restMs: 60_000,
}

export type VoiceDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly random: () => number
  /** Instead of those the settings name: for tests. */
  readonly engines?: readonly Engine[]
}

/** The longest text that is one sentence; a script's sentences are far shorter. */
const longestText = 600

export function makeVoice(settings: VoiceSettings, deps: VoiceDeps): Voice {
  const { clock, log } = deps
  const limits = settings.limits ?? usualLimits
  const engines = deps.engines ?? [
    ...(settings.online ?? []).map(each => openOnline(each)),
    openOffline(settings.offline ?? plainOffline, { clock }),
  ]
  const cache = cacheOf(settings, deps)
  const restsUntilMs = new Map<Engine, number>()
  const spokenOf = (text: string, language: Language) => readerOf(language, settings.lexicon)(text)

  const trySeveral = async (engine: Engine, spoken: string, language: Language, signal: AbortSignal) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await once(engine, spoken, language, { clock, deadlineMs: limits.deadlineMs, signal })
      } catch (error) {
        signal.throwIfAborted()
        log.warn({ engine: engine.name, attempt, why: messageOf(error) }, 'avatar/voice-failed')
        if (!(error instanceof Failure) || error.remedy !== 'retry' || attempt + 1 >= limits.tries)
          throw error
        await slept(clock, waitMs(limits.backoff, attempt, deps.random), signal)
        signal.throwIfAborted()
      }
    }
  }

  return {
    speak: async (text, { language, signal }) => {
      signal.throwIfAborted()
      const spoken = checkedText(spokenOf(text, language), text)
      const awake = engines.filter(engine => (restsUntilMs.get(engine) ?? 0) <= clock.nowMs())
      const refusals: string[] = []
      for (const engine of awake.length > 0 ? awake : engines) {
        const key = audibleKey(engine, spoken, language)
        const known = await cache.find(key)
        if (known !== undefined) return { ...known, spoken, engine: engine.name }
        try {
          const said = await trySeveral(engine, spoken, language, signal)
          restsUntilMs.delete(engine)
          await cache.keep(key, said)
          return { ...said, spoken, engine: engine.name }
        } catch (error) {
          signal.throwIfAborted()
          if (error instanceof Failure && error.remedy === 'stop') throw error
          refusals.push(`${engine.name}: ${messageOf(error)}`)
          restsUntilMs.set(engine, clock.nowMs() + limits.restMs)
        }
      }
      throw noVoice(spoken, refusals)
    },
    keyOf: (text, language) => audibleKey(engines[0] as Engine, spokenOf(text, language), language),
    close: async () => {
      await Promise.all(engines.map(engine => engine.close()))
    },
  }
}

function audibleKey(engine: Engine, spoken: string, language: Language): string {
  return keyOf([String(finishVersion), engine.sounds, language, spoken])
}

function cacheOf(settings: VoiceSettings, { clock, log }: VoiceDeps): SpeechCache {
  if (settings.cache === undefined || settings.cache === null) return noCache
  const onTrouble = (error: unknown) => log.warn({ why: messageOf(error) }, 'avatar/speech-not-kept')
  return openSpeechCache(settings.cache.folder, settings.cache.mostBytes, { clock, onTrouble })
}

async function once(
  engine: Engine,
  spoken: string,
  language: Language,
  { clock, deadlineMs, signal }: { clock: Clock; deadlineMs: number; signal: AbortSignal },
): Promise<KeptSpeech> {
  const late = () =>
    new Failure('avatar/voice-late', `${engine.name} gave no sound within ${deadlineMs} ms`, {
      fault: 'theirs',
      remedy: 'retry',
    })
  const raw = await within(clock, deadlineMs, inner => engine.speak(spoken, language, inner), late, signal)
  const said = finished(raw)
  const wrong = lengthFault(spoken, language, (said.samples.length * 1_000) / speechHz - 2 * marginMs)
  if (wrong !== null)
    throw new Failure('avatar/voice-length', `${engine.name} spoke ${wrong}`, {
      fault: 'theirs',
      remedy: 'retry',
    })
  return said
}

function checkedText(spoken: string, text: string): string {
  if (!/[\p{L}\p{N}]/u.test(spoken))
    throw new Failure('avatar/nothing-to-say', `"${text}" holds nothing that can be spoken; write words`, {
      fault: 'operator',
      remedy: 'stop',
    })
  if (spoken.length > longestText)
    throw new Failure(
      'avatar/sentence-too-long',
      `a sentence may have ${longestText} characters once numbers are read out; this has ${spoken.length}: write it as several`,
      { fault: 'operator', remedy: 'stop' },
    )
  return spoken
}

function noVoice(spoken: string, refusals: readonly string[]): Failure {
  return new Failure('avatar/no-voice', `no voice could say "${spoken}": ${refusals.join('; ')}`, {
    fault: 'theirs',
    remedy: 'retry',
  })
}

export type { Speech }
