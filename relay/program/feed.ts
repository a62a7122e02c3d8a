// A feed as the relay sees it: read from where it comes, connected again whenever it ends, its health known.
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { FairClock } from '#core/fair-clock.ts'
import type { Log } from '#core/log.ts'
import {
  decodeAmf0,
  FlvReader,
  inspectTag,
  readAacConfig,
  readAvcConfig,
  readMetadata,
  type AudioConfig,
  type Tag,
  type TagFacts,
  type VideoConfig,
} from '#media'
import { FeedHealth } from './feed-health.ts'
import type { HostLine } from './host-line.ts'

/** A tag with what it is, worked out once for all programs. */
export type FeedTag = { readonly tag: Tag; readonly facts: TagFacts }

export type FeedWatcher = {
  /** The buffers of the tag are valid during the call only. */
  onTag(feed: Feed, fed: FeedTag): void
  /** Everything that came in one read has been told. */
  onBatch(): void
  /** The feed's connection ended: what follows starts at a key frame again. */
  onEnd(feed: Feed): void
}

/** Where a feed's FLV comes from: opened anew after each end. */
export type OpenFeed = (on: {
  /** The bytes are the callee's during the call only. */
  onBytes(bytes: Buffer): void
  /** Once: why it ended, '' when the other side simply closed. */
  onEnd(why: string): void
}) => { close(): void }

export type FeedPlan = {
  readonly name: string
  readonly open: OpenFeed
  readonly maxTagBytes: number
  /** Of a virtual host: how it is told what to do. */
  readonly line?: HostLine
}
export type FeedDeps = { readonly clock: Clock; readonly fairClock: FairClock; readonly log: Log }

const retryMs = 200
const waitingLongMs = 1_000
/** A host that is told to go on air begins with a key frame about this soon: with its next picture. */
const hostKeyDueMs = 60
/** So long a host may take to end its sentence before the program leaves it in the middle. */
const mostWindUpMs = 15_000
/** Losses on air count against a feed for this long. */
const lossesCountForMs = 60_000

export class Feed {
  readonly name: string
  readonly #plan: FeedPlan
  readonly #deps: FeedDeps
  readonly #health = new FeedHealth()
  readonly #watchers = new Set<FeedWatcher>()
  #videoHeader: Buffer | undefined
  #audioHeader: Buffer | undefined
  #video: VideoConfig | undefined
  #audio: AudioConfig | undefined
  #isConnected = false
  #lastSoundAtMs = -Infinity
  #lostAtMs: number[] = []
  #closedAtMs = -Infinity
  #isSpeaking = false
  #aigc: string | undefined

  constructor(plan: FeedPlan, deps: FeedDeps) {
    this.name = plan.name
    this.#plan = plan
    this.#deps = deps
  }

  get video(): VideoConfig | undefined {
    return this.#video
  }

  get audio(): AudioConfig | undefined {
    return this.#audio
  }

  /** Payloads of the sequence headers in force; they are ours and stay valid. */
  get headers(): { readonly video: Buffer | undefined; readonly audio: Buffer | undefined } {
    return { video: this.#videoHeader, audio: this.#audioHeader }
  }

  /** Frames per second: measured, else as the stream declares it. */
  get frameRateFps(): number | null {
    return this.#health.frameRateFps ?? this.#video?.frameRateFps ?? null
  }

  /** Whether its pictures come: enough to stay on air. */
  isLive(lossAfterMs: number): boolean {
    return this.#health.isLive(this.#nowMs, lossAfterMs)
  }

  /** How long its pictures have come, and been of now: what it takes to go on air; 0 while they do not. */
  fitForMs(lossAfterMs: number): number {
    return this.#health.fitForMs(this.#nowMs, lossAfterMs)
  }

  /** How long it may be silent before it is lost, given how it came so far. */
  patienceMs(lossAfterMs: number): number {
    return this.#health.patienceMs(lossAfterMs)
  }

  get keyDueInMs(): number | null {
    const dueInMs = this.#health.keyDueInMs(this.#nowMs)
    return this.line === undefined ? dueInMs : Math.min(dueInMs ?? Infinity, hostKeyDueMs)
  }

  /** Of a virtual host: how it is told what to do. */
  get line(): HostLine | undefined {
    return this.#plan.line
  }

  /** Of a virtual host: what its pictures say of having been made by a machine. */
  get aigc(): string | undefined {
    return this.#aigc
  }

  /** Whether a program may leave it for a better one now: a host ends its sentence first, when it is asked in time. */
  get mayLeave(): boolean {
    if (this.line === undefined) return true
    const forMs = this.line.windingUpForMs
    return forMs > 0 && (!this.#isSpeaking || forMs >= mostWindUpMs)
  }

  get lastVideoAgeMs(): number | null {
    return this.#health.silentForMs(this.#nowMs)
  }

  /** Since its newest frame of sound; Infinity before the first. */
  get soundAgeMs(): number {
    return this.#nowMs - this.#lastSoundAtMs
  }

  /** How often it was lost on air in the last minute. */
  get losses(): number {
    return this.#lostAtMs.filter(atMs => this.#nowMs - atMs < lossesCountForMs).length
  }

  /** It was lost while on air. */
  noteLoss(): void {
    this.#lostAtMs = [...this.#lostAtMs.slice(-8), this.#nowMs]
  }

  /** It cannot even be asked for: ingest was lost, not the feed, which then has nothing more to prove. */
  #forgiveLoss(): void {
    this.#lostAtMs = this.#lostAtMs.filter(atMs => atMs < this.#closedAtMs)
  }

  state(lossAfterMs: number): 'absent' | 'waiting-key' | 'live' {
    if (this.isLive(lossAfterMs)) return 'live'
    return this.#isConnected && !this.#health.hasKeyframe ? 'waiting-key' : 'absent'
  }

  get #nowMs(): number {
    return this.#deps.fairClock.nowMs()
  }

  watch(watcher: FeedWatcher): Disposable {
    this.#watchers.add(watcher)
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) }
  }

  /** Reads until the signal; every end is followed by a new connection. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      const why = await this.#readOnce(signal)
      failures = why === '' ? 0 : failures + 1
      if (why !== '' && failures === 1)
        this.#deps.log.warn({ feed: this.name, why }, 'relay/feed-unreachable')
      await slept(this.#deps.clock, failures > 10 ? waitingLongMs : retryMs, signal)
    }
  }

  async #readOnce(signal: AbortSignal): Promise<string> {
    const ended = Promise.withResolvers<string>()
    const { maxTagBytes } = this.#plan
    const reader = new FlvReader(tag => this.#take(tag), { maxTagBytes, isReused: true })
    const stream = this.#plan.open({
      onBytes: bytes => {
        try {
          reader.push(bytes)
          for (const watcher of this.#watchers) watcher.onBatch()
        } catch (error) {
          stream.close()
          ended.resolve(messageOf(error))
        }
      },
      // At once, not when the promise is heard: whoever is on air must not wait for that.
      onEnd: why => {
        if (why === '') this.#closedAtMs = this.#nowMs
        else if (!this.#isConnected) this.#forgiveLoss()
        this.#forget()
        ended.resolve(why)
      },
    })
    const onAbort = () => {
      stream.close()
      ended.resolve('')
    }
    signal.addEventListener('abort', onAbort, { once: true })
    try {
      return await ended.promise
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#forget()
    }
  }

  #forget(): void {
    const wasConnected = this.#isConnected
    this.#isConnected = false
    this.#health.forget()
    this.#isSpeaking = false
    this.#lastSoundAtMs = -Infinity
    if (wasConnected) for (const watcher of this.#watchers) watcher.onEnd(this)
  }

  #take(tag: Tag): void {
    const facts = inspectTag(tag)
    if (!this.#isConnected) this.#begin()
    if (facts.isConfig) this.#takeConfig(tag, facts)
    else if (tag.kind === 'video') this.#health.picture(this.#nowMs, tag.timestampMs, facts.isKeyframe)
    else if (tag.kind === 'audio') this.#lastSoundAtMs = this.#nowMs
    else if (this.line !== undefined) this.#takeHostState(tag)
    const fed = { tag, facts }
    for (const watcher of this.#watchers) watcher.onTag(this, fed)
  }

  /** The avatar worker says at each clip's start whether somebody speaks in it, and what the law wants said of it. */
  #takeHostState(tag: Tag): void {
    const [name, state] = decodeAmf0(tag.payload)
    const { AIGC: aigc } = readMetadata(tag.payload) ?? {}
    if (typeof aigc === 'string') this.#aigc = aigc
    if (name !== 'onHostState' || typeof state !== 'object' || state === null || !('isSpeaking' in state))
      return
    this.#isSpeaking = state.isSpeaking === true
  }

  /** Another publisher may have come: what the last one sent is no word of this one. */
  #begin(): void {
    this.#isConnected = true
    this.#audio = this.#audioHeader = undefined
  }

  #takeConfig(tag: Tag, facts: TagFacts): void {
    try {
      if (tag.kind === 'video') this.#video = readAvcConfig(tag.payload)
      else this.#audio = readAacConfig(tag.payload)
    } catch (error) {
      const about = { feed: this.name, codec: facts.codec, error: messageOf(error) }
      this.#deps.log.warn(about, 'relay/unreadable-config')
    }
    const payload = Buffer.from(tag.payload)
    if (tag.kind === 'video') this.#videoHeader = payload
    else this.#audioHeader = payload
  }
}
