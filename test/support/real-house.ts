// The whole product with a camera's feed and a broadcast, for tests with real programs around it.
import { type Product, startProduct } from '../../scripts/product.ts'
import { until } from './until.ts'

export type Endpoint = { readonly url: string; readonly key: string }
export type Destination = {
  readonly name: string
  readonly platform?: string
  readonly carrier?: 'rtmp' | 'ffmpeg'
  readonly endpoints: readonly Endpoint[]
}

// biome-ignore lint: a leg as the API shows it
export type Leg = any

export type House = {
  readonly product: Product
  /** Publish to this; RTMPS when the product listens for it. */
  readonly publishUrl: string
  readonly streamKey: string
  leg(destination: string): Promise<Leg>
  /** Resolves when each destination's leg carries. */
  allCarrying(withinMs?: number): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

/** Starts the product with one feed and one broadcast named `evening`. */
export async function openHouse(
  stage: AsyncDisposableStack,
  destinations: readonly Destination[],
  settings: Record<string, string> = {},
): Promise<House> {
  const product = await startProduct(settings)
  stage.defer(() => product.stop())
  const { streamKey } = await product.api('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
  await product.api('PUT', '/api/broadcasts/evening', {
    feeds: ['camera-a'],
    destinations: destinations.map(({ name, platform = 'rtmp', carrier = 'rtmp' }) => ({
      name,
      platform,
      carrier,
    })),
  })
  for (const { name, endpoints } of destinations)
    await product.api('PUT', `/api/broadcasts/evening/destinations/${name}/endpoints`, endpoints)
  const legs = async (): Promise<Leg[]> => (await product.api('GET', '/api/broadcasts/evening')).legs
  return {
    product,
    publishUrl: `rtmp://127.0.0.1:${product.rtmpPort}/live/${streamKey}`,
    streamKey,
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
