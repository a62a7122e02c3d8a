// Ingest in this process, on free ports, with its socket for readers: everything of the worker but its hall.
import { mkdtempSync, rmSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Clock, systemClock } from '#core/clock.ts'
import { type Journal, type JournalEvent, openJournal } from '#core/journal.ts'
import { type Log, silentLog } from '#core/log.ts'
import { digestOf } from '#core/secret.ts'
import { openUnixStream, serveUnix } from '#core/unix-http.ts'
import { type FeedSnapshot, type IngestDesiredInput, IngestWorker, readDesired, serveFeed } from '#ingest'
import { FlvReader, type Tag } from '#media'
import { RtmpClient } from './rtmp-client.ts'
import { syntheticFrames, syntheticHeaders } from './synthetic-feed.ts'
import { until } from './until.ts'

export type IngestRigPlan = {
  clock?: Clock
  log?: Log
  limits?: IngestDesiredInput['limits']
  rtmps?: { certFile: string; keyFile: string }
}

/** The key of a feed in the rig. */
export const keyOf = (feed: string): string => `key-of-${feed}-0123456789`

export class IngestRig {
  readonly worker: IngestWorker
  readonly socketPath: string
  readonly journal: Journal
  readonly #folder: string
  readonly #server: Server
  readonly #stop = new AbortController()
  readonly #running: Promise<void>
  #plan: IngestRigPlan

  private constructor(
    plan: IngestRigPlan,
    folder: string,
    parts: { worker: IngestWorker; server: Server; journal: Journal },
  ) {
    this.#plan = plan
    this.#folder = folder
    this.#server = parts.server
    this.worker = parts.worker
    this.journal = parts.journal
    this.socketPath = join(folder, 'ingest.sock')
    this.#running = this.worker.run(this.#stop.signal)
  }

  /** Two feeds, camera-a and camera-b. */
  static async open(plan: IngestRigPlan = {}): Promise<IngestRig> {
    const folder = mkdtempSync(join(tmpdir(), 'changming-ingest-'))
    const journal = openJournal(join(folder, 'ingest.db'))
    const worker = new IngestWorker({
      clock: plan.clock ?? systemClock,
      log: plan.log ?? silentLog,
      journal,
      predecessorAliveMs: null,
    })
    const server = await serveUnix(join(folder, 'ingest.sock'), {
      'GET /feeds/:feed.flv': ({ params, response }) => serveFeed(worker, params.feed ?? '', response),
    })
    const rig = new IngestRig(plan, folder, { worker, server, journal })
    await rig.want({})
    return rig
  }

  /** Asks for other keys, feeds or limits; everything else stays. */
  async want(change: {
    keys?: Record<string, string>
    limits?: IngestDesiredInput['limits']
  }): Promise<void> {
    const {
      limits = this.#plan.limits,
      keys = { 'camera-a': keyOf('camera-a'), 'camera-b': keyOf('camera-b') },
    } = change
    this.#plan = { ...this.#plan, limits }
    const { rtmps } = this.#plan
    const feeds = Object.entries(keys).map(([name, key]) => ({ name, keyDigest: digestOf(key) }))
    const secure = rtmps === undefined ? {} : { rtmps: { port: 0, ...rtmps } }
    await this.worker.apply(readDesired({ rtmp: { host: '127.0.0.1', port: 0 }, ...secure, limits, feeds }))
  }

  get port(): number {
    const { rtmp } = this.worker.snapshot().listening
    if ('error' in rtmp) throw new Error(rtmp.error)
    return rtmp.port
  }

  get refused(): Readonly<Record<string, number>> {
    return this.worker.snapshot().sessions.refusedTotal
  }

  get open(): number {
    return this.worker.snapshot().sessions.open
  }

  feed(name: string): FeedSnapshot {
    const feed = this.worker.snapshot().feeds.find(each => each.name === name)
    if (feed === undefined) throw new Error(`no feed ${name}`)
    return feed
  }

  events(kind: string): JournalEvent[] {
    return this.journal.after(0, 1_000).filter(event => event.kind === kind)
  }

  client(
    feed: string,
    more: { key?: string; app?: string; allowHalfOpen?: boolean; localAddress?: string } = {},
  ): RtmpClient {
    return new RtmpClient({ port: this.port, key: keyOf(feed), ...more })
  }

  /** A publisher that is on air, its first group of pictures sent and taken. */
  async publish(feed: string, frames = 30): Promise<RtmpClient> {
    const client = this.client(feed)
    await until(`${feed} is accepted`, () => client.isLive)
    const before = this.feed(feed).videoFrames
    client.send([...syntheticHeaders(), ...syntheticFrames({ frames })])
    await until(`${feed} is up`, () => this.feed(feed).videoFrames - before >= frames)
    return client
  }

  read(feed: string): FeedReading {
    return new FeedReading(this.socketPath, feed)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort(new Error('the test is over'))
    await this.#running
    this.worker.close('the test is over')
    this.#server.close()
    this.#server.closeAllConnections()
    this.journal.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** A reader of a feed, and the tags it has got. */
export class FeedReading {
  readonly tags: Tag[] = []
  isOver = false
  why = ''
  readonly #stream: { close(): void }

  constructor(socketPath: string, feed: string) {
    const flv = new FlvReader(tag => void this.tags.push(tag), { maxTagBytes: 16_777_215 })
    this.#stream = openUnixStream(socketPath, `/feeds/${feed}.flv`, {
      onBytes: bytes => flv.push(bytes),
      onEnd: why => {
        this.isOver = true
        this.why = why
      },
    })
  }

  /** Timestamps of its pictures, in the order they came. */
  get pictureTimesMs(): number[] {
    return this.tags.filter(tag => tag.kind === 'video' && tag.payload[1] === 1).map(tag => tag.timestampMs)
  }

  [Symbol.dispose](): void {
    this.#stream.close()
  }
}
