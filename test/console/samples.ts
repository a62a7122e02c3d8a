// A broadcast as control answers it: on air at three destinations unless a test says otherwise.
import type {
  Broadcast,
  Cut,
  Feed,
  FeedOfProgram,
  Feeds,
  Leg,
  Profile,
  Program,
  Worker,
} from '../../console/live/types.ts'

export const nowMs = 1_800_000_000_000

export const worker: Worker = {
  state: 'up',
  pid: 7,
  startedAtMs: nowMs - 60_000,
  snapshotAgeMs: 100,
  restarts: 0,
  eventLoopLagMs: 1,
  journalTrouble: '',
}

export function leg(destination: string, at: Leg['state']['at'], more: Partial<Leg> = {}): Leg {
  return {
    destination,
    platform: destination,
    program: 'main',
    wanted: 'on',
    state: { at, sinceMs: nowMs - 5_000 },
    cause: null,
    why: null,
    said: null,
    carrier: 'rtmp',
    endpoint: 0,
    endpoints: 1,
    server: 'rtmp://push.example.com/live',
    attempts: 1,
    sentBytes: 1,
    ackedBytes: 1,
    rttMs: 1,
    queueMs: 0,
    queueBytes: 0,
    droppedFrames: 0,
    reconnects: {},
    darkMs: 0,
    carryingSinceMs: null,
    lastProgressAgeMs: 100,
    verified: null,
    standbys: [],
    evidence: { kernelAcked: true, windowAck: false, pong: false },
    keyFingerprint: 'ab12',
    keyExpiresAtMs: null,
    roomClosesInMs: null,
    roomLeft: null,
    ...more,
  }
}

export const profile: Profile = {
  widthPx: 1_920,
  heightPx: 1_080,
  frameRateFps: 30,
  sampleRateHz: 48_000,
  channels: 2,
}

export function feedOf(name: string, isLive = true, misfit: string | null = null): FeedOfProgram {
  return { name, state: isLive ? 'live' : 'absent', lastVideoAgeMs: isLive ? 30 : null, misfit }
}

/** Shows a feed that is live, unless told otherwise. */
export function program(onAir: string | null, more: Partial<Program> = {}): Program {
  return {
    name: 'main',
    onAir,
    pending: null,
    profile,
    misfit: null,
    isSoundLost: false,
    feeds: ['camera-a', 'camera-b'].map(name => feedOf(name, name === onAir)),
    cuts: [],
    counters: { slateMs: 0 },
    video: null,
    audio: null,
    videoKbps: 6_000,
    outputBytes: 1,
    ...more,
  }
}

/** A cut of five seconds ago. */
export function cut(from: string | null, to: string, cause: Cut['cause'], more: Partial<Cut> = {}): Cut {
  return { from, to, cause, gapMs: 33, silenceMs: 712, misfit: null, atMs: nowMs - 5_000, ...more }
}

export function broadcast(more: Partial<Broadcast> = {}): Broadcast {
  const legs = more.legs ?? ['douyin', 'kuaishou', 'archive'].map(name => leg(name, 'carrying'))
  return {
    name: 'evening',
    wish: 'on',
    onAirSinceMs: nowMs - 3_600_000,
    feeds: ['camera-a', 'camera-b'],
    take: null,
    duty: null,
    understudy: null,
    slate: { design: 'lamp' },
    contents: [],
    slateState: { at: 'ready' },
    destinations: legs.map(({ destination, platform }) => ({ name: destination, platform, endpoints: 1 })),
    worker,
    programs: [program('camera-a')],
    nowMs,
    ...more,
    legs,
  }
}

export function feed(name: string, lastVideoAgeMs: number | null): Feed {
  const session = { id: '1', remoteAddress: '192.0.2.1', encoder: 'OBS', sinceMs: nowMs, secure: false }
  return {
    name,
    kind: 'rtmp',
    session: lastVideoAgeMs === null ? null : session,
    video: null,
    audio: null,
    receivedBytes: 0,
    keyframeIntervalMs: null,
    skewMs: null,
    timestampFaults: { jumps: 0, backwards: 0, standstills: 0 },
    lastVideoAgeMs,
    videoKbps: null,
    readers: 1,
    host: null,
  }
}

export const feeds = (...all: readonly Feed[]): Feeds => ({
  publishUrl: 'rtmp://house/live',
  otherPublishUrls: [],
  trouble: '',
  worker,
  nowMs,
  feeds: all,
  refused: [],
})
