// What is on air: one endless output with one clock, fed by one feed at a time, cut at key frames.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { AudioConfig, Tag, VideoConfig } from '#media'
import { Packet } from '../packet.ts'
import { type Choice, chooseFeed } from './choice.ts'
import type { Feed, FeedTag, FeedWatcher } from './feed.ts'
import { GopCache } from './gop.ts'
import { OutputClock } from './output-clock.ts'

export type ProgramLimits = {
  lossAfterMs: number
  returnAfterMs: number
  gopCacheBytes: number
  chunkSizeBytes: number
}

/** Somebody who carries the output away. */
export type ProgramSink = {
  take(packet: Packet): void
  /** Everything that belongs together has been given: write now. */
  flush(): void
}

export type Cut = {
  readonly from: string | null
  readonly to: string
  readonly cause: Choice['cause']
  /** Hole left in the output's timestamps, beyond one frame. */
  readonly gapMs: number
  readonly atMs: number
}

const keptCuts = 20

export class Program implements FeedWatcher {
  readonly name: string
  readonly #limits: ProgramLimits
  readonly #clock: Clock
  readonly #log: Log
  readonly #onCut: (cut: Cut) => void
  readonly #output = new OutputClock()
  readonly #gop: GopCache
  readonly #sinks = new Set<ProgramSink>()
  #feeds: readonly Feed[] = []
  #watches: Disposable[] = []
  #take: string | null = null
  #onAir: Feed | undefined
  /** Goes on air at its next key frame. */
  #pending: { feed: Feed; cause: Choice['cause'] } | undefined
  #headers = new Map<string, Packet>()
  #sent = { video: 0, audio: 0, bytes: 0, videoBytes: 0 }
  #rate = { atMs: 0, videoBytes: 0, kbps: 0 }
  #cuts: Cut[] = []
  #startedAtWallMs: number | null = null

  constructor(name: string, limits: ProgramLimits, clock: Clock, log: Log, onCut: (cut: Cut) => void) {
    this.name = name
    this.#limits = limits
    this.#clock = clock
    this.#log = log
    this.#onCut = onCut
    this.#gop = new GopCache(limits.gopCacheBytes)
  }

  get onAir(): Feed | undefined {
    return this.#onAir
  }

  get onAirSinceMs(): number | null {
    return this.#startedAtWallMs
  }

  /** Whether there is, or is about to be, something to carry. */
  get hasPicture(): boolean {
    return this.#feeds.some(feed => feed.isLive(this.#limits.lossAfterMs))
  }

  get sentBytes(): number {
    return this.#sent.bytes
  }

  /** Changes which feeds it may show, in order of preference, without disturbing the one on air. */
  setFeeds(feeds: readonly Feed[], take: string | null): void {
    const isSame = feeds.length === this.#feeds.length && feeds.every((feed, i) => feed === this.#feeds[i])
    this.#take = take
    if (isSame) return
    for (const watch of this.#watches) watch[Symbol.dispose]()
    this.#feeds = feeds
    this.#watches = feeds.map(feed => feed.watch(this))
    if (this.#pending !== undefined && !feeds.includes(this.#pending.feed)) this.#pending = undefined
  }

  /** Lets go of its feeds; whoever carries it gets nothing more. */
  close(): void {
    this.setFeeds([], null)
    this.#sinks.clear()
  }

  /** Joins a sink, starting it with headers and the current GOP, so that it has a picture at once. */
  join(sink: ProgramSink): Disposable {
    for (const packet of this.#opening()) sink.take(packet)
    sink.flush()
    this.#sinks.add(sink)
    return { [Symbol.dispose]: () => void this.#sinks.delete(sink) }
  }

  #opening(): Packet[] {
    const gop = this.#gop.packets
    const first = gop[0]
    if (first === undefined) return this.headersAt(Math.max(0, this.#output.lastMs))
    return [...this.headersAt(first.dtsMs), ...gop]
  }

  /** Metadata and sequence headers as they are now, stamped with a time. */
  headersAt(dtsMs: number): Packet[] {
    const feed = this.#onAir
    if (feed === undefined) return []
    return feed.headers.map(tag => this.#packet(tag, dtsMs, true, false))
  }

  onTag(feed: Feed, fed: FeedTag): void {
    const isCutPoint = fed.facts.isKeyframe && !fed.facts.isConfig
    if (this.#onAir === undefined && this.#pending === undefined && isCutPoint) this.decide()
    if (feed === this.#pending?.feed && isCutPoint) this.#cutTo(this.#pending.feed, this.#pending.cause, fed)
    else if (feed === this.#onAir) this.#pass(fed)
  }

  onBatch(): void {
    for (const sink of this.#sinks) sink.flush()
  }

  onEnd(feed: Feed): void {
    if (feed === this.#pending?.feed) this.#pending = undefined
    if (feed === this.#onAir) this.#onAir = undefined // its next key frame is a cut like any other
    this.decide()
  }

  /** Looks whether another feed should be on air; called on a tick and when a feed ends. */
  decide(): void {
    const { lossAfterMs, returnAfterMs } = this.#limits
    const feeds = this.#feeds.map(feed => ({
      name: feed.name,
      isLive: feed.isLive(lossAfterMs),
      liveForMs: feed.liveForMs,
    }))
    const choice = chooseFeed({ onAir: this.#onAir?.name ?? null, feeds, take: this.#take, returnAfterMs })
    if (choice.cause === 'stay' || choice.feed === null) {
      if (this.#onAir !== undefined) this.#pending = undefined
      return
    }
    const feed = this.#feeds.find(each => each.name === choice.feed)
    if (feed !== undefined) this.#pending = { feed, cause: choice.cause }
  }

  /** Measures the bitrate since the last call; call it every second or so. */
  measure(): void {
    const nowMs = this.#clock.nowMs()
    const spanMs = nowMs - this.#rate.atMs
    if (spanMs < 500) return
    const kbps = ((this.#sent.videoBytes - this.#rate.videoBytes) * 8) / spanMs
    this.#rate = { atMs: nowMs, videoBytes: this.#sent.videoBytes, kbps }
  }

  snapshot(): ProgramSnapshot {
    return {
      name: this.name,
      onAir: this.#onAir?.name ?? null,
      pending: this.#pending?.feed.name ?? null,
      feeds: this.#feeds.map(feed => ({
        name: feed.name,
        state: feed.state(this.#limits.lossAfterMs),
        lastVideoAgeMs: rounded(feed.lastVideoAgeMs),
      })),
      video: this.#onAir?.video ?? null,
      audio: this.#onAir?.audio ?? null,
      dtsMs: Math.max(0, this.#output.lastMs),
      videoKbps: Math.round(this.#rate.kbps),
      gopBytes: this.#gop.bytes,
      gopMs: this.#gop.durationMs,
      cuts: [...this.#cuts],
      outputFrames: { video: this.#sent.video, audio: this.#sent.audio },
      outputBytes: this.#sent.bytes,
    }
  }

  #cutTo(feed: Feed, cause: Choice['cause'], fed: FeedTag): void {
    const before = this.#onAir
    const gapMs = this.#output.cut(timingOf(fed), this.#clock.nowMs())
    this.#onAir = feed
    this.#pending = undefined
    this.#startedAtWallMs ??= this.#clock.wallMs()
    const cut = {
      from: before?.name ?? null,
      to: feed.name,
      cause,
      gapMs,
      atMs: Math.round(this.#clock.wallMs()),
    }
    this.#cuts = [...this.#cuts.slice(1 - keptCuts), cut]
    this.#log.info({ program: this.name, ...cut }, 'relay/program-cut')
    this.#onCut(cut)
    const dtsMs = this.#output.place(timingOf(fed))
    if (dtsMs === undefined) return
    this.#sendChangedHeaders(feed, dtsMs)
    this.#emit(this.#packet(fed.tag, dtsMs, false, true))
  }

  /** Sequence headers again where they differ from what was sent: receivers then expect another picture. */
  #sendChangedHeaders(feed: Feed, dtsMs: number): void {
    for (const tag of feed.headers) this.#sendHeader(tag, dtsMs)
  }

  #sendHeader(tag: Tag, dtsMs: number): void {
    const packet = this.#packet(tag, dtsMs, true, false)
    const sent = this.#headers.get(tag.kind)
    const isSame = sent !== undefined && sent.flv().subarray(11, -4).equals(packet.flv().subarray(11, -4))
    if (isSame) return
    this.#headers.set(tag.kind, packet)
    this.#emit(packet)
  }

  #pass({ tag, facts }: FeedTag): void {
    if (tag.kind === 'script' || facts.isConfig)
      return this.#sendHeader(tag, Math.max(0, this.#output.lastMs))
    if (tag.kind === 'video' && this.#sent.video === 0 && !facts.isKeyframe) return
    const dtsMs = this.#output.place({
      kind: tag.kind,
      timestampMs: tag.timestampMs,
      compositionMs: facts.compositionMs,
    })
    if (dtsMs === undefined) return
    this.#emit(this.#packet(tag, dtsMs, false, facts.isKeyframe && tag.kind === 'video'))
  }

  #packet(tag: Tag, dtsMs: number, isConfig: boolean, isKeyframe: boolean): Packet {
    return new Packet(tag, { kind: tag.kind, dtsMs, isConfig, isKeyframe }, this.#limits.chunkSizeBytes)
  }

  #emit(packet: Packet): void {
    if (packet.kind === 'video' && !packet.isConfig) {
      this.#sent.video++
      this.#sent.videoBytes += packet.bytes
    } else if (packet.kind === 'audio' && !packet.isConfig) this.#sent.audio++
    this.#sent.bytes += packet.bytes
    this.#gop.add(packet)
    for (const sink of this.#sinks) sink.take(packet)
  }
}

function timingOf({ tag, facts }: FeedTag) {
  return { kind: 'video' as const, timestampMs: tag.timestampMs, compositionMs: facts.compositionMs }
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms)
}

export type ProgramSnapshot = {
  readonly name: string
  readonly onAir: string | null
  /** Goes on air at its next key frame. */
  readonly pending: string | null
  readonly feeds: readonly {
    name: string
    state: 'absent' | 'waiting-key' | 'live'
    lastVideoAgeMs: number | null
  }[]
  readonly video: VideoConfig | null
  readonly audio: AudioConfig | null
  /** Newest output time, milliseconds since the program's start. */
  readonly dtsMs: number
  readonly videoKbps: number
  readonly gopBytes: number
  readonly gopMs: number
  readonly cuts: readonly Cut[]
  readonly outputFrames: { readonly video: number; readonly audio: number }
  readonly outputBytes: number
}
