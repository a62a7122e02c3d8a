// A relay worker in this process, fed by a fake ingest over a real socket, carrying to rude platforms over real sockets.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#core/clock.ts'
import { openJournal } from '#core/journal.ts'
import { silentLog } from '#core/log.ts'
import { type LegSnapshot, readDesired, RelayWorker } from '#relay'
import { FakeIngest } from './fake-ingest.ts'
import { until } from './until.ts'

export type RigDestination = {
  name: string
  endpoints: readonly { url: string; key: string }[]
  generation?: number
  carrier?: 'rtmp' | 'ffmpeg'
}

export class RelayRig {
  readonly folder: string
  readonly ingest: FakeIngest
  readonly worker: RelayWorker
  readonly events: { kind: string; detail: Readonly<Record<string, unknown>>; atMs: number }[] = []
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  readonly #close: () => Promise<void>
  #desired: Record<string, unknown> = {}

  private constructor(folder: string, ingest: FakeIngest) {
    this.folder = folder
    this.ingest = ingest
    const journal = openJournal(join(folder, 'relay.db'))
    journal.watch(event => this.events.push({ ...event, atMs: performance.now() }))
    const plan = {
      broadcast: 'evening',
      socketsFolder: folder,
      ownSocket: join(folder, 'relay-evening.sock'),
      slatesFolder: join(folder, 'slates'),
      flightFile: join(folder, 'relay-evening.flight'),
      stillsFolder: join(folder, 'relay-evening.stills'),
      predecessorAliveMs: null,
    }
    this.worker = new RelayWorker(plan, {
      clock: systemClock,
      log: silentLog,
      journal,
      random: Math.random,
      onChild: () => {},
    })
    this.#running = this.worker.run(this.#stop.signal)
    this.#close = async () => {
      this.#stop.abort(new Error('the test is over'))
      await this.#running
      await this.worker.close()
      await ingest[Symbol.asyncDispose]()
      journal.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }

  static async open(kbps = 2_000): Promise<RelayRig> {
    const folder = mkdtempSync(join(tmpdir(), 'relay-rig-'))
    const ingest = await FakeIngest.open(join(folder, 'ingest.sock'), kbps)
    const rig = new RelayRig(folder, ingest)
    ingest.publish()
    return rig
  }

  /** Wishes the broadcast on with these destinations. */
  start(destinations: readonly RigDestination[], limits: Record<string, unknown> = {}): void {
    this.#desired = {
      broadcast: 'evening',
      wish: 'on',
      feeds: ['camera-a'],
      ingestSocket: this.ingest.socketPath,
      slate: null,
      limits: { backoffFirstMs: 200, backoffMaxMs: 1_000, contentProbes: false, ...limits },
      destinations: destinations.map(each => ({ platform: 'rtmp', generation: 1, ...each })),
    }
    this.worker.apply(readDesired(this.#desired))
  }

  change(changes: Record<string, unknown>): void {
    this.#desired = { ...this.#desired, ...changes }
    this.worker.apply(readDesired(this.#desired))
  }

  leg(destination: string): LegSnapshot {
    const leg = this.worker.snapshot().legs.find(each => each.destination === destination)
    if (leg === undefined) throw new Error(`there is no leg ${destination}`)
    return leg
  }

  async untilLeg(
    destination: string,
    at: LegSnapshot['state']['at'],
    withinMs = 10_000,
  ): Promise<LegSnapshot> {
    return until(
      `${destination} ${at}`,
      () => {
        const leg = this.leg(destination)
        return leg.state.at === at ? leg : undefined
      },
      withinMs,
    ).catch(error => {
      throw new Error(`${error}; it is ${JSON.stringify(this.leg(destination))}`)
    })
  }

  /** The states a leg went through, in order. */
  path(destination: string): string[] {
    return this.events
      .filter(event => event.kind === 'leg-state' && event.detail.destination === destination)
      .map(event => String(event.detail.to))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close()
  }
}
