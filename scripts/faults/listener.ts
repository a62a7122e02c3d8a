// Listens to the house's events as a page does, through every restart of control: when each incident was heard of.
import { setTimeout as delay } from 'node:timers/promises'
import type { Product } from '../product.ts'

type HouseEvent = {
  readonly id: string
  readonly kind: string
  readonly detail: { readonly incident?: string }
}

const againAfterMs = 100

export class Listener {
  readonly #product: Product
  /** When each incident was heard of as it was opened, wall clock; null where that was while nobody listened. */
  readonly heardMs = new Map<string, number | null>()
  #lastId = '0'
  /** Events up to this one happened before we listened. */
  #oldId = 0

  constructor(product: Product) {
    this.#product = product
  }

  /** Until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#listen(signal).catch(() => {}) // control is away: it is asked again
      await delay(againAfterMs, undefined, { signal }).catch(() => {}) // over
    }
  }

  async #listen(signal: AbortSignal): Promise<void> {
    const { httpPort, token } = this.#product
    const answer = await fetch(`http://127.0.0.1:${httpPort}/api/events`, {
      headers: { authorization: `Bearer ${token}`, 'last-event-id': this.#lastId },
      signal,
    })
    if (!answer.ok || answer.body === null) return
    const decoder = new TextDecoder()
    let text = ''
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true })
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const each of whole) this.#hear(each)
    }
  }

  #hear(text: string): void {
    const greeting = /^: the last event is (\d+)$/m.exec(text)?.[1]
    if (greeting !== undefined) this.#oldId = Number(greeting)
    const data = /^data: (.*)$/m.exec(text)?.[1]
    if (data === undefined) return
    const { id, kind, detail } = JSON.parse(data) as HouseEvent
    this.#lastId = id
    if (kind !== 'incident-opened' || detail.incident === undefined) return
    this.heardMs.set(detail.incident, Number(id) <= this.#oldId ? null : Date.now())
  }
}
