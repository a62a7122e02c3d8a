// The whole product, all processes, with a camera in real time and platforms on real sockets; everything reaped afterwards.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { identityOf, type ProcessIdentity } from '#core/process-identity.ts'
import { type Product, startProduct } from '../../scripts/product.ts'
import { RtmpClient } from './rtmp-client.ts'
import type { Publish, RudePlatform } from './rude-platform.ts'
import { syntheticFrames, syntheticHeaders } from './synthetic-feed.ts'
import { until } from './until.ts'

const mainFile = fileURLToPath(new URL('../../main.ts', import.meta.url))
const frameMs = 33

/** An encoder that connects again by itself, each time with a clock that begins at 0. */
export class RealTimeCamera {
  connects = 0
  readonly #plan: { port: number; key: string }
  #client: RtmpClient | undefined
  #pump: NodeJS.Timeout | undefined
  #isOver = false

  constructor(plan: { port: number; key: string }) {
    this.#plan = plan
    this.#connect()
  }

  #connect(): void {
    const client = new RtmpClient(this.#plan)
    this.#client = client
    let startMs: number | undefined
    let sent = 0
    this.#pump = setInterval(() => {
      if (!client.isLive) return
      if (startMs === undefined) {
        startMs = performance.now()
        this.connects += 1
        client.send(syntheticHeaders())
      }
      const due = Math.floor((performance.now() - startMs) / frameMs) + 1
      client.send(
        syntheticFrames({
          frames: due - sent,
          fromMs: sent * frameMs,
          firstFrame: sent,
          gopFrames: 15,
          kbps: 800,
        }),
      )
      sent = due
    }, 20)
    void client.ended.then(() => {
      clearInterval(this.#pump)
      client[Symbol.dispose]()
      if (!this.#isOver) setTimeout(() => this.#isOver || this.#connect(), 100)
    })
  }

  [Symbol.dispose](): void {
    this.#isOver = true
    clearInterval(this.#pump)
    this.#client?.[Symbol.dispose]()
  }
}

export type HouseEvent = {
  id: string
  broadcast: string | null
  kind: string
  detail: Record<string, unknown>
}
type Address = { url: string; key: string }

export class HouseRig {
  readonly product: Product
  /** The publishing key of camera-a. */
  readonly feedKey: string
  readonly #cameras: RealTimeCamera[] = []

  private constructor(product: Product, feedKey: string) {
    this.product = product
    this.feedKey = feedKey
  }

  /** The product with the feed camera-a; by default with a camera on it. */
  static async open(
    plan: { settings?: Record<string, string>; hasCamera?: boolean } = {},
  ): Promise<HouseRig> {
    const settings = {
      CHANGMING_RELAY_BACKOFF_FIRST_MS: '200',
      CHANGMING_RELAY_BACKOFF_MAX_MS: '1000',
      ...plan.settings,
    }
    const product = await startProduct(settings)
    const { streamKey } = await product.api('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
    const rig = new HouseRig(product, streamKey)
    if (plan.hasCamera !== false) rig.camera(streamKey)
    return rig
  }

  camera(key: string): RealTimeCamera {
    const camera = new RealTimeCamera({ port: this.product.rtmpPort, key })
    this.#cameras.push(camera)
    return camera
  }

  /** Plans a broadcast, gives every destination its addresses, wishes it on. */
  async plan(
    name: string,
    destinations: Record<string, Address[]>,
    more: Record<string, unknown> = {},
    broadcast: Record<string, unknown> = {},
  ): Promise<void> {
    await this.product.api('PUT', `/api/broadcasts/${name}`, {
      feeds: ['camera-a'],
      slate: null,
      ...broadcast,
      destinations: Object.keys(destinations).map(each => ({ name: each, platform: 'rtmp', ...more })),
    })
    for (const [destination, endpoints] of Object.entries(destinations))
      await this.putEndpoints(name, destination, endpoints)
  }

  putEndpoints(broadcast: string, destination: string, endpoints: Address[]): Promise<unknown> {
    const path = `/api/broadcasts/${broadcast}/destinations/${destination}/endpoints`
    return this.product.api('PUT', path, endpoints)
  }

  async start(name: string): Promise<void> {
    await this.product.api('POST', `/api/broadcasts/${name}/start`, {})
  }

  /** What was answered, whatever it was. */
  async ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; json: any; text: string; headers: Headers }> {
    const { httpPort, token } = this.product
    const answer = await fetch(`http://127.0.0.1:${httpPort}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json = /^[[{]/.test(text) ? JSON.parse(text) : undefined
    return { status: answer.status, json, text, headers: answer.headers }
  }

  async leg(broadcast: string, destination: string): Promise<any> {
    const { legs } = await this.product.api('GET', `/api/broadcasts/${broadcast}`)
    return legs.find((each: { destination: string }) => each.destination === destination)
  }

  async untilLeg(broadcast: string, destination: string, at: string, withinMs = 20_000): Promise<any> {
    let seen: any
    const look = async () => {
      seen = await this.leg(broadcast, destination)
      return seen?.state.at === at ? seen : undefined
    }
    return await until(`${destination} is ${at}`, look, withinMs).catch(error => {
      throw new Error(`${error}; it is ${JSON.stringify(seen)}`)
    })
  }

  /** Every leg carries. */
  async untilCarrying(broadcast: string, withinMs = 20_000): Promise<any> {
    return await until(
      `${broadcast} carries`,
      async () => {
        const seen = await this.product.api('GET', `/api/broadcasts/${broadcast}`)
        return seen.legs.every((leg: any) => leg.state.at === 'carrying') ? seen : undefined
      },
      withinMs,
    )
  }

  /** Every event there is, as a listener hears them who comes for the first time. */
  async events(): Promise<HouseEvent[]> {
    const stop = new AbortController()
    const answer = await fetch(`http://127.0.0.1:${this.product.httpPort}/api/events?after=0`, {
      headers: { authorization: `Bearer ${this.product.token}` },
      signal: stop.signal,
    })
    let text = ''
    const decoder = new TextDecoder()
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(piece, { stream: true })
      const last = /^: the last event is (\d+)$/m.exec(text)?.[1]
      const ids = [...text.matchAll(/^id: (\d+)\ndata: .*\n\n/gm)].map(([, id]) => Number(id))
      if (last !== undefined && (ids.at(-1) ?? 0) >= Number(last)) break
    }
    stop.abort()
    return [...text.matchAll(/^data: (.*)$/gm)].map(([, line]) => JSON.parse(line ?? ''))
  }

  /** Every sample of /metrics by its name and labels. */
  async metrics(): Promise<Map<string, number>> {
    const { text } = await this.ask('GET', '/metrics')
    const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
    return new Map(
      lines.map(line => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
    )
  }

  /** Who runs now, each with its start time: a pid alone would be reused. */
  processes(): Record<string, ProcessIdentity> {
    return Object.fromEntries(
      Object.entries(this.product.pids()).map(([name, pid]) => [name, identityOf(pid)]),
    )
  }

  /** `npm run stop`; what it printed. */
  async stopEverything(): Promise<string> {
    const env = { PATH: process.env.PATH, CHANGMING_DATA: this.product.folder }
    const child = spawn(process.execPath, [mainFile, '--stop'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    let said = ''
    child.stdout.on('data', text => (said += text))
    await new Promise(resolve => child.once('close', resolve))
    return said
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const camera of this.#cameras) camera[Symbol.dispose]()
    await this.product.stop()
  }
}

/** The pictures of a publish, in the order they came. */
export function pictures(publish: Publish | undefined) {
  return publish?.frames.filter(frame => frame.kind === 'video' && !frame.isConfig) ?? []
}

/** Whether a platform gets something new from now on. */
export async function untilMorePictures(platform: RudePlatform, withinMs = 10_000): Promise<void> {
  const before = pictures(platform.publishes.at(-1)).length
  await until('more pictures come', () => pictures(platform.publishes.at(-1)).length > before + 5, withinMs)
}

/** How far sound may come behind pictures that are older: cameras interleave them no closer. */
const interleavedMs = 40

/** Timestamps that run backwards within a track, or behind the other one by more than cameras do, as a platform sees them. */
export function backwardSteps(publish: Publish | undefined): number {
  const times = publish?.frames.filter(frame => !frame.isConfig && frame.kind !== 'script') ?? []
  const last = { audio: -Infinity, video: -Infinity, script: -Infinity }
  return times.filter(({ kind, dtsMs }) => {
    const isBackward = dtsMs < last[kind] || dtsMs < Math.max(last.audio, last.video) - interleavedMs
    last[kind] = dtsMs
    return isBackward
  }).length
}

/** The longest time nothing came, after `fromMs` (performance.now()), until now or the publish's end. */
export function longestSilenceMs(publish: Publish | undefined, fromMs = 0): number {
  const endMs = publish?.closedAtMs ?? performance.now()
  const atMs = [...(publish?.frames.map(frame => frame.atMs).filter(ms => ms >= fromMs) ?? []), endMs]
  return Math.max(...atMs.map((ms, i) => ms - (atMs[i - 1] ?? ms)))
}
