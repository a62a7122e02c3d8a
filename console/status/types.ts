// What control's API answers, as far as this page reads it. Times are milliseconds; `…Ms` since 1970 unless it says age.

export type Wish = 'on' | 'off'

export type LegAt =
  | 'idle'
  | 'armed'
  | 'connecting'
  | 'publishing'
  | 'carrying'
  | 'stalled'
  | 'waiting'
  | 'stopped'
  | 'blocked'

export type Leg = {
  readonly destination: string
  readonly platform: string
  readonly wanted: Wish
  readonly state: { readonly at: LegAt; readonly sinceMs: number; readonly retryInMs?: number }
  readonly cause: string | null
  readonly why: string | null
  readonly said: string | null
  readonly carrier: string
  /** Ordinal from 0. */
  readonly endpoint: number | null
  readonly endpoints: number
  readonly server: string | null
  readonly attempts: number
  readonly sentBytes: number
  readonly ackedBytes: number
  readonly rttMs: number | null
  readonly queueMs: number
  readonly queueBytes: number
  readonly droppedFrames: number
  readonly reconnects: Readonly<Record<string, number>>
  readonly darkMs: number
  readonly carryingSinceMs: number | null
  readonly lastProgressAgeMs: number | null
  readonly evidence: { readonly kernelAcked: boolean; readonly windowAck: boolean; readonly pong: boolean }
  readonly keyFingerprint: string | null
  /** What the key itself says of its end; null where it says nothing. */
  readonly keyExpiresAtMs: number | null
}

export type Video = {
  readonly codec: string
  readonly widthPx: number
  readonly heightPx: number
  readonly profile: string
  readonly frameRateFps: number | null
}

export type Audio = { readonly codec: string; readonly sampleRateHz: number; readonly channels: number }

export type Program = {
  readonly name: string
  readonly onAir: string | null
  readonly feeds: readonly {
    readonly name: string
    readonly state: 'absent' | 'waiting-key' | 'live'
    readonly lastVideoAgeMs: number | null
  }[]
  readonly video: Video | null
  readonly audio: Audio | null
  readonly videoKbps: number | null
  readonly outputBytes: number
}

export type Worker = {
  readonly state: 'none' | 'starting' | 'up' | 'unreachable'
  readonly pid: number | null
  readonly startedAtMs: number | null
  readonly snapshotAgeMs: number | null
  readonly restarts: number
  readonly eventLoopLagMs: number | null
  readonly journalTrouble: string
}

export type Destination = { readonly name: string; readonly platform: string; readonly endpoints: number }

export type Broadcast = {
  readonly name: string
  readonly wish: Wish
  readonly onAirSinceMs: number | null
  /** In order of preference. */
  readonly feeds: readonly string[]
  readonly take: string | null
  readonly destinations: readonly Destination[]
  readonly worker: Worker
  readonly programs: readonly Program[]
  readonly legs: readonly Leg[]
  /** Control's clock when it answered. */
  readonly nowMs: number
}

export type Feed = {
  readonly name: string
  readonly session: {
    readonly id: string
    readonly remoteAddress: string
    readonly encoder: string
    readonly sinceMs: number
    readonly secure: boolean
  } | null
  readonly video: Video | null
  readonly audio: Audio | null
  readonly receivedBytes: number
  readonly keyframeIntervalMs: number | null
  readonly lastVideoAgeMs: number | null
  readonly videoKbps: number | null
  readonly readers: number
}

export type Feeds = {
  /** Where encoders publish, without the key; null while the front door is not known. */
  readonly publishUrl: string | null
  readonly otherPublishUrls: readonly string[]
  /** Why the front door does not listen, '' while it does. */
  readonly trouble: string
  readonly worker: Worker
  readonly nowMs: number
  readonly feeds: readonly Feed[]
}

export type HouseEvent = {
  readonly id: string
  readonly atMs: number
  readonly broadcast: string | null
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}
