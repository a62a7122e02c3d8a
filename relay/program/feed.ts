// A feed as the relay sees it: read from ingest's socket, connected again whenever it ends.
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { openUnixStream } from '#core/unix-http.ts'
import {
  FlvReader,
  inspectTag,
  readAacConfig,
  readAvcConfig,
  type AudioConfig,
  type Tag,
  type TagFacts,
  type VideoConfig,
} from '#media'

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

export type FeedPlan = { name: string; socketPath: string; maxTagBytes: number }

const retryMs = 200
const waitingLongMs = 1_000

export class Feed {
  readonly name: string
  readonly #plan: FeedPlan
  readonly #clock: Clock
  readonly #log: Log
  readonly #watchers = new Set<FeedWatcher>()
  #videoConfigTag: Tag | undefined
  #audioConfigTag: Tag | undefined
  #metadataTag: Tag | undefined
  #video: VideoConfig | undefined
  #audio: AudioConfig | undefined
  #hasKeyframe = false
  #isConnected = false
  #lastVideoAtMs = -Infinity
  #liveSinceMs = Infinity

  constructor(plan: FeedPlan, clock: Clock, log: Log) {
    this.name = plan.name
    this.#plan = plan
    this.#clock = clock
    this.#log = log
  }

  get video(): VideoConfig | undefined {
    return this.#video
  }

  get audio(): AudioConfig | undefined {
    return this.#audio
  }

  /** Sequence headers and metadata, in the order a receiver wants them; their payloads are ours and stay valid. */
  get headers(): readonly Tag[] {
    return [this.#metadataTag, this.#videoConfigTag, this.#audioConfigTag].filter(tag => tag !== undefined)
  }

  /** Whether it has shown a key frame and video within `lossAfterMs`. */
  isLive(lossAfterMs: number): boolean {
    const isLive = this.#hasKeyframe && this.#clock.nowMs() - this.#lastVideoAtMs <= lossAfterMs
    if (!isLive) this.#liveSinceMs = Infinity
    else if (this.#liveSinceMs === Infinity) this.#liveSinceMs = this.#clock.nowMs()
    return isLive
  }

  /** How long it has been live at the last look; 0 while it is not. */
  get liveForMs(): number {
    return Math.max(0, this.#clock.nowMs() - this.#liveSinceMs)
  }

  get lastVideoAgeMs(): number | null {
    return this.#lastVideoAtMs === -Infinity ? null : this.#clock.nowMs() - this.#lastVideoAtMs
  }

  state(lossAfterMs: number): 'absent' | 'waiting-key' | 'live' {
    if (this.isLive(lossAfterMs)) return 'live'
    return this.#isConnected && !this.#hasKeyframe ? 'waiting-key' : 'absent'
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
      if (why !== '' && failures === 1) this.#log.warn({ feed: this.name, why }, 'relay/feed-unreachable')
      await slept(this.#clock, failures > 10 ? waitingLongMs : retryMs, signal)
    }
  }

  async #readOnce(signal: AbortSignal): Promise<string> {
    const ended = Promise.withResolvers<string>()
    const reader = new FlvReader(tag => this.#take(tag), {
      maxTagBytes: this.#plan.maxTagBytes,
      isReused: true,
    })
    const stream = openUnixStream(this.#plan.socketPath, `/feeds/${this.name}.flv`, {
      isReused: true,
      onBytes: bytes => {
        try {
          reader.push(bytes)
          for (const watcher of this.#watchers) watcher.onBatch()
        } catch (error) {
          stream.close()
          ended.resolve(messageOf(error))
        }
      },
      onEnd: ended.resolve,
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
    this.#hasKeyframe = false
    this.#lastVideoAtMs = -Infinity
    this.#liveSinceMs = Infinity
    if (wasConnected) for (const watcher of this.#watchers) watcher.onEnd(this)
  }

  #take(tag: Tag): void {
    const facts = inspectTag(tag)
    this.#isConnected = true
    if (tag.kind === 'script') this.#metadataTag = kept(tag)
    else if (facts.isConfig) this.#takeConfig(tag, facts)
    else if (tag.kind === 'video') {
      this.#lastVideoAtMs = this.#clock.nowMs()
      if (facts.isKeyframe) this.#hasKeyframe = true
    }
    const fed = { tag, facts }
    for (const watcher of this.#watchers) watcher.onTag(this, fed)
  }

  #takeConfig(tag: Tag, facts: TagFacts): void {
    try {
      if (tag.kind === 'video') this.#video = readAvcConfig(tag.payload)
      else this.#audio = readAacConfig(tag.payload)
    } catch (error) {
      this.#log.warn(
        { feed: this.name, codec: facts.codec, error: messageOf(error) },
        'relay/unreadable-config',
      )
    }
    if (tag.kind === 'video') this.#videoConfigTag = kept(tag)
    else this.#audioConfigTag = kept(tag)
  }
}

/** A copy whose buffers are ours alone. */
function kept(tag: Tag): Tag {
  const bytes = Buffer.from(tag.bytes)
  return {
    kind: tag.kind,
    timestampMs: tag.timestampMs,
    payload: bytes.subarray(11, bytes.length - 4),
    bytes,
  }
}
