// A named stream that exists even while nobody sends it: what is on it now, who reads it, how it is doing.
import type { Socket } from 'node:net'
import {
  type AudioConfig,
  flvTag,
  FrameMemory,
  inspectTag,
  noTimestampFaults,
  readAacConfig,
  readAvcConfig,
  refusalOf,
  StreamWatch,
  sumOfFaults,
  type Tag,
  type TagFacts,
  type VideoConfig,
} from '#media'
import { BFrames } from './b-frames.ts'
import { GopCache } from './gop-cache.ts'
import { Meter } from './meter.ts'
import { copyOf, metadataIn } from './tags.ts'
import { Reader } from './reader.ts'
import type { FeedAudio, FeedCounters, FeedSnapshot, FeedVideo, Publisher } from './snapshot.ts'
import type { IngestSettings } from './settings.ts'

export type FeedWatcher = {
  /** The first key frame of a publisher has come. */
  up(feed: Feed, publisher: Publisher): void
  /** A publisher that was up is gone; how long it had sent no picture by then. */
  down(feed: Feed, publisher: Publisher, why: string, silentForMs: number): void
  /** A reader lost a frame. */
  dropped(frames: number): void
}

/** Sound waits some 40 ms for the picture behind it: alone it costs each destination a system call, and is heard no sooner. */
const mostHeldSounds = 2

export class Feed {
  readonly name: string
  readonly #watcher: FeedWatcher
  readonly #meter = new Meter()
  readonly #soundMeter = new Meter()
  readonly #bFrames = new BFrames()
  readonly #watch = new StreamWatch()
  readonly #readers = new Set<Reader>()
  readonly #memory = new FrameMemory()
  /** Tags given to readers and not let go yet; a picture counts for more than may be held. */
  #unflushed = 0
  #limits: IngestSettings
  #gop: GopCache
  #counters = { receivedBytes: 0, videoFrames: 0, audioFrames: 0, formatChanges: 0 }
  /** Of earlier processes. */
  #faultsBefore = noTimestampFaults
  #publisher: Publisher | null = null
  #isUp = false
  #metadata: Tag | null = null
  #video: { tag: Tag; config: VideoConfig } | null = null
  #audio: { tag: Tag; config: AudioConfig } | null = null
  #lastVideoAtMs: number | null = null
  #lastKeyframeTimestampMs: number | null = null
  #keyframeIntervalMs: number | null = null

  constructor(name: string, limits: IngestSettings, watcher: FeedWatcher) {
    this.name = name
    this.#limits = limits
    this.#watcher = watcher
    this.#gop = new GopCache(limits.gopCacheBytes)
  }

  /** New limits hold for publishers and readers to come. */
  setLimits(limits: IngestSettings): void {
    this.#limits = limits
  }

  get publisher(): Publisher | null {
    return this.#publisher
  }

  /** Whether the present publisher has sent a key frame. */
  get isUp(): boolean {
    return this.#isUp
  }

  /** Hands the feed to a publisher; whoever held it before must have been ended. */
  begin(publisher: Publisher): void {
    this.#forget()
    this.#publisher = { ...publisher, encoder: printable(publisher.encoder) }
    this.#gop = new GopCache(this.#limits.gopCacheBytes)
  }

  /** The publisher is gone, and its readers' responses end. Of anybody but the present publisher it is ignored. */
  end(publisherId: string, why: string, nowMs: number): void {
    const publisher = this.#publisher
    if (publisher === null || publisher.id !== publisherId) return
    const wasUp = this.#isUp
    const silentForMs = Math.round(nowMs - (this.#lastVideoAtMs ?? nowMs))
    this.#publisher = null
    this.#forget()
    for (const reader of this.#readers) if (reader.hasBegun) reader.end()
    if (wasUp) this.#watcher.down(this, publisher, why, silentForMs)
  }

  #forget(): void {
    this.#isUp = false
    this.#metadata = this.#video = this.#audio = null
    this.#lastVideoAtMs = this.#lastKeyframeTimestampMs = this.#keyframeIntervalMs = null
    this.#gop.clear()
    this.#meter.reset()
    this.#soundMeter.reset()
    this.#bFrames.reset()
    this.#watch.begin()
  }

  /** Takes a tag of the present publisher, whose buffers need be valid during the call only. Returns why it cannot go on air, or null. */
  take(tag: Tag, nowMs: number): string | null {
    this.#counters.receivedBytes += tag.bytes.length
    if (tag.kind === 'script') {
      this.#takeScript(tag)
      return null
    }
    const facts = inspectTag(tag)
    const refusal = refusalOf(facts)
    if (refusal !== null) return refusal
    if (facts.codec === null || facts.isEndOfSequence) return null
    if (facts.isConfig) this.#takeConfig(tag)
    else if (tag.kind === 'audio') {
      this.#counters.audioFrames++
      this.#soundMeter.count(tag.bytes.length, tag.timestampMs)
      this.#watch.sound(tag.timestampMs)
      if (this.#audio !== null) this.#pass(tag, false)
    } else this.#takePicture(tag, facts, nowMs)
    return null
  }

  // What else encoders put into script data (captions, cue points) is not part of a picture and stays here.
  #takeScript(tag: Tag): void {
    const metadata = metadataIn(tag)
    if (metadata === null) return
    // At any time but 0 FFmpeg takes metadata for a stream of subtitles.
    this.#metadata = flvTag('script', 0, tag.payload)
    const { encoder } = metadata // more telling than what every encoder claims to be when it connects
    if (typeof encoder === 'string' && this.#publisher !== null)
      this.#publisher = { ...this.#publisher, encoder: printable(encoder) }
    this.#send(this.#metadata)
  }

  #takeConfig(given: Tag): void {
    const known = given.kind === 'video' ? this.#video : this.#audio
    if (known !== null && known.tag.payload.equals(given.payload)) return
    const tag = flvTag(given.kind, given.timestampMs, given.payload)
    if (tag.kind === 'video') this.#video = { tag, config: readAvcConfig(tag.payload) }
    else this.#audio = { tag, config: readAacConfig(tag.payload) }
    // What was cached belongs to the old configuration; a reader to come waits for the next key frame.
    if (known !== null) {
      this.#counters.formatChanges++
      this.#gop.clear()
    }
    this.#send(tag)
  }

  #takePicture(tag: Tag, facts: TagFacts, nowMs: number): void {
    this.#counters.videoFrames++
    this.#lastVideoAtMs = nowMs
    this.#meter.count(tag.bytes.length, tag.timestampMs)
    this.#watch.picture(tag.timestampMs)
    this.#bFrames.count(facts.compositionMs)
    if (this.#video === null) return // nobody could decode it
    if (facts.isKeyframe) this.#noteKeyframe(tag)
    this.#pass(tag, facts.isKeyframe)
  }

  #noteKeyframe(tag: Tag): void {
    if (this.#lastKeyframeTimestampMs !== null)
      this.#keyframeIntervalMs = (tag.timestampMs - this.#lastKeyframeTimestampMs) >>> 0
    this.#lastKeyframeTimestampMs = tag.timestampMs
    if (this.#isUp || this.#publisher === null) return
    this.#isUp = true
    this.#watcher.up(this, this.#publisher)
  }

  #pass(given: Tag, isKeyframe: boolean): void {
    this.#unflushed += given.kind === 'audio' ? 1 : mostHeldSounds + 1
    const { position } = this.#memory
    const tag = copyOf(given, this.#memory)
    this.#gop.add(tag, isKeyframe, position)
    for (const reader of this.#readers) {
      if (isKeyframe && reader.isWaitingForKey && reader.hasRoomFor(tag.bytes.length))
        reader.begin(this.#headersAt(tag.timestampMs), [tag])
      else if (!reader.take(tag)) this.#watcher.dropped(1)
    }
  }

  #send(tag: Tag): void {
    this.#unflushed += mostHeldSounds + 1
    for (const reader of this.#readers) reader.take(tag)
  }

  /** What a decoder must know first; its configurations carry the time of the picture that follows. */
  #headersAt(timestampMs: number): Tag[] {
    const configs = [this.#video?.tag, this.#audio?.tag].filter(tag => tag !== undefined)
    const stamped = configs.map(tag => flvTag(tag.kind, timestampMs, tag.payload))
    return this.#metadata === null ? stamped : [this.#metadata, ...stamped]
  }

  /** Lets go what readers were given since the last time; a sound or two wait for the picture that follows them. */
  flush(): void {
    if (this.#unflushed > mostHeldSounds) this.#letGo()
  }

  #letGo(): void {
    this.#unflushed = 0
    for (const reader of this.#readers) reader.flush()
  }

  /** Whether it has as many readers as it may. */
  get isFull(): boolean {
    return this.#readers.size >= this.#limits.maxReadersPerFeed
  }

  /** Adds a reader: it starts with the present group of pictures, or with the next key frame. */
  addReader(socket: Socket, nowMs: number): void {
    const reader = new Reader(socket, this.#limits, nowMs)
    this.#readers.add(reader)
    socket.on('error', () => {}) // its 'close' follows, and that is all there is to know
    socket.once('close', () => this.#readers.delete(reader))
    const first = this.#gop.tags[0]
    if (first !== undefined && reader.hasRoomFor(this.#gop.bytes)) {
      reader.begin(this.#headersAt(first.timestampMs), this.#gop.tags)
      reader.flush()
    }
  }

  /** Each tick: measures, and drops readers that are stuck. */
  look(nowMs: number): void {
    if (this.#publisher !== null) for (const meter of [this.#meter, this.#soundMeter]) meter.sample(nowMs)
    this.#letGo()
    this.#reuseMemory()
    for (const reader of this.#readers) reader.look(nowMs)
  }

  /** Memory of tags that neither the GOP nor a reader holds is used again; a reader that is behind may hold any. */
  #reuseMemory(): void {
    const position = this.#gop.position ?? this.#memory.position
    for (const reader of this.#readers) if (!reader.holdsNothing) return this.#memory.postpone(position)
    this.#memory.release(position)
  }

  /** The feed is no more. */
  close(): void {
    for (const reader of this.#readers) reader.destroy()
    this.#readers.clear()
  }

  counters(): FeedCounters {
    return { ...this.#counters, timestampFaults: sumOfFaults(this.#faultsBefore, this.#watch.faults) }
  }

  /** Goes on from the totals of an earlier process. */
  restore(counters: FeedCounters): void {
    const { timestampFaults, ...counted } = counters
    this.#counters = { ...this.#counters, ...counted } // what an earlier make did not count begins at 0
    this.#faultsBefore = timestampFaults ?? noTimestampFaults
  }

  get video(): FeedVideo | null {
    if (this.#video === null) return null
    const { codec, widthPx, heightPx, profile, frameRateFps } = this.#video.config
    return { codec, widthPx, heightPx, profile, frameRateFps: this.#meter.frameRateFps ?? frameRateFps }
  }

  get audio(): FeedAudio | null {
    if (this.#audio === null) return null
    const { codec, sampleRateHz, channels, profile } = this.#audio.config
    return { codec, sampleRateHz, channels, profile }
  }

  snapshot(nowMs: number): FeedSnapshot {
    return {
      name: this.name,
      session: this.#publisher,
      video: this.video,
      audio: this.audio,
      ...this.counters(),
      keyframeIntervalMs: this.#keyframeIntervalMs,
      lastVideoAgeMs:
        this.#lastVideoAtMs === null ? null : Math.max(0, Math.round(nowMs - this.#lastVideoAtMs)),
      videoKbps: this.#meter.kbps,
      audioKbps: this.#soundMeter.kbps,
      skewMs: this.#watch.skewMs,
      hasBFrames: this.#bFrames.areSeen,
      readers: this.#readers.size,
    }
  }
}

/** A stranger's words, fit for a log and a page. */
const printable = (words: string): string => words.replaceAll(/[^\x20-\x7e]/g, '').slice(0, 120)
