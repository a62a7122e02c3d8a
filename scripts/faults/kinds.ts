// The faults of the matrix: what each is, whom it strikes, and what incident it must become.
import type { Kind, Scope } from '#monitoring'

/** Whom a fault strikes; of machines there is one, so that nothing else may be acted meanwhile. */
export type Struck = 'camera' | 'covered-camera' | 'destination' | 'relay' | 'machine'

export type FaultKind = {
  readonly sentence: string
  readonly strikes: Struck
  /** Any of these is right; none: it must pass without an incident. */
  readonly expected: readonly (readonly [Kind, Scope])[]
  /** Media comes in drops, or not to every place at once: what was missed cannot be told to a fifth of a second. */
  readonly isUnclear?: true
  /** People are told at once, but what happened is written once it can be: whoever listens to it hears of this later. */
  readonly isHeardLater?: true
  /** One more that must come of it: until its end nobody is there who could open the other. */
  readonly beside?: Kind
}

export const faultKinds = {
  'camera-killed': {
    sentence: 'a camera is killed, and started again',
    strikes: 'camera',
    expected: [['feed-lost', 'feed']],
  },
  'camera-frozen': {
    sentence: 'a camera stops with its connection open, and goes on',
    strikes: 'camera',
    expected: [['feed-lost', 'encoder']],
  },
  'camera-flapping': {
    sentence: 'a camera comes and goes, several times',
    strikes: 'camera',
    expected: [['feed-lost', 'feed']],
  },
  'camera-covered': {
    sentence: 'a camera is killed, and a second one takes its place',
    strikes: 'covered-camera',
    expected: [['feed-lost', 'feed']],
  },
  'cameras-both-killed': {
    sentence: 'both cameras of a broadcast are killed',
    strikes: 'covered-camera',
    expected: [['feed-lost', 'feed']],
  },
  'camera-hiccup': {
    sentence: 'a camera stops for less than its patience',
    strikes: 'camera',
    expected: [],
  },
  'clock-jumps': {
    sentence: "a camera's clock jumps an hour ahead, then ten minutes back",
    strikes: 'camera',
    expected: [],
  },
  'timestamps-wrap': {
    sentence: "a camera's timestamps pass 2^32",
    strikes: 'camera',
    expected: [],
  },
  'sound-lost': {
    sentence: 'a camera sends no sound for a while',
    strikes: 'camera',
    expected: [['sound-lost', 'encoder']],
  },
  'size-changed': {
    sentence: 'a camera sends another size for a while',
    strikes: 'camera',
    expected: [['profile-changed', 'encoder']],
  },
  'frozen-answering': {
    sentence: 'an endpoint that answers pings freezes',
    strikes: 'destination',
    expected: [['endpoint-stalled', 'endpoint']],
  },
  'frozen-ignoring': {
    sentence: 'an endpoint that never answers pings freezes',
    strikes: 'destination',
    expected: [['endpoint-stalled', 'endpoint']],
  },
  'endpoint-reset': {
    sentence: 'an endpoint resets its connections',
    strikes: 'destination',
    expected: [['endpoint-lost', 'endpoint']],
  },
  'endpoint-killed': {
    sentence: 'an endpoint dies',
    strikes: 'destination',
    expected: [['endpoint-lost', 'endpoint']],
  },
  'publish-refused': {
    sentence: 'every address of a platform refuses to publish',
    strikes: 'destination',
    expected: [
      ['endpoint-lost', 'platform'],
      ['endpoint-refused', 'platform'],
    ],
  },
  'refusing-fast': {
    sentence: 'every address of a platform closes each connection at once',
    strikes: 'destination',
    expected: [['endpoint-lost', 'platform']],
  },
  'slow-drip': {
    sentence: 'an endpoint takes a fifth of what it should',
    strikes: 'destination',
    expected: [['endpoint-stalled', 'endpoint']],
    isUnclear: true,
  },
  'key-expired': {
    sentence: 'a key expires while on air; a person pastes another',
    strikes: 'destination',
    expected: [['key-expired', 'key']],
  },
  'room-closed': {
    sentence: 'a platform closes the live room; a person opens another',
    strikes: 'destination',
    expected: [['platform-refused', 'platform']],
  },
  duplicate: {
    sentence: 'a platform takes our own ghost for a second sender',
    strikes: 'destination',
    expected: [['endpoint-lost', 'endpoint']],
  },
  'replaced-by-another': {
    sentence: 'another sender takes the key; a person pastes another',
    strikes: 'destination',
    expected: [['another-sender', 'key']],
  },
  'dns-failing': {
    sentence: "an endpoint's name is not resolved",
    strikes: 'destination',
    expected: [['endpoint-unreachable', 'endpoint']],
  },
  'relay-killed': {
    sentence: 'a relay worker is killed',
    strikes: 'relay',
    expected: [['relay-lost', 'machine']],
  },
  'relay-frozen': {
    sentence: 'a relay worker freezes',
    strikes: 'relay',
    expected: [['relay-lost', 'machine']],
  },
  'uplink-cut': {
    sentence: 'every platform falls silent at once',
    strikes: 'machine',
    expected: [['uplink-down', 'uplink']],
  },
  'ingest-killed': {
    sentence: 'ingest is killed',
    strikes: 'machine',
    expected: [['ingest-lost', 'machine']],
  },
  'ingest-frozen': {
    sentence: 'ingest freezes',
    strikes: 'machine',
    expected: [['ingest-lost', 'machine']],
  },
  'control-killed': {
    sentence: 'control is killed, and started again',
    strikes: 'machine',
    expected: [['control-lost', 'machine']],
  },
  unwatched: {
    sentence: 'an endpoint dies while control is away',
    strikes: 'machine',
    expected: [['endpoint-lost', 'endpoint']],
    beside: 'control-lost',
  },
  'disk-full': {
    sentence: 'no process of ours can write to its disk; on air goes on',
    strikes: 'machine',
    expected: [['store-full', 'machine']],
    isHeardLater: true,
  },
  'all-killed': {
    sentence: 'every process is killed, and control started again',
    strikes: 'machine',
    expected: [['processes-lost', 'machine']],
  },
} as const satisfies Record<string, FaultKind>

export type FaultName = keyof typeof faultKinds

export const faultNames = Object.keys(faultKinds) as FaultName[]

export function kindOf(name: FaultName): FaultKind {
  return faultKinds[name]
}
