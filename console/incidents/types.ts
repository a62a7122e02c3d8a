// What control answers about incidents, as these pages read it. Times are milliseconds since 1970.
import type { HouseEvent, Incident as Short } from '../live/types.ts'

export type How = 'frozen' | 'slate' | 'dark'

export type Span = {
  readonly broadcast: string
  readonly destination: string
  readonly program: string
  readonly how: How
  readonly fromMs: number
  /** Null: still. */
  readonly toMs: number | null
}

export type Incident = Short & {
  readonly broadcast: string | null
  readonly kind: string
  readonly scope: string
  readonly subject: { readonly destination?: string }
  readonly noticedMs: number
  readonly actedMs: number | null
  readonly openedMs: number
  readonly evidence: readonly HouseEvent[]
  /** Missing of incidents that an older version kept. */
  readonly spans?: readonly Span[]
  readonly mergedInto: string | null
}

/** What viewers saw at a moment: a picture, or nothing for a while. */
export type Shown = {
  readonly picture: string | null
  readonly atMs: number
  readonly untilMs: number | null
  readonly broadcast: string
  readonly program: string
  readonly shows: 'feed' | 'slate' | 'nothing'
  readonly how: 'dark' | 'frozen' | null
  readonly feed: string | null
  readonly moment: 'before' | 'began' | 'during' | 'recovered' | 'after' | null
  readonly destinations: readonly string[]
  readonly last: string | null
}

export type Track = {
  readonly name: string
  readonly figures: readonly string[]
  readonly names: readonly string[]
  readonly rows: readonly (readonly (number | null)[])[]
  readonly said: readonly { readonly atMs: number; readonly text: string }[]
}

export type Flight = {
  readonly broadcast: string
  readonly legs: readonly Track[]
  readonly programs: readonly Track[]
}

export const kinds = [
  'feed-lost',
  'sound-lost',
  'profile-changed',
  'picture-black',
  'picture-frozen',
  'sound-silent',
  'sound-clipped',
  'slate-failed',
  'endpoint-stalled',
  'endpoint-lost',
  'endpoint-unreachable',
  'endpoint-refused',
  'key-refused',
  'key-expired',
  'another-sender',
  'platform-refused',
  'platform-closed',
  'not-shown',
  'uplink-down',
  'ingest-lost',
  'relay-lost',
  'avatar-lost',
  'control-lost',
  'processes-lost',
  'ownership-lost',
  'store-full',
] as const
export type Kind = (typeof kinds)[number]
