// An evening: the whole product, two cameras over RTMP, platforms that keep what they got, and a slate made by FFmpeg.
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mkdirSync, symlinkSync } from 'node:fs'
import { FlvReader } from '#media'
import { HouseRig, pictures } from './house-rig.ts'
import { RtmpClient } from './rtmp-client.ts'
import { type Publish, RudePlatform } from './rude-platform.ts'
import { type CameraPlan, SyntheticCamera } from './synthetic-camera.ts'
import { until } from './until.ts'

const small = { widthPx: 320, heightPx: 180, gopFrames: 30, frameBytes: 2_000 } as const
/** Slates of tests that ran before: they are made by FFmpeg once. */
const slates = join(tmpdir(), 'changming-test-slates')

/** A camera on a real connection that it makes anew whenever it is told to publish. */
export class RtmpCamera {
  readonly made: SyntheticCamera
  readonly #port: number
  readonly #key: string
  #client: RtmpClient | undefined
  #pump: NodeJS.Timeout | undefined

  constructor(plan: CameraPlan, mark: number, to: { port: number; key: string }) {
    this.made = new SyntheticCamera({ ...small, ...plan }, mark)
    this.#port = to.port
    this.#key = to.key
  }

  /** Connects, publishes and sends in real time. */
  async publish(clockMs?: number): Promise<void> {
    this.stop()
    const client = await until('the camera is live', async () => (await this.#connect()) ?? false)
    let reader = newReader(client)
    this.made.attach({
      onBytes: bytes => {
        if (bytes.toString('latin1', 0, 3) === 'FLV') reader = newReader(client)
        reader.push(bytes)
      },
      onEnd: () => client.socket.destroy(),
    })
    this.made.publish(performance.now(), clockMs)
    this.#pump = setInterval(() => this.made.run(performance.now()), 5)
  }

  /** Undefined where the front door has not been told of the key yet: an encoder tries again. */
  async #connect(): Promise<RtmpClient | undefined> {
    const client = new RtmpClient({ port: this.#port, key: this.#key })
    this.#client = client
    await until('the front door answers', () => client.isLive || client.isEnded)
    if (client.isLive) return client
    const said = client.refusal?.description ?? 'closed'
    if (said.includes('belongs to no feed')) return undefined
    throw new Error(`refused: ${said}`)
  }

  /** Its connection is reset, as when the machine dies. */
  stop(): void {
    clearInterval(this.#pump)
    this.made.detach()
    this.#client?.socket.resetAndDestroy()
    this.#client = undefined
  }
}

function newReader(client: RtmpClient): FlvReader {
  return new FlvReader(tag => client.send([tag]), { maxTagBytes: 1_000_000 })
}

export class Evening {
  readonly house: HouseRig
  readonly platforms: readonly RudePlatform[]
  readonly cameras: Record<string, RtmpCamera> = {}

  private constructor(house: HouseRig, platforms: readonly RudePlatform[]) {
    this.house = house
    this.platforms = platforms
  }

  /** On air from the first camera, to two platforms, the slate ready. */
  static async open(plan: {
    cameras: readonly CameraPlan[]
    settings?: Record<string, string>
  }): Promise<Evening> {
    const platforms = [await RudePlatform.open(), await RudePlatform.open()]
    const house = await HouseRig.open({ hasCamera: false, settings: plan.settings ?? {} })
    const evening = new Evening(house, platforms)
    mkdirSync(slates, { recursive: true })
    mkdirSync(join(house.product.folder, 'slates'), { mode: 0o700 })
    symlinkSync(slates, join(house.product.folder, 'slates', 'made'))
    for (const [i, camera] of plan.cameras.entries()) {
      const path = camera.name === 'camera-a' ? '/api/feeds/camera-a/key' : `/api/feeds/${camera.name}`
      const method = camera.name === 'camera-a' ? 'POST' : 'PUT'
      const { streamKey } = await house.product.api(method, path, { kind: 'rtmp' })
      const to = { port: house.product.rtmpPort, key: streamKey }
      evening.cameras[camera.name] = new RtmpCamera(camera, i + 1, to)
    }
    const feeds = plan.cameras.map(({ name }) => name)
    const [douyin, kuaishou] = platforms.map(({ url }, i) => [{ url, key: `tonight-${i}` }])
    const slate = { design: 'plain', motion: 'still', sound: 'silent' }
    await house.plan('evening', { douyin: douyin ?? [], kuaishou: kuaishou ?? [] }, {}, { feeds, slate })
    return evening
  }

  camera(name: string): RtmpCamera {
    const camera = this.cameras[name]
    if (camera === undefined) throw new Error(`there is no ${name}`)
    return camera
  }

  /** All cameras publish, the broadcast is started, and the slate is ready. */
  async begin(): Promise<void> {
    for (const camera of Object.values(this.cameras)) await camera.publish()
    await this.house.start('evening')
    await this.house.untilCarrying('evening')
    await until(
      'the slate is ready',
      async () => (await this.house.events()).some(({ kind }) => kind === 'slate-ready'),
      30_000,
    )
    await this.pass(1_500)
  }

  /** Until as much media more has come to the first platform. */
  async pass(ms: number): Promise<void> {
    const [platform] = this.platforms
    const now = () => pictures(platform?.publishes.at(-1)).at(-1)?.dtsMs ?? 0
    const fromMs = now()
    await until(`${ms} ms more`, () => now() >= fromMs + ms, ms * 3 + 15_000)
  }

  async program(): Promise<any> {
    const { programs } = await this.house.product.api('GET', '/api/broadcasts/evening')
    return programs[0]
  }

  async untilOnAir(name: string, withinMs = 20_000): Promise<void> {
    const broken = () => JSON.stringify(this.seen())
    await until(`${name} is on air`, async () => (await this.program())?.onAir === name, withinMs).catch(
      error => {
        throw new Error(`${error}: ${broken()}`)
      },
    )
  }

  take(feed: string): Promise<unknown> {
    return this.house.product.api('POST', '/api/broadcasts/evening/take', { feed })
  }

  release(): Promise<unknown> {
    return this.house.product.api('POST', '/api/broadcasts/evening/release', {})
  }

  /** What each platform's viewers saw, from `fromMs` (performance.now()) on. */
  seen(fromMs = 0): SeenByViewers[] {
    return this.platforms.map(platform => seenIn(platform, fromMs))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const camera of Object.values(this.cameras)) camera.stop()
    await this.house[Symbol.asyncDispose]()
    for (const platform of this.platforms) await platform[Symbol.asyncDispose]()
  }
}

export type SeenByViewers = {
  readonly publishes: number
  /** Steps back of picture or sound, each by itself. */
  readonly stepsBack: number
  readonly largestHoleMs: { readonly video: number; readonly audio: number }
  /** The longest time in which no picture came. */
  readonly silenceMs: number
  /** Whose pictures came, in order; 0 is the slate. */
  readonly sources: readonly number[]
}

function seenIn({ publishes }: RudePlatform, fromMs: number): SeenByViewers {
  const of = (kind: 'video' | 'audio') =>
    publishes.map(each => each.frames.filter(frame => frame.kind === kind && !frame.isConfig))
  const steps = (frames: Publish['frames']) =>
    frames.slice(1).map((frame, i) => ({ ms: frame.dtsMs - (frames[i]?.dtsMs ?? 0), atMs: frame.atMs }))
  const holes = (kind: 'video' | 'audio') =>
    Math.max(
      0,
      ...of(kind)
        .flatMap(steps)
        .filter(({ atMs }) => atMs >= fromMs)
        .map(({ ms }) => ms),
    )
  const video = of('video').flat()
  const times = [...video.map(({ atMs }) => atMs).filter(ms => ms >= fromMs - 200), performance.now()]
  const sources = video.filter(({ atMs }) => atMs >= fromMs).map(({ source }) => source)
  return {
    publishes: publishes.length,
    stepsBack: [...of('video'), ...of('audio')].flatMap(steps).filter(({ ms }) => ms <= 0).length,
    largestHoleMs: { video: holes('video'), audio: holes('audio') },
    silenceMs: Math.max(...times.map((ms, i) => ms - (times[i - 1] ?? ms))),
    sources: sources.filter((source, i) => source !== sources[i - 1]),
  }
}
