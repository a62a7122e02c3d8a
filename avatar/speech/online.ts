// A voice behind any endpoint that speaks OpenAI's audio API: cloud gateways, Kokoro servers, vLLM.
import type OpenAI from 'openai'
import { Failure, messageOf } from '#core/failure.ts'
import type { Secret } from '#core/secret.ts'
import { readWav } from './sound/wav.ts'
import type { Engine, RawSpeech } from './voice.ts'

export type OnlineSettings = {
  /** Up to and including the version: `https://api.openai.com/v1`. */
  readonly baseUrl: string
  readonly model: string
  readonly voice: string
  /** null for servers that ask for none. */
  readonly key: Secret | null
  /** `pcm` is 16-bit mono at `pcmHz`; only for servers that cannot make WAV. */
  readonly format?: 'wav' | 'pcm'
  readonly pcmHz?: number
  /** 0.25 to 4; 1 is the voice's own pace. */
  readonly speed?: number
  /** How to say it, for models that take instructions. */
  readonly instructions?: string
}

const mostBytes = 64 * 1_048_576

/** Opens an engine; nothing is connected before the first sentence. `fetch` only for tests. */
export function openOnline(settings: OnlineSettings, fetch?: typeof globalThis.fetch): Engine {
  const { baseUrl, model, voice, key, format = 'wav', pcmHz = 24_000, speed = 1, instructions } = settings
  let client: Promise<OpenAI> | undefined
  return {
    name: `${model}/${voice}`,
    sounds: JSON.stringify([baseUrl, model, voice, speed, instructions ?? '']),
    speak: async (spoken, _language, signal) => {
      client ??= opened(baseUrl, key, fetch)
      const audio = await answerTo(
        (await client).audio.speech.create(
          {
            model,
            voice,
            input: spoken,
            response_format: format,
            speed,
            ...(instructions === undefined ? {} : { instructions }),
          },
          { signal },
        ),
        key,
        signal,
      )
      return format === 'pcm' ? readPcm(audio, pcmHz) : readWav(audio)
    },
    close: async () => {},
  }
}

/** Loaded when it is first needed: who speaks offline does not pay for it. */
async function opened(
  baseURL: string,
  key: Secret | null,
  fetch: typeof globalThis.fetch | undefined,
): Promise<OpenAI> {
  const { default: Client } = await import('openai')
  const apiKey = key?.reveal() ?? 'none'
  // Whoever asks has a deadline and a ladder of its own: two of each would multiply.
  return new Client({ apiKey, baseURL, maxRetries: 0, ...(fetch === undefined ? {} : { fetch }) })
}

async function answerTo(
  request: Promise<Response>,
  key: Secret | null,
  signal: AbortSignal,
): Promise<Buffer> {
  try {
    return await bodyOf(await request)
  } catch (error) {
    signal.throwIfAborted()
    throw error instanceof Failure ? error : failureOf(error, key)
  }
}

async function bodyOf(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > mostBytes) throw rubbish('it sent more than a sentence can be')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function failureOf(error: unknown, key: Secret | null): Failure {
  const status = (error as { status?: unknown })?.status
  // Some servers repeat a key that they do not know.
  const said = messageOf(error).replaceAll(key?.reveal() || '\u0000', '•••')
  if (status === 401 || status === 403)
    return new Failure(
      'avatar/voice-key',
      `the voice's server refused the key (${status}); give it another`,
      {
        fault: 'operator',
        remedy: 'switch',
      },
    )
  if (typeof status === 'number' && status >= 400 && status < 500 && status !== 408 && status !== 429)
    return new Failure('avatar/voice-refused', `the voice's server refused: ${said}`, {
      fault: 'operator',
      remedy: 'switch',
    })
  return new Failure('avatar/voice-unreachable', `the voice's server gave no sound: ${said}`, {
    fault: 'theirs',
    remedy: 'retry',
  })
}

function readPcm(audio: Buffer, sampleRateHz: number): RawSpeech {
  if (audio.length < 2 || /^(?:RIFF|\{|<)/.test(audio.toString('latin1', 0, 4)))
    throw rubbish('what came is no raw sound; set its format to wav')
  const samples = Float32Array.from(
    { length: Math.floor(audio.length / 2) },
    (_, i) => audio.readInt16LE(i * 2) / 32_768,
  )
  return { samples, sampleRateHz }
}

function rubbish(why: string): Failure {
  return new Failure('avatar/voice-rubbish', `the voice's server answered rubbish: ${why}`, {
    fault: 'theirs',
    remedy: 'retry',
  })
}
