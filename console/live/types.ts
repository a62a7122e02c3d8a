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
  /** By name: what it carries. */
  readonly program: string
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
  /** What its playback proves; null where it has none, or does not carry. */
  readonly verified: {
    readonly state: 'live' | 'late' | 'frozen' | 'old' | 'dark' | 'unknown'
    readonly latencyMs: number | null
    readonly why: string
  } | null
  /** Addresses that stand by, as they were found. */
  readonly standbys: readonly { readonly endpoint: number; readonly state: string; readonly why: string }[]
  readonly keyFingerprint: string | null
  /** What the key itself says of its end; null where it says nothing. */
  readonly keyExpiresAtMs: number | null
  /** Until the platform closes the room for want of a stream; null where nobody knows, or it is not wished on. */
  readonly roomClosesInMs: number | null
  /** We stopped pushing, and nobody has said yet that the room was ended at the platform. */
  readonly roomLeft: { readonly sinceMs: number; readonly closesInMs: number | null } | null
}

export type Video = {
  readonly codec: string
  readonly widthPx: number
  readonly heightPx: number
  readonly profile: string
  readonly frameRateFps: number | null
}

export type Audio = { readonly codec: string; readonly sampleRateHz: number; readonly channels: number }

/** The word for the slate where a feed's name could stand. */
export const slateName = 'slate'

export type Profile = {
  readonly widthPx: number
  readonly heightPx: number
  /** Null until the first feed has shown its rate. */
  readonly frameRateFps: number | null
  readonly sampleRateHz: number
  readonly channels: number
}

export type Cut = {
  /** A feed, `slate`, or null at the start. */
  readonly from: string | null
  readonly to: string
  readonly cause: 'start' | 'lost' | 'content' | 'return' | 'take' | 'release'
  /** Hole left in the output's timestamps. */
  readonly gapMs: number
  /** How long nothing had been sent. */
  readonly silenceMs: number
  readonly misfit: string | null
  readonly atMs: number
}

export type FeedOfProgram = {
  readonly name: string
  readonly state: 'absent' | 'waiting-key' | 'live'
  readonly lastVideoAgeMs: number | null
  /** How it differs from the profile, in English; null where it fits. */
  readonly misfit: string | null
}

export type Program = {
  readonly name: string
  /** A feed, `slate`, or null before the start and where nothing is left to show. */
  readonly onAir: string | null
  /** Goes on air at its next key frame. */
  readonly pending: string | null
  /** What every platform was promised; null before the first feed. */
  readonly profile: Profile | null
  /** Of the feed on air. */
  readonly misfit: string | null
  /** The feed on air has a picture and its sound has gone. */
  readonly isSoundLost: boolean
  /** In order of preference. */
  readonly feeds: readonly FeedOfProgram[]
  /** Oldest first. */
  readonly cuts: readonly Cut[]
  readonly counters: { readonly slateMs: number }
  readonly video: Video | null
  readonly audio: Audio | null
  readonly videoKbps: number | null
  readonly outputBytes: number
}

/** What was seen in a feed, by decoding a key frame now and then. */
export type Content = {
  readonly feed: string
  readonly probe: 'waiting' | 'looking' | 'failed'
  readonly why: string
  readonly faults: readonly { readonly what: string; readonly sinceMs: number }[]
  readonly soundDb: number | null
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

/** An address that is kept, its key by fingerprint. */
export type Address = {
  readonly url: string
  readonly keyFingerprint: string
  readonly keyExpiresAtMs: number | null
}

export type Destination = {
  readonly name: string
  readonly platform: string
  readonly endpoints: number
  /** In order of preference. Older answers lack it. */
  readonly addresses?: readonly Address[]
}

export type SlateState =
  | { readonly at: 'none' | 'making' | 'ready' }
  /** It is tried again; one made before goes on serving. */
  | { readonly at: 'failed'; readonly why: string }

export type Broadcast = {
  readonly name: string
  readonly wish: Wish
  readonly onAirSinceMs: number | null
  /** In order of preference. */
  readonly feeds: readonly string[]
  /** The virtual host that steps in when no feed is fit for air; null for none. */
  readonly understudy: string | null
  /** A feed or `slate`, put on air by hand. */
  readonly take: string | null
  /** Who watches over its virtual hosts; null for nobody. */
  readonly duty: { readonly name: string; readonly sinceMs: number; readonly untilMs: number } | null
  /** How the slate shall look; null where none is wanted. */
  readonly slate: object | null
  readonly slateState: SlateState
  readonly destinations: readonly Destination[]
  readonly worker: Worker
  readonly programs: readonly Program[]
  readonly contents: readonly Content[]
  readonly legs: readonly Leg[]
  /** Control's clock when it answered. */
  readonly nowMs: number
}

export type Feed = {
  readonly name: string
  readonly kind: 'rtmp' | 'host'
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
  /** How far sound is ahead of the picture. */
  readonly skewMs: number | null
  /** Times its clock did what no clock does. */
  readonly timestampFaults: {
    readonly jumps: number
    readonly backwards: number
    readonly standstills: number
  }
  readonly lastVideoAgeMs: number | null
  readonly videoKbps: number | null
  readonly readers: number
  /** What a virtual host does; its state is missing while it has no worker. */
  readonly host: { readonly state?: 'preparing' | 'stand-by' | 'on-air' | 'wind-up' } | null
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
  /** Encoders turned away in the last minutes, newest last. */
  readonly refused: readonly Refused[]
}

/** An encoder that was turned away; the same again is one entry. */
export type Refused = {
  /** Null when its key belonged to no feed. */
  readonly feed: string | null
  readonly reason: string
  readonly remoteAddress: string
  readonly why: string
  readonly times: number
  readonly lastAtMs: number
}

/** What went wrong; as far as this page reads it. */
export type Incident = {
  readonly id: string
  readonly broadcasts: readonly string[]
  readonly beganMs: number
  readonly recoveredMs: number | null
  readonly overMs: number | null
  readonly acknowledgedMs: number | null
  readonly acknowledgedBy: string | null
  readonly cause: { readonly en: string; readonly zh: string }
  readonly seen: readonly {
    readonly broadcast: string
    readonly destination: string
    readonly frozenMs: number
    readonly slateMs: number
    readonly darkMs: number
  }[]
}

/** Drills, newest first; as far as this page reads them. */
export type Drills = {
  readonly isOverdue: boolean
  readonly drills: readonly {
    readonly id: string
    readonly beganMs: number
    readonly outcome: 'running' | 'passed' | 'failed' | 'unfinished'
  }[]
}

export type Visitor = {
  readonly name: string
  readonly role: 'viewer' | 'operator' | 'admin'
  /** How the person is called, such as 小王; null where the name does. */
  readonly title: string | null
  /** What they came in with. */
  readonly by: 'admin' | 'token' | 'account'
  /** The id of this session. */
  readonly session: string | null
}

export type HouseEvent = {
  readonly id: string
  readonly atMs: number
  readonly broadcast: string | null
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type Role = Visitor['role']
