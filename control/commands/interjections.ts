// Commands on what a host says beside its script: through the gate first, then to the worker that plays it.
import { randomBytes } from 'node:crypto'
import { sentenceBeside } from '#avatar'
import type { Places } from '#core/places.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { StoredHost } from '../store/feed-store.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import { type Beside, hostFeed, playingScript, told } from './beside-script.ts'

export type InterjectionDeps = Beside & { readonly places: Places }

export type WantedInterjection = {
  readonly feed: string
  readonly text: string
  /** Of the script that plays; null for nothing for sale. */
  readonly product: string | null
  readonly by: string
}

export class InterjectionCommands {
  readonly #deps: InterjectionDeps
  readonly #link: WorkerLink

  constructor(deps: InterjectionDeps) {
    this.#deps = deps
    this.#link = new WorkerLink(deps.places, 'avatar')
  }

  /** Has the host say it at the end of the present sentence. Throws what the gate has against it, with what to write instead. */
  async say(
    { feed, text, product, by }: WantedInterjection,
    signal: AbortSignal,
  ): Promise<{ id: string; text: string }> {
    const beside = this.#passed(hostFeed(this.#deps.store, feed), text, product)
    const id = randomBytes(6).toString('hex')
    await told(this.#link.interject(feed, { id, by, ...beside }, signal))
    return { id, text: beside.text }
  }

  async takeBack(feed: string, id: string, signal: AbortSignal): Promise<void> {
    hostFeed(this.#deps.store, feed)
    await told(this.#link.takeBack(feed, id, signal))
  }

  #passed(feed: StoredHost, text: string, product: string | null) {
    const beside = sentenceBeside(playingScript(feed, this.#deps), text, product)
    if (!beside.passes)
      throw new Mistakes(beside.why.map(({ en, zh }) => ({ field: 'text', detail: en, detailZh: zh })))
    const { passes: _, ...passed } = beside
    return passed
  }
}
