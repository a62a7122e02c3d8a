// Drafts of scripts by a language model, where the settings name one: few at a time, with a deadline, its key never told.
import { draftScript, type Product, type Script, type tones } from '#avatar'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { Secret } from '#core/secret.ts'
import type { Settings } from '../settings.ts'
import { readPrivate } from '../vault.ts'
import { notReady } from './refusals.ts'

export type DraftWish = {
  readonly name: string
  readonly language: Script['language']
  readonly tone: (typeof tones)[number]
  readonly products: readonly Product[]
  /** How long it shall take to say. */
  readonly minutes: number
}

const mostAtOnce = 2
/** A sentence of 10 to 40 Hanzi or words. */
const secondsPerSentence = 7

export class Drafting {
  readonly #settings: Settings['avatar']['draft']
  readonly #deps: { readonly clock: Clock; readonly log: Log }
  #running = 0

  constructor(settings: Settings['avatar']['draft'], deps: { readonly clock: Clock; readonly log: Log }) {
    this.#settings = settings
    this.#deps = deps
  }

  /** The model that is asked; null where none is configured. */
  get model(): string | null {
    return this.#settings.url === undefined ? null : this.#settings.model
  }

  /** A draft that has passed the gate. A person must read it before it is spoken. */
  async draft({ minutes, ...wish }: DraftWish, signal: AbortSignal): Promise<Script> {
    const { url: baseUrl, model, withinMs, keyFile } = this.#settings
    if (baseUrl === undefined)
      throw notReady(
        'no language model is configured: set avatar.draft.url (CHANGMING_AVATAR_DRAFT_URL) to an OpenAI-compatible endpoint, and start control again',
      )
    if (this.#running >= mostAtOnce)
      throw new Failure('control/too-many', `${mostAtOnce} drafts are being written; wait for one`, {
        fault: 'operator',
        remedy: 'retry',
      })
    const key =
      keyFile === undefined ? null : new Secret(readPrivate(keyFile, 'key of the language model').trim())
    const late = () =>
      new Failure(
        'control/draft-late',
        `the language model took longer than ${withinMs / 1_000} s; try again`,
        {
          fault: 'theirs',
          remedy: 'retry',
        },
      )
    const sentences = Math.round((minutes * 60) / secondsPerSentence / Math.max(1, wish.products.length))
    const brief = { ...wish, sentencesPerProduct: Math.min(40, Math.max(2, sentences)) }
    const { clock, log } = this.#deps
    this.#running += 1
    const startedMs = clock.nowMs()
    try {
      const work = (over: AbortSignal) => draftScript(brief, { baseUrl, model, key }, over)
      return await within(clock, withinMs, work, late, signal)
    } finally {
      this.#running -= 1
      log.info({ model, tookMs: Math.round(clock.nowMs() - startedMs) }, 'control/draft-ended')
    }
  }
}
