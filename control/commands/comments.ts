// Commands on viewers' comments that a host feed shows: through the gate first, then to the worker that plays it.
import { randomBytes } from 'node:crypto'
import { commentBeside } from '#avatar'
import type { Places } from '#core/places.ts'
import { Mistakes } from '../rules/mistakes.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import { type Beside, hostFeed, playingScript, told } from './beside-script.ts'

export type WantedComment = {
  readonly feed: string
  readonly author: string
  readonly text: string
  /** For how long it is shown. */
  readonly seconds: number
  /** Of the script that plays: sums may be named of it; null for none. */
  readonly product: string | null
  readonly by: string
}
export type AcceptedComment = { readonly id: string; readonly author: string; readonly text: string }

export class CommentCommands {
  readonly #deps: Beside & { readonly places: Places }
  readonly #link: WorkerLink

  constructor(deps: Beside & { readonly places: Places }) {
    this.#deps = deps
    this.#link = new WorkerLink(deps.places, 'avatar')
  }

  /** Shows it from the next scene on. Throws what the gate has against its words, with what to write instead. */
  async show(wanted: WantedComment, signal: AbortSignal): Promise<AcceptedComment> {
    const { feed, seconds, by } = wanted
    const script = playingScript(hostFeed(this.#deps.store, feed), this.#deps)
    const beside = commentBeside(script, wanted.author, wanted.text, wanted.product)
    if (!beside.passes)
      throw new Mistakes(beside.why.map(({ field, en, zh }) => ({ field, detail: en, detailZh: zh })))
    const { author, text } = beside
    const id = randomBytes(6).toString('hex')
    await told(this.#link.showComment(feed, { id, author, text, seconds, by }, signal))
    return { id, author, text }
  }

  async takeBack(feed: string, id: string, signal: AbortSignal): Promise<void> {
    hostFeed(this.#deps.store, feed)
    await told(this.#link.takeCommentBack(feed, id, signal))
  }
}
