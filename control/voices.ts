// Voices that can be tried: which engines there are, and one sentence said by one of them in a process of its own.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { hostNames, type Language, languages, personaOf, plainOffline } from '#avatar'
import { leashed, runChild, workerFlags } from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Places } from '#core/places.ts'
import type { Settings } from './settings.ts'

export type VoiceName = string

export type EngineOfVoices = {
  readonly engine: string
  /** Speaks without a network. */
  readonly isOffline: boolean
  readonly languages: readonly Language[]
  readonly voices: readonly { readonly voice: VoiceName; readonly host: string | null }[]
}

export type TriedVoice = { readonly voice: VoiceName; readonly language: Language; readonly text: string }

const withinMs = 25_000
const mostBytes = 12_000_000
const mostKeptBytes = 24_000_000
/** Of all visitors together. */
const mostAtOnce = 2
const nice = 10

export type VoicesDeps = {
  readonly clock: Clock
  readonly places: Places
  readonly settings: Settings
  /** What says it, a file for Node. */
  readonly program: string
}

export class Voices {
  readonly #deps: VoicesDeps
  readonly #stop = new AbortController()
  /** What was said, the longest unused first. */
  readonly #kept = new Map<string, Buffer>()
  readonly #trying = new Map<string, Promise<unknown>>()

  constructor(deps: VoicesDeps) {
    this.#deps = deps
  }

  engines(): EngineOfVoices[] {
    const { speech, voice } = this.#deps.settings.avatar
    const offline = [...hostNames.map(host => ({ voice: host, host })), { voice: 'plain', host: null }]
    const online =
      speech.url === undefined
        ? []
        : [
            {
              engine: `${speech.model}/${voice}`,
              isOffline: false,
              languages,
              voices: [{ voice: 'online', host: null }],
            },
          ]
    return [...online, { engine: 'espeak-ng', isOffline: true, languages, voices: offline }]
  }

  /** A WAV, with the lips that go with it in a chunk of their own. One at a time for each visitor. */
  async say(tried: TriedVoice, visitor: string, signal: AbortSignal): Promise<Buffer> {
    const known = this.engines().flatMap(({ voices }) => voices.map(({ voice }) => voice))
    if (!known.includes(tried.voice))
      throw new Failure(
        'control/not-found',
        `there is no voice ${tried.voice}; name one of ${known.join(', ')}`,
        {
          fault: 'operator',
          remedy: 'stop',
        },
      )
    const key = JSON.stringify([tried.voice, tried.language, tried.text])
    const kept = this.#kept.get(key)
    if (kept !== undefined) return this.#keep(key, kept)
    if (this.#trying.has(visitor) || this.#trying.size >= mostAtOnce)
      throw new Failure('control/too-many', 'a voice is being tried already; try again when it has spoken', {
        fault: 'operator',
        remedy: 'retry',
      })
    const making = this.#made(tried, AbortSignal.any([signal, this.#stop.signal]))
    this.#trying.set(visitor, making)
    try {
      return this.#keep(key, await making)
    } finally {
      this.#trying.delete(visitor)
    }
  }

  #keep(key: string, wav: Buffer): Buffer {
    this.#kept.delete(key)
    this.#kept.set(key, wav)
    let bytes = [...this.#kept.values()].reduce((sum, each) => sum + each.length, 0)
    for (const [oldest, each] of this.#kept) {
      if (bytes <= mostKeptBytes) break
      this.#kept.delete(oldest)
      bytes -= each.length
    }
    return wav
  }

  async #made({ voice, language, text }: TriedVoice, signal: AbortSignal): Promise<Buffer> {
    const { places, clock, program } = this.#deps
    const asked = {
      text,
      language,
      online: voice === 'online' ? this.#online() : null,
      offline: voice === 'online' || voice === 'plain' ? plainOffline : personaOf(voice).voice,
      cacheFolder: join(places.data, 'avatar', 'speech'),
    }
    const [first, args] = leashed(process.execPath, [...workerFlags, program], nice)
    const parts: Buffer[] = []
    let bytes = 0
    let lastLine = ''
    const said = async (inner: AbortSignal) =>
      await runChild(
        {
          program: first,
          args,
          graceMs: 500,
          stdio: ['pipe', 'pipe', 'pipe'],
          onLine: line => {
            lastLine = line.slice(0, 400)
          },
          onSpawn: ({ stdin, stdout }) => {
            stdin?.on('error', () => {}) // it has ended: its end says why
            stdin?.end(JSON.stringify(asked)) // a key goes this way, never by argument
            stdout?.on('data', (part: Buffer) => {
              bytes += part.length
              if (bytes <= mostBytes) parts.push(part)
            })
          },
        },
        clock,
        inner,
      )
    const end = await within(
      clock,
      withinMs,
      said,
      () => silent(`it said nothing for ${withinMs / 1_000} s`),
      signal,
    )
    if (bytes > mostBytes) throw silent('it sent more than a sentence can be')
    if (end.by === 'exit' && end.code === 0 && bytes > 0) return Buffer.concat(parts)
    throw silent(lastLine || 'it ended without a word')
  }

  #online() {
    const { speech, voice } = this.#deps.settings.avatar
    const { url = '', model, keyFile } = speech
    try {
      const key = keyFile === undefined ? '' : readFileSync(keyFile, 'utf8').trim()
      return { url, model, voice, key }
    } catch {
      throw silent(`its key cannot be read from ${keyFile}`)
    }
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('control closes'))
    await Promise.allSettled(this.#trying.values())
  }
}

function silent(why: string): Failure {
  return new Failure('control/voice-silent', `this voice could not say it: ${why}`, {
    fault: 'theirs',
    remedy: 'retry',
  })
}
