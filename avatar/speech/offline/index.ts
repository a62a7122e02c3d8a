// The voice that always works: eSpeak NG in a process of its own, fed pinyin and Latin words apart, with the times of its phonemes.
import { runChild } from '#core/child.ts'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Language } from '../language.ts'
import type { Engine, PhoneMark, RawSpeech } from '../voice.ts'
import { type Asked, EspeakProcess, type RunChild, type Said } from './espeak-process.ts'
import { sayBySystem } from './espeak-program.ts'
import { type Piece, piecesOf } from './pieces.ts'

export type OfflineSettings = {
  /** One of eSpeak's variants: `f2`, `m3`…; '' for the plain voice. */
  readonly variant: string
  /** Words a minute, 80 to 450: 200 speaks some five Hanzi a second. */
  readonly wordsPerMinute: number
  /** 0 to 99. */
  readonly pitch: number
}

export const plainOffline: OfflineSettings = { variant: '', wordsPerMinute: 200, pitch: 50 }

/** Left between a Hanzi and a Latin word. */
const joinMs = 30
const quiet = 0.004

export type OfflineDeps = { readonly clock: Clock; readonly run?: RunChild; readonly childScript?: string }

/** Opens the offline voice; its process starts with the first sentence. */
export function openOffline(settings: OfflineSettings, deps: OfflineDeps): Engine {
  const run = deps.run ?? runChild
  const espeak = processFor(deps)
  let isPackageMissing = false
  const { variant, wordsPerMinute, pitch } = settings
  return {
    name: 'espeak-ng',
    sounds: `espeak-ng 0.3.5 ${variant} ${wordsPerMinute} ${pitch}`,
    speak: async (spoken, language, signal) => {
      const pieces = checked(piecesOf(spoken, language), spoken, language)
      const asked = pieces.map(piece => ({
        voice: variant === '' ? piece.voice : `${piece.voice}+${variant}`,
        text: piece.text,
        rate: wordsPerMinute,
        pitch,
      }))
      const said = isPackageMissing ? null : await espeak.say(asked, signal)
      isPackageMissing = said === null
      return said === null ? bySystem(asked, { run, clock: deps.clock }, signal) : joined(pieces, said)
    },
    close: () => espeak.close(),
  }
}

type Speaker = Pick<EspeakProcess, 'say' | 'close'>

/** One process of eSpeak's serves every offline voice of ours, since it takes some 130 MB; by the clock they share. */
const shared = new WeakMap<Clock, { readonly espeak: EspeakProcess; users: number }>()

function processFor({ clock, run, childScript }: OfflineDeps): Speaker {
  if (run !== undefined || childScript !== undefined) return new EspeakProcess(clock, run, childScript)
  const known = shared.get(clock) ?? { espeak: new EspeakProcess(clock), users: 0 }
  shared.set(clock, known)
  known.users++
  let isClosed = false
  return {
    say: (pieces, signal) => (isClosed ? Promise.reject(closed()) : known.espeak.say(pieces, signal)),
    close: async () => {
      if (isClosed) return
      isClosed = true
      known.users--
      if (known.users > 0) return
      shared.delete(clock)
      await known.espeak.close()
    },
  }
}

function closed(): Failure {
  return new Failure('avatar/voice-gone', 'this voice was closed', { fault: 'ours', remedy: 'stop' })
}

/** Nothing to say, and kanji (which eSpeak reads as the words "Chinese letter"), are refused. */
function checked(pieces: readonly Piece[], spoken: string, language: Language): readonly Piece[] {
  if (pieces.length === 0 || pieces.every(piece => !/[\p{L}\p{N}]/u.test(piece.text)))
    throw new Failure('avatar/nothing-to-say', `"${spoken}" holds nothing that can be spoken`, {
      fault: 'operator',
      remedy: 'stop',
    })
  if (language === 'ja' && /\p{Script=Han}/u.test(spoken))
    throw new Failure('avatar/kanji', 'the offline voice reads kana only: write this sentence in kana', {
      fault: 'operator',
      remedy: 'stop',
    })
  return pieces
}

async function bySystem(
  asked: readonly Asked[],
  deps: { run: RunChild; clock: Clock },
  signal: AbortSignal,
): Promise<RawSpeech> {
  const said: { samples: Float32Array; sampleRateHz: number }[] = []
  for (const piece of asked) said.push(await sayBySystem(piece, deps, signal))
  const length = said.reduce((sum, { samples }) => sum + samples.length, 0)
  const samples = new Float32Array(length)
  let at = 0
  for (const each of said) {
    samples.set(each.samples, at)
    at += each.samples.length
  }
  return { samples, sampleRateHz: said[0]?.sampleRateHz ?? 22_050 }
}

/** One sound of all pieces: silence at their joins is cut to a breath, and marks move with it. */
function joined(pieces: readonly Piece[], said: Said): RawSpeech {
  const perMs = said.sampleRateHz / 1_000
  const parts: Float32Array[] = []
  const marks: PhoneMark[] = []
  let at = 0
  for (const [i, { samples, phones }] of said.pieces.entries()) {
    const piece = pieces[i] as Piece
    const isLast = i === said.pieces.length - 1
    const from = i === 0 ? 0 : Math.max(0, firstLoud(samples) - Math.round(joinMs * perMs))
    const loudEnd = Math.min(samples.length, lastLoud(samples) + Math.round(joinMs * perMs))
    const to = isLast || piece.pauses ? samples.length : Math.max(from, loudEnd)
    parts.push(floats(samples.subarray(from, to)))
    marks.push(
      ...marksOf(phones, piece, {
        shiftMs: (at - from) / perMs,
        fromMs: at / perMs,
        toMs: (at + to - from) / perMs,
      }),
    )
    at += to - from
  }
  const whole = new Float32Array(at)
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return { samples: whole, sampleRateHz: said.sampleRateHz, marks }
}

function marksOf(
  phones: Said['pieces'][number]['phones'],
  piece: Piece,
  { shiftMs, fromMs, toMs }: { shiftMs: number; fromMs: number; toMs: number },
): PhoneMark[] {
  const inside = (ms: number) => Math.min(toMs, Math.max(fromMs, ms + shiftMs))
  return phones
    .map(([ms, phone, position], i) => ({
      startMs: inside(ms),
      endMs: inside(phones[i + 1]?.[0] ?? Number.POSITIVE_INFINITY),
      phone: phone.replaceAll(/[ˈˌ]/g, ''),
      at: piece.places[Math.min(Math.max(0, position), piece.places.length - 1)] ?? 0,
    }))
    .filter(({ startMs, endMs }) => endMs > startMs)
}

function floats(samples: Int16Array): Float32Array {
  return Float32Array.from(samples, each => each / 32_768)
}

function firstLoud(samples: Int16Array): number {
  const found = samples.findIndex(each => Math.abs(each) > quiet * 32_768)
  return found < 0 ? samples.length : found
}

function lastLoud(samples: Int16Array): number {
  return samples.findLastIndex(each => Math.abs(each) > quiet * 32_768) + 1
}
