// One stand-in platform: an address or two, each a fault proxy with a third-party server of its own behind it.
import { FaultProxy } from './fault-proxy.ts'
import type { FaultOrder } from './faults.ts'
import type { LinkManners } from './link.ts'
import { type Address, type Receipt, Receipts } from './receipts.ts'
import { ThirdParty } from './third-party.ts'

export type StandInPlan = {
  readonly name: string
  /** 0 takes a free port. */
  readonly port: number
  /** Undefined for a platform of one address. */
  readonly backupPort: number | undefined
  readonly manners: LinkManners
}

export type Received = {
  readonly name: string
  readonly publishes: readonly Receipt[]
  readonly openPublishes: number
  readonly faults: Readonly<Partial<Record<Address, string>>>
  /** Connections turned away at the door. */
  readonly refusedConnections: number
  /** How often a third-party server crashed and was started again. */
  readonly thirdPartyRestarts: number
}

type Site = { readonly proxy: FaultProxy; readonly server: ThirdParty }

export class StandIn {
  readonly #plan: StandInPlan
  readonly #receipts = new Receipts()
  readonly #sites: Site[] = []

  constructor(plan: StandInPlan) {
    this.#plan = plan
  }

  get name(): string {
    return this.#plan.name
  }

  async open(): Promise<void> {
    const ports: [Address, number | undefined][] = [
      ['main', this.#plan.port],
      ['backup', this.#plan.backupPort],
    ]
    for (const [address, port] of ports) if (port !== undefined) this.#sites.push(this.#site(address))
    await Promise.all(this.#sites.map(site => site.server.start()))
    for (const [address, port] of ports) if (port !== undefined) await this.#proxy(address)?.listen(port)
  }

  portOf(address: Address): number | null {
    return this.#proxy(address)?.port ?? null
  }

  /** False when it has no such address. */
  async order({ fault, address }: FaultOrder): Promise<boolean> {
    const meant = this.#sites.filter(({ proxy }) => address === 'both' || proxy.address === address)
    for (const { proxy } of meant) await proxy.order(fault)
    return meant.length > 0
  }

  received(): Received {
    const publishes = this.#receipts.list()
    return {
      name: this.name,
      publishes,
      openPublishes: publishes.filter(each => each.endedAtMs === null).length,
      faults: Object.fromEntries(this.#sites.map(({ proxy }) => [proxy.address, proxy.fault.kind])),
      refusedConnections: this.#sites.reduce((sum, { proxy }) => sum + proxy.refused, 0),
      thirdPartyRestarts: this.#sites.reduce((sum, { server }) => sum + server.restarts, 0),
    }
  }

  /** Where a viewer's FLV comes from now, on the third-party server's HTTP port: the newest publish at that address, or at any. */
  playUrl(address: Address | undefined): string | undefined {
    const found = this.#sites
      .filter(({ proxy }) => address === undefined || proxy.address === address)
      .flatMap(({ proxy, server }) =>
        proxy.published().map(published => ({ published, ports: server.ports })),
      )
      .sort((a, b) => a.published.sinceMs - b.published.sinceMs)
      .at(-1)
    if (found?.ports === undefined) return undefined
    const { app, name } = found.published
    return `http://127.0.0.1:${found.ports.httpPort}/${encodeURIComponent(app)}/${encodeURIComponent(name)}.flv`
  }

  async close(): Promise<void> {
    for (const { proxy } of this.#sites) proxy.close()
    await Promise.all(this.#sites.map(({ server }) => server.close()))
  }

  #site(address: Address): Site {
    const server = new ThirdParty()
    const upstreamPort = () => server.ports?.rtmpPort
    const { manners } = this.#plan
    return { server, proxy: new FaultProxy({ address, manners, receipts: this.#receipts, upstreamPort }) }
  }

  #proxy(address: Address): FaultProxy | undefined {
    return this.#sites.find(({ proxy }) => proxy.address === address)?.proxy
  }
}
