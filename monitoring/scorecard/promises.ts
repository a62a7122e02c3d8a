// What is promised of each fault of a drill, and what incident it must become: the figures of README's table.
import type { Kind, Scope } from '../incident/types.ts'
import type { DrillFault } from './types.ts'

export type Promised = {
  readonly expected: readonly (readonly [Kind, Scope])[]
  /** What can be recovered from by ourselves counts from the fault; the rest from its being undone. */
  readonly since: 'fault' | 'mend'
  readonly noticedMs: number
  readonly recoveredMs: number
  /** The longest that viewers of a platform which was not itself struck may wait for the next picture. */
  readonly lostMs: number
}

// A camera that was lost often proves itself for longer; how soon it is back on air is no more than a sane bound.
export const promises: Readonly<Record<DrillFault, Promised>> = {
  'camera-killed': {
    expected: [['feed-lost', 'feed']],
    since: 'mend',
    noticedMs: 1_000,
    recoveredMs: 10_000,
    lostMs: 200,
  },
  'camera-frozen': {
    expected: [['feed-lost', 'encoder']],
    since: 'mend',
    noticedMs: 1_000,
    recoveredMs: 10_000,
    lostMs: 800,
  },
  'endpoint-frozen': {
    expected: [['endpoint-stalled', 'endpoint']],
    since: 'fault',
    noticedMs: 1_500,
    recoveredMs: 2_500,
    lostMs: 500,
  },
  // Promised are 0.5 s, 95 times in 100; a drill acts it once.
  'endpoint-reset': {
    expected: [['endpoint-lost', 'endpoint']],
    since: 'fault',
    noticedMs: 500,
    recoveredMs: 1_000,
    lostMs: 500,
  },
  // Both addresses refuse: the leg tries again with waits of up to 8 s.
  'publish-refused': {
    expected: [
      ['endpoint-lost', 'platform'],
      ['endpoint-refused', 'platform'],
    ],
    since: 'mend',
    noticedMs: 500,
    recoveredMs: 10_000,
    lostMs: 500,
  },
  'uplink-cut': {
    expected: [['uplink-down', 'uplink']],
    since: 'mend',
    noticedMs: 2_000,
    recoveredMs: 5_000,
    lostMs: 500,
  },
  'ingest-killed': {
    expected: [['ingest-lost', 'machine']],
    since: 'fault',
    noticedMs: 1_000,
    recoveredMs: 5_000,
    lostMs: 800,
  },
  'relay-killed': {
    expected: [['relay-lost', 'machine']],
    since: 'fault',
    noticedMs: 1_000,
    recoveredMs: 2_000,
    lostMs: 2_000,
  },
  'control-killed': {
    expected: [['control-lost', 'machine']],
    since: 'mend',
    noticedMs: 20_000,
    recoveredMs: 20_000,
    lostMs: 500,
  },
  'disk-full': {
    expected: [['store-full', 'machine']],
    since: 'mend',
    noticedMs: 2_000,
    recoveredMs: 5_000,
    lostMs: 500,
  },
}
