// Pages a person about the drill's first incident, through the product's own receivers, and counts until somebody takes notice.
import { setTimeout as delay } from 'node:timers/promises'
import { drillLimits, type Paging } from '#monitoring'
import { awaited } from '../bench/waiting.ts'
import { incidentsSince, type Instance } from './instance.ts'

/** As `PUT /api/receivers/…` takes it, url and secret included. */
export type Receiver = Readonly<Record<string, unknown>>

const receiver = '/api/receivers/drill'
const toldWithinMs = 30_000
const lookEveryMs = 250

export class Pager {
  readonly #instance: Instance
  #by: string | null = null

  constructor(instance: Instance) {
    this.#instance = instance
  }

  /** Who takes notice; the first one counts. */
  acknowledge(by: string): void {
    this.#by ??= by
  }

  /** Tells the receiver of the first incident only; resolves when it is acknowledged, or the time for that is over. */
  async page(body: Receiver, signal: AbortSignal): Promise<Paging> {
    const { product } = this.#instance
    const sinceMs = Date.now()
    await product.api('PUT', receiver, { ...body, severities: ['note', 'warning', 'severe'] })
    const first = async () => (await this.#incidents(sinceMs)).at(-1)
    const incident = await awaited(first, drillLimits.acknowledgedMs, signal, lookEveryMs)
    if (incident === undefined) return { tookMs: null, by: null }
    await awaited(() => this.#hasTold(), toldWithinMs, signal, lookEveryMs)
    await product.api('DELETE', receiver) // one page is enough: no other fault of the drill is told
    const untilMs = incident.openedMs + drillLimits.acknowledgedMs
    while (this.#by === null && Date.now() < untilMs) {
      const seen = (await this.#incidents(sinceMs)).find(({ id }) => id === incident.id)
      if (seen?.acknowledgedMs != null)
        return { tookMs: seen.acknowledgedMs - incident.openedMs, by: seen.acknowledgedBy }
      await delay(lookEveryMs, undefined, { signal })
    }
    if (this.#by === null) return { tookMs: null, by: null }
    const tookMs = Date.now() - incident.openedMs
    await product.api('POST', `/api/incidents/${incident.id}/acknowledge`).catch(() => {}) // counted all the same
    return { tookMs, by: this.#by }
  }

  async #incidents(sinceMs: number) {
    return await incidentsSince(this.#instance, sinceMs).catch(() => []) // control may be away: that is acted too
  }

  async #hasTold(): Promise<true | undefined> {
    const { deliveredMs } = await this.#instance.product
      .api('GET', receiver)
      .catch(() => ({ deliveredMs: null }))
    return deliveredMs === null ? undefined : true
  }
}
