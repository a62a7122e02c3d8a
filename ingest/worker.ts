// Ingest as one thing: feeds and front door, made to match what is desired, measured and remembered on one tick.
import type { Socket } from 'node:net'
import { type Clock, slept, toNextStepMs } from '#core/clock.ts'
import type { Journal } from '#core/journal.ts'
import type { Log } from '#core/log.ts'
import type { PublishRequest } from '#media'
import { admit } from './admission.ts'
import type { IngestDesired } from './desired.ts'
import { Feed, type FeedWatcher } from './feed.ts'
import { FrontDoor } from './front-door.ts'
import type { FeedKey } from './keys.ts'
import { Refusals } from './refusals.ts'
import type { Session } from './session.ts'
import type { FeedCounters, IngestSnapshot, Publisher } from './snapshot.ts'

export type IngestDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly journal: Journal
  /** Wall clock at which a predecessor was last known to live; null where there was none. */
  readonly predecessorAliveMs: number | null
}

const tickMs = 200
const rememberEveryMs = 5_000

type Totals = {
  feeds: Record<string, FeedCounters>
  acceptedTotal: number
  refusedTotal: Record<string, number>
  droppedReaderFrames: number
}

export class IngestWorker {
  readonly #deps: IngestDeps
  readonly #startedAtMs: number
  readonly #door: FrontDoor
  readonly #refusals: Refusals
  readonly #feeds = new Map<string, Feed>()
  readonly #totals: Totals
  /** By which digest the present publisher of each feed was let in. */
  readonly #letInBy = new Map<string, string>()
  #keys: readonly FeedKey[] = []
  #takeOverAfterMs = 0
  #lagMs = 0
  #rememberedAtMs: number
  #isClosed = false

  constructor(deps: IngestDeps) {
    this.#deps = deps
    this.#startedAtMs = deps.clock.wallMs()
    this.#rememberedAtMs = deps.clock.nowMs()
    this.#totals = {
      feeds: {},
      acceptedTotal: 0,
      refusedTotal: {},
      droppedReaderFrames: 0,
      ...(deps.journal.recall('totals') as Partial<Totals> | undefined),
    }
    const tell = { ...deps, journal: (refused: object) => this.#note('publish-refused', { ...refused }) }
    this.#refusals = new Refusals(tell, this.#totals.refusedTotal)
    this.#door = new FrontDoor(deps.clock, {
      publish: (session, request) => this.#answer(session, request),
      refused: (_session, reason, detail) => this.#refusals.count(reason, detail),
      unfit: ({ remoteAddress }, { name }, refusal) =>
        this.#refusals.tell({ feed: name, remoteAddress, ...refusal }),
      turnedAway: reason => this.#refusals.count(reason, ''),
      listening: now => this.#note('listening', now),
    })
  }

  /** Makes the world match; publishers whose key still fits notice nothing. */
  async apply(desired: IngestDesired): Promise<void> {
    this.#keys = desired.feeds
    this.#takeOverAfterMs = desired.limits.takeOverAfterMs
    this.#applyFeeds(desired)
    await this.#door.apply(desired)
  }

  #applyFeeds({ feeds, limits }: IngestDesired): void {
    const wanted = new Map(feeds.map(feed => [feed.name, feed]))
    for (const [name, feed] of this.#feeds) {
      const wish = wanted.get(name)
      feed.setLimits(limits)
      const session = this.#publisherOf(name)
      if (session !== undefined && this.#letInBy.get(name) !== wish?.keyDigest) {
        this.#refusals.count('key-changed', name)
        session.end(wish === undefined ? 'the feed was removed' : 'the stream key was changed')
      }
      if (wish === undefined) this.#dropFeed(name, feed)
    }
    for (const { name } of feeds) {
      if (this.#feeds.has(name)) continue
      const feed = new Feed(name, limits, this.#feedWatcher)
      const counters = this.#totals.feeds[name]
      if (counters !== undefined) feed.restore(counters)
      this.#feeds.set(name, feed)
    }
  }

  #dropFeed(name: string, feed: Feed): void {
    this.#totals.feeds[name] = feed.counters()
    this.#feeds.delete(name)
    feed.close()
  }

  #answer(session: Session, request: PublishRequest): void {
    const { remoteAddress } = session
    const admission = admit(request, {
      keys: this.#keys,
      takeOverAfterMs: this.#takeOverAfterMs,
      silentForMs: feed => this.#publisherOf(feed)?.silentForMs ?? null,
    })
    if (admission.may === 'not') {
      const { feed, reason, code, sentence } = admission
      this.#refusals.tell({ feed, reason, remoteAddress, why: sentence })
      return session.refuse(reason, code, sentence)
    }
    if (admission.may === 'take-over') this.#endSilent(admission.feed, admission.silentForMs)
    const feed = this.#feeds.get(admission.feed) as Feed
    this.#totals.acceptedTotal++
    this.#letInBy.set(feed.name, this.#keys.find(key => key.name === feed.name)?.keyDigest ?? '')
    session.accept(feed, request.encoder)
    const { id } = session
    this.#deps.log.info({ feed: feed.name, session: id, remoteAddress }, 'ingest/accepted')
  }

  #endSilent(feed: string, silentForMs: number): void {
    this.#refusals.count('taken-over', feed)
    const silent = `${Math.round(silentForMs / 100) / 10} s`
    this.#publisherOf(feed)?.end(
      `it had been silent for ${silent}, and another encoder came with the same key`,
    )
  }

  #publisherOf(feed: string): Session | undefined {
    const id = this.#feeds.get(feed)?.publisher?.id
    if (id === undefined) return undefined
    for (const session of this.#door.sessions) if (session.id === id) return session
    return undefined
  }

  readonly #feedWatcher: FeedWatcher = {
    up: (feed, publisher) => this.#note('feed-up', describeUp(feed, publisher)),
    down: (feed, publisher, why, silentForMs) =>
      this.#note('feed-down', { feed: feed.name, session: publisher.id, why, silentForMs }),
    dropped: frames => {
      this.#totals.droppedReaderFrames += frames
    },
  }

  #note(kind: string, detail: Readonly<Record<string, unknown>>): void {
    this.#deps.journal.add(kind, detail, this.#deps.clock.wallMs())
    this.#deps.log.info({ ...detail }, `ingest/${kind}`)
  }

  feed(name: string): Feed | undefined {
    return this.#feeds.get(name)
  }

  /** Adds a reader to a feed. */
  read(feed: Feed, socket: Socket): void {
    feed.addReader(socket, this.#deps.clock.nowMs())
  }

  /** Looks at everything on one tick until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    this.#note('started', { predecessorAliveMs: this.#deps.predecessorAliveMs })
    while (!signal.aborted) {
      const waitMs = toNextStepMs(clock.nowMs(), tickMs)
      const dueMs = clock.nowMs() + waitMs
      if (!(await slept(clock, waitMs, signal))) break
      const nowMs = clock.nowMs()
      this.#lagMs = Math.max(0, nowMs - dueMs)
      this.#look(nowMs)
    }
  }

  #look(nowMs: number): void {
    this.#door.look(nowMs)
    for (const feed of this.#feeds.values()) feed.look(nowMs)
    if (nowMs - this.#rememberedAtMs >= rememberEveryMs) this.#remember(nowMs)
  }

  /** Totals go to the journal: they must not run backwards when a successor takes over. */
  #remember(nowMs: number): void {
    this.#rememberedAtMs = nowMs
    for (const [name, feed] of this.#feeds) this.#totals.feeds[name] = feed.counters()
    this.#totals.refusedTotal = { ...this.#refusals.totals }
    this.#deps.journal.remember('totals', this.#totals)
  }

  snapshot(): IngestSnapshot {
    const nowMs = this.#deps.clock.nowMs()
    this.#remember(nowMs) // a total that was shown is written down: a successor shows no less
    const cpu = process.cpuUsage()
    const { rtmp, rtmps } = this.#door.listening
    return {
      process: {
        pid: process.pid,
        startedAtMs: Math.round(this.#startedAtMs),
        rssBytes: process.memoryUsage.rss(),
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
      },
      listening: { rtmp: rtmp ?? { error: 'No address is wished for yet.' }, rtmps },
      feeds: [...this.#feeds.values()].map(feed => feed.snapshot(nowMs)),
      sessions: {
        open: this.#door.sessions.size,
        acceptedTotal: this.#totals.acceptedTotal,
        refusedTotal: this.#refusals.totals,
        refusedLately: this.#refusals.lately,
      },
      droppedReaderFrames: this.#totals.droppedReaderFrames,
      eventLoopLagMs: Math.round(this.#lagMs),
      journalTrouble: this.#deps.journal.trouble(),
    }
  }

  /** Ends everything in order; safe to call twice. */
  close(why: string): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#door.close(why)
    this.#remember(this.#deps.clock.nowMs())
    for (const feed of this.#feeds.values()) feed.close()
  }
}

function describeUp(feed: Feed, publisher: Publisher): Record<string, unknown> {
  const { id, encoder, remoteAddress } = publisher
  return { feed: feed.name, session: id, encoder, remoteAddress, video: feed.video, audio: feed.audio }
}
