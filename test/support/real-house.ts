// The whole product with feeds and a broadcast, for tests with real programs around it.
import { type Product, startProduct } from '../../scripts/product.ts'
import { until } from './until.ts'

export type Endpoint = { readonly url: string; readonly key: string }
export type Destination = {
  readonly name: string
  readonly platform?: string
  readonly carrier?: 'rtmp' | 'ffmpeg'
  readonly without?: readonly string[]
  readonly endpoints: readonly Endpoint[]
}

// biome-ignore lint: a leg as the API shows it
export type Leg = any

/** What of a broadcast's plan differs from one camera, `camera-a`, and everything else as it comes. */
export type BroadcastPlan = { readonly feeds?: readonly string[] } & Readonly<Record<string, unknown>>

export type House = {
  readonly product: Product
  /** Publish the first feed to this. */
  readonly publishUrl: string
  /** Of the first feed. */
  readonly streamKey: string
  /** Publish a feed to this. */
  publishUrlOf(feed: string): string
  leg(destination: string): Promise<Leg>
  /** What the broadcast's one program, or that of a name, shows: a feed, `slate` or nothing. */
  onAir(program?: string): Promise<string | null>
  /** Resolves when each destination's leg carries. */
  allCarrying(withinMs?: number): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts the product with a broadcast named `evening` and its feeds. */
export async function openHouse(
  stage: AsyncDisposableStack,
  destinations: readonly Destination[],
  settings: Record<string, string> = {},
  { feeds = ['camera-a'], ...plan }: BroadcastPlan = {},
): Promise<House> {
  const product = await startProduct(settings)
  stage.defer(() => product.stop())
  const keys = new Map<string, string>()
  for (const feed of feeds)
    keys.set(feed, (await product.api('PUT', `/api/feeds/${feed}`, { kind: 'rtmp' })).streamKey)
  const publishUrlOf = (feed: string) => `rtmp://127.0.0.1:${product.rtmpPort}/live/${keys.get(feed)}`
  await product.api('PUT', '/api/broadcasts/evening', {
    ...plan,
    feeds,
    destinations: destinations.map(({ name, platform = 'rtmp', carrier = 'rtmp', without = [] }) => ({
      name,
      platform,
      carrier,
      without,
    })),
  })
  for (const { name, endpoints } of destinations)
    await product.api('PUT', `/api/broadcasts/evening/destinations/${name}/endpoints`, endpoints)
  const evening = async () => product.api('GET', '/api/broadcasts/evening')
  const legs = async (): Promise<Leg[]> => (await evening()).legs
  return {
    product,
    publishUrl: publishUrlOf(feeds[0] as string),
    streamKey: keys.get(feeds[0] as string) as string,
    publishUrlOf,
    onAir: async (name = 'main') => {
      const { programs } = (await evening()) as { programs: { name: string; onAir: string | null }[] }
      return programs.find(program => program.name === name)?.onAir ?? null
    },
    leg: async destination => (await legs()).find(leg => leg.destination === destination),
    allCarrying: async (withinMs = 30_000) => {
      let seen: Leg[] = []
      const isCarrying = async () => (seen = await legs()).every(leg => leg.state.at === 'carrying')
      await until('each leg carries', isCarrying, withinMs).catch(error => {
        throw new Error(`${error.message}; seen: ${JSON.stringify(seen.map(shortly))}`)
      })
    },
    start: async () => {
      await product.api('POST', '/api/broadcasts/evening/start', {})
    },
    stop: async () => {
      await product.api('POST', '/api/broadcasts/evening/stop')
      const isStopped = async () => (await legs()).every(leg => ['stopped', 'idle'].includes(leg.state.at))
      await until('each leg has stopped', isStopped, 20_000)
    },
  }
}

const shortly = ({ destination, state, cause, why }: Leg) => ({ destination, at: state.at, cause, why })
