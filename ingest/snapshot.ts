// What ingest shows: plain values that survive JSON.
import type { TimestampFaults } from '#media'
import type { RefusedLately } from './refused-lately.ts'

/** Who is sending to a feed. */
export type Publisher = {
  readonly id: string
  readonly remoteAddress: string
  /** What the encoder calls itself. */
  readonly encoder: string
  /** Wall clock, milliseconds since 1970. */
  readonly sinceMs: number
  /** Came over RTMPS. */
  readonly secure: boolean
}

export type FeedVideo = {
  readonly codec: 'h264'
  readonly widthPx: number
  readonly heightPx: number
  readonly profile: string
  /** Measured; as the stream declares it until there is something to measure. */
  readonly frameRateFps: number | null
}

export type FeedAudio = {
  readonly codec: 'aac'
  readonly sampleRateHz: number
  readonly channels: number
  readonly profile: string
}

/** Totals of a feed; they go on through restarts. */
export type FeedCounters = {
  readonly receivedBytes: number
  readonly videoFrames: number
  readonly audioFrames: number
  /** Times its clock did what no clock does. */
  readonly timestampFaults: TimestampFaults
  /** Times the same publisher went over to another picture or sound. */
  readonly formatChanges: number
}

export type FeedSnapshot = FeedCounters & {
  readonly name: string
  readonly session: Publisher | null
  readonly video: FeedVideo | null
  readonly audio: FeedAudio | null
  /** Between the last two key frames, by their timestamps. */
  readonly keyframeIntervalMs: number | null
  readonly lastVideoAgeMs: number | null
  /** Over the last five seconds. */
  readonly videoKbps: number
  /** Over the last five seconds. */
  readonly audioKbps: number
  /** How far sound is ahead of the picture; null while one of them has not come. */
  readonly skewMs: number | null
  /** Whether pictures are shown in another order than they are sent; null until that can be told. */
  readonly hasBFrames: boolean | null
  readonly readers: number
}

/** Where a listener stands: its port, or why it has none. */
export type Listening = { readonly port: number } | { readonly error: string }

export type IngestSnapshot = {
  readonly process: { pid: number; startedAtMs: number; rssBytes: number; cpuSeconds: number }
  readonly listening: { readonly rtmp: Listening; readonly rtmps: Listening | null }
  readonly feeds: readonly FeedSnapshot[]
  readonly sessions: {
    readonly open: number
    readonly acceptedTotal: number
    readonly refusedTotal: Readonly<Record<string, number>>
    /** Publishers turned away in the last minutes, newest last. */
    readonly refusedLately: readonly RefusedLately[]
  }
  readonly droppedReaderFrames: number
  readonly eventLoopLagMs: number
  /** What writing the journal last failed of; '' while it works. */
  readonly journalTrouble: string
}
