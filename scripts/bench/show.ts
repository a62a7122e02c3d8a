// The product on air for a benchmark: started on a stage, told what to carry where, and looked at.
import type { LegSnapshot } from '#relay'
import { type Product, startProduct } from '../product.ts'
import type { Bench } from './benchmark.ts'
import { must } from './waiting.ts'

export type Address = { readonly url: string; readonly key: string }

export type Show = {
  readonly name: string
  /** In order of preference. */
  readonly feeds: readonly string[]
  /** Addresses in order of preference, by destination. */
  readonly destinations: Readonly<Record<string, readonly Address[]>>
  /** Feeds that a destination must not carry. */
  readonly without?: Readonly<Record<string, readonly string[]>>
}

export async function openProduct(
  stage: AsyncDisposableStack,
  { cacheFolder }: Pick<Bench, 'cacheFolder'>,
): Promise<Product> {
  const product = await startProduct({}, { cacheFolder })
  stage.defer(() => product.stop())
  return product
}

/** Makes the feeds, plans the broadcast and wishes it on; resolves to the keys that their cameras publish with. */
export async function goLive(product: Product, show: Show): Promise<string[]> {
  const keys: string[] = []
  for (const feed of show.feeds)
    keys.push((await product.api('PUT', `/api/feeds/${feed}`, { kind: 'rtmp' })).streamKey)
  await planShow(product, show)
  await product.api('POST', `/api/broadcasts/${show.name}/start`)
  return keys
}

/** Says what shall be; of one that is on air, only what changed is disturbed. */
export async function planShow(product: Product, show: Show): Promise<void> {
  const { name, feeds, destinations, without = {} } = show
  await product.api('PUT', `/api/broadcasts/${name}`, {
    feeds,
    destinations: Object.keys(destinations).map(each => ({
      name: each,
      platform: 'rtmp',
      rendition: 'source',
      without: without[each] ?? [],
    })),
  })
  for (const [destination, addresses] of Object.entries(destinations))
    await product.api('PUT', `/api/broadcasts/${name}/destinations/${destination}/endpoints`, addresses)
}

export async function legsOf(product: Product, broadcast: string): Promise<readonly LegSnapshot[]> {
  const { legs } = await product.api('GET', `/api/broadcasts/${broadcast}`)
  return legs
}

/** Resolves when every leg carries to its first address. */
export async function untilAtFirst(product: Product, broadcast: string, signal: AbortSignal): Promise<void> {
  const look = async () => {
    const legs = await legsOf(product, broadcast)
    return legs.every(leg => leg.state.at === 'carrying' && leg.endpoint === 0) || undefined
  }
  await must(`every leg of ${broadcast} carries to its first address`, look, signal)
}
