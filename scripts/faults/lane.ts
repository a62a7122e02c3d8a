// A broadcast of its own to act faults on: cameras, and two platforms of two addresses each, one of which answers no pings.
import { randomBytes } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Incident } from '#monitoring'
import type { BroadcastView } from '../demo/house.ts'
import { PlatformProgram } from '../demo/platform-program.ts'
import { addressOf, lackOf } from '../demo/well.ts'
import { awaited } from '../bench/waiting.ts'
import type { Product } from '../product.ts'
import { FaultCamera } from './camera.ts'

/** Stands in every key, to be searched for. */
export const keyMark = 'fault-key-'

export type Destination = {
  readonly name: string
  readonly platform: PlatformProgram
  /** Its addresses, in front of which a name that nobody knows may be put. */
  readonly urls: readonly string[]
}

export type LanePlan = { readonly name: string; readonly cameras: number }

const wellWithinMs = 90_000
const lookEveryMs = 200

export class Lane {
  readonly name: string
  readonly cameras: readonly FaultCamera[]
  readonly destinations: readonly Destination[]
  readonly #product: Product

  private constructor(
    name: string,
    product: Product,
    cameras: readonly FaultCamera[],
    destinations: readonly Destination[],
  ) {
    this.name = name
    this.#product = product
    this.cameras = cameras
    this.destinations = destinations
  }

  /** Planned and wished on air, its cameras running. */
  static async open(
    stage: AsyncDisposableStack,
    product: Product,
    { name, cameras }: LanePlan,
  ): Promise<Lane> {
    const destinations = await Promise.all(
      (['answered', 'ignored'] as const).map(async pings => {
        const platform = await PlatformProgram.start(`${name}-${pings}`, ['--pings', pings, '--acks', pings])
        stage.use(platform)
        return { name: pings === 'answered' ? 'answering' : 'ignoring', platform, urls: platform.urls }
      }),
    )
    const made: FaultCamera[] = []
    for (let i = 0; i < cameras; i++) {
      const feed = `${name}-camera-${i + 1}`
      const { streamKey } = await product.api('PUT', `/api/feeds/${feed}`, { kind: 'rtmp' })
      made.push(stage.use(new FaultCamera(feed, { port: product.rtmpPort, key: streamKey })))
    }
    const lane = new Lane(name, product, made, destinations)
    await product.api('PUT', `/api/broadcasts/${name}`, {
      feeds: made.map(({ feed }) => feed),
      destinations: destinations.map(each => ({ name: each.name, platform: 'rtmp', rendition: 'source' })),
    })
    for (const each of destinations) await lane.paste(each)
    for (const camera of made) camera.start()
    await product.api('POST', `/api/broadcasts/${name}/start`)
    return lane
  }

  /** As a person does it: addresses with keys that were never used. */
  async paste({ name, urls }: Destination, before: readonly string[] = []): Promise<void> {
    const addresses = [...before, ...urls].map(url => ({
      url,
      key: `${name}-${randomBytes(4).toString('hex')}?sign=${keyMark}${randomBytes(12).toString('hex')}`,
    }))
    await this.#product.api('PUT', `/api/broadcasts/${this.name}/destinations/${name}/endpoints`, addresses)
  }

  /** At which of its addresses a destination is served now. */
  async addressOf({ name }: Destination): Promise<'main' | 'backup'> {
    return addressOf(await this.#view(), name)
  }

  async #view(): Promise<BroadcastView> {
    return (await this.#product.api('GET', `/api/broadcasts/${this.name}`)) as BroadcastView
  }

  /** Every leg carries, the first camera is on air, the slate lies ready, and no incident is open. Throws what is not so. */
  async untilWell(signal: AbortSignal): Promise<void> {
    let lacks = ''
    const look = async () => {
      await delay(lookEveryMs, undefined, { signal })
      lacks = await this.#lacks().catch(() => 'control does not answer')
      return lacks === '' || undefined
    }
    if ((await awaited(look, wellWithinMs, signal)) === undefined)
      throw new Error(`${this.name} is not well again within ${wellWithinMs / 1_000} s: ${lacks}`)
  }

  async #lacks(): Promise<string> {
    const { incidents } = (await this.#product.api('GET', `/api/incidents?broadcast=${this.name}`)) as {
      incidents: Incident[]
    }
    return lackOf(await this.#view(), this.cameras[0]?.feed, incidents)
  }
}
