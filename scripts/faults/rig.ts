// Everything that faults are acted on: the product, its broadcasts, a Prometheus, a listener, and somebody to be told.
import { createServer, type Server } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Incident } from '#monitoring'
import { awaited } from '../bench/waiting.ts'
import { type Product, startProduct } from '../product.ts'
import { keyMark, Lane, type LanePlan } from './lane.ts'
import { Listener } from './listener.ts'
import { Prometheus } from './prometheus.ts'

/** An incident is counted once it has been over for 5 s. */
const countedWithinMs = 10_000

export type RigPlan = {
  readonly lanes: readonly LanePlan[]
  readonly signal: AbortSignal
  readonly say: (sentence: string) => void
}

export class Rig {
  readonly product: Product
  readonly lanes: readonly Lane[]
  readonly prometheus: Prometheus
  readonly listener: Listener
  readonly told: ToldPeople

  private constructor(whole: Pick<Rig, 'product' | 'lanes' | 'prometheus' | 'listener' | 'told'>) {
    this.product = whole.product
    this.lanes = whole.lanes
    this.prometheus = whole.prometheus
    this.listener = whole.listener
    this.told = whole.told
  }

  static async open(stage: AsyncDisposableStack, plan: RigPlan): Promise<Rig> {
    const { signal, say } = plan
    say('starting the product and its platforms …')
    const product = await startProduct({ CHANGMING_RELAY_CONTENT_PROBES: 'false' })
    stage.defer(() => product.stop())
    const told = stage.use(await ToldPeople.open(product))
    const listener = new Listener(product)
    const listening = new AbortController()
    const hearing = listener.run(AbortSignal.any([signal, listening.signal]))
    stage.defer(async () => {
      listening.abort()
      await hearing
    })
    const prometheus = await Prometheus.start(stage, product.httpPort, signal)
    const lanes: Lane[] = []
    for (const each of plan.lanes) lanes.push(await Lane.open(stage, product, each))
    for (const lane of lanes) await lane.untilWell(signal)
    return new Rig({ product, lanes, prometheus, listener, told })
  }

  async incidentsSince(atMs: number): Promise<Incident[]> {
    const { incidents } = await this.product.api('GET', `/api/incidents?since=${Math.round(atMs)}`)
    return incidents
  }

  /** Every incident that was opened and has not become part of another. */
  async incidents(): Promise<Incident[]> {
    const all: Incident[] = []
    for (const id of this.listener.heardMs.keys())
      all.push(await this.product.api('GET', `/api/incidents/${id}`))
    return all.filter(({ mergedInto }) => mergedInto === null)
  }

  /** How many Prometheus has seen counted, once those that were over a moment ago must be. */
  async counted(incidents: readonly Incident[]): Promise<number> {
    const look = () => this.prometheus.value('sum(changming_incident_detection_seconds_count)')
    const areAll = async () => (await look()) === incidents.length || undefined
    await awaited(areAll, countedWithinMs, new AbortController().signal) // short: a run that was stopped reports too
    return await look()
  }

  /** Looks for keys in the bundle of every incident, and in everything that people were told. */
  async search(): Promise<Searched> {
    const ids = [...this.listener.heardMs.keys()]
    const { messages } = this.told
    let keys = messages.filter(each => each.includes(keyMark)).length
    for (const id of ids) {
      const bundle = await this.product.api('GET', `/api/incidents/${id}/bundle`)
      if (JSON.stringify(bundle).includes(keyMark)) keys++
    }
    return { bundles: ids.length, messages: messages.length, keys }
  }
}

/** How many things were searched, and in how many of them a key was found. */
export type Searched = { readonly bundles: number; readonly messages: number; readonly keys: number }

/** Whoever is told of incidents, with all that was said. */
export class ToldPeople {
  readonly messages: string[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      let text = ''
      request.setEncoding('utf8').on('data', piece => (text += piece))
      request.on('end', () => {
        this.messages.push(`${JSON.stringify(request.headers)}\n${text}`)
        response.end()
      })
    })
  }

  static async open(product: Product): Promise<ToldPeople> {
    const told = new ToldPeople()
    told.#server.listen(0, '127.0.0.1')
    await once(told.#server, 'listening')
    const { port } = told.#server.address() as AddressInfo
    await product.api('PUT', '/api/receivers/matrix', {
      platform: 'http',
      language: 'both',
      url: `http://127.0.0.1:${port}/`,
      secret: `${keyMark}secret`,
    })
    return told
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}
