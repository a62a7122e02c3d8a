// Listens to a broadcast's events as an operator's page does: every move of its legs, and when it was shown.
import type { Product } from '../product.ts'
import { awaited, sharedMs } from './waiting.ts'

export type LegMove = {
  readonly destination: string
  readonly to: string
  readonly cause: string | null
  /** When the worker noted it, wall clock. */
  readonly atMs: number
  /** When we were told, `sharedMs`. */
  readonly shownAtMs: number
}

type HouseEvent = {
  kind: string
  atMs: number
  detail: { destination: string; to: string; cause: string | null }
}

export class LegMoves {
  readonly #moves: LegMove[] = []

  /** Hears from now on; ends with the stage. */
  static async open(stage: AsyncDisposableStack, product: Product, broadcast: string): Promise<LegMoves> {
    const moves = new LegMoves()
    const over = new AbortController()
    stage.defer(() => over.abort())
    const answer = await fetch(`http://127.0.0.1:${product.httpPort}/api/broadcasts/${broadcast}/events`, {
      headers: { authorization: `Bearer ${product.token}` },
      signal: over.signal,
    })
    if (!answer.ok || answer.body === null) throw new Error(`no events: ${answer.status}`)
    void moves.#read(answer.body).catch(() => {}) // over: the stage is being cleared, or waits below will say what is missing
    return moves
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true })
      const whole = text.split('\n\n')
      text = whole.pop() ?? ''
      for (const each of whole) this.#hear(/^data: (.*)$/m.exec(each)?.[1])
    }
  }

  #hear(data: string | undefined): void {
    if (data === undefined) return
    const { kind, atMs, detail } = JSON.parse(data) as HouseEvent
    if (kind === 'leg-state') this.#moves.push({ ...detail, atMs, shownAtMs: sharedMs() })
  }

  /** The first move of that kind shown after `fromMs` (`sharedMs`); undefined when there is none within `ms`. */
  async first(
    wanted: { destination: string; to: string; fromMs: number },
    ms: number,
    signal: AbortSignal,
  ): Promise<LegMove | undefined> {
    const isWanted = (move: LegMove) =>
      move.destination === wanted.destination && move.to === wanted.to && move.shownAtMs >= wanted.fromMs
    return await awaited(() => this.#moves.find(isWanted), ms, signal)
  }
}
