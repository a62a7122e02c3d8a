// The hosts' voices: one for each host, made of what the operator has and of the voice that always works.
import { join } from 'node:path'
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import type { AvatarDesired } from '../desired.ts'
import type { ReferenceVoice } from '../lips/index.ts'
import { personaOf } from '../casting.ts'
import { type Engine, makeVoice, openOffline, plainOffline, type Voice } from '../speech/index.ts'

export type SpeechMeans = Pick<AvatarDesired, 'speech' | 'voice'>

const cacheBytes = 500_000_000

export class Voices {
  readonly #deps: { readonly clock: Clock; readonly log: Log; readonly folder: string }
  readonly #voices = new Map<string, Voice>()
  readonly #reference: Engine
  #means: SpeechMeans = { speech: null, voice: '' }

  constructor(deps: { readonly clock: Clock; readonly log: Log; readonly folder: string }) {
    this.#deps = deps
    this.#reference = openOffline(plainOffline, deps)
  }

  /** Says the words that lips are aligned by. */
  get reference(): ReferenceVoice {
    return this.#reference
  }

  /** What speaks from now on; sentences under way end as they began. */
  setMeans(means: SpeechMeans): void {
    if (JSON.stringify(means) === JSON.stringify(this.#means)) return
    this.#means = means
    const before = [...this.#voices.values()]
    this.#voices.clear()
    for (const voice of before) void voice.close()
  }

  of(host: string): Voice {
    const known = this.#voices.get(host)
    if (known !== undefined) return known
    const { speech, voice: name } = this.#means
    const online =
      speech === null
        ? []
        : [
            {
              baseUrl: speech.url,
              model: speech.model,
              voice: name,
              key: speech.key === '' ? null : new Secret(speech.key),
            },
          ]
    const cache = { folder: join(this.#deps.folder, 'speech'), mostBytes: cacheBytes }
    const voice = makeVoice(
      { online, offline: personaOf(host).voice, cache },
      { ...this.#deps, random: Math.random },
    )
    this.#voices.set(host, voice)
    return voice
  }

  async close(): Promise<void> {
    await Promise.all([this.#reference.close(), ...[...this.#voices.values()].map(voice => voice.close())])
  }
}
