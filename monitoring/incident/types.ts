// What an incident is: one record per thing that went wrong, from first evidence to its end.

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

/** Where to look for the cause. */
export type Scope = 'feed' | 'encoder' | 'machine' | 'uplink' | 'endpoint' | 'platform' | 'key'

export type Subject = {
  readonly feed?: string
  readonly destination?: string
  /** Ordinal from 0, where it began. */
  readonly endpoint?: number
  readonly program?: string
  readonly worker?: string
}

/** One thing that happened, in the order in which the house keeps them. */
export type Happening = {
  readonly id: string
  readonly atMs: number
  readonly broadcast: string | null
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Each sentence in both languages of the house. */
export type Sentences = { readonly en: string; readonly zh: string }

/** What viewers of one destination saw of it. */
export type Seen = {
  readonly broadcast: string
  readonly destination: string
  /** Holes in the picture, of those beyond 200 ms, and a picture that stood. */
  readonly frozenMs: number
  /** The slate was shown. */
  readonly slateMs: number
  /** The destination got no media while wished on air, or showed none, or black. */
  readonly darkMs: number
  /** What they see instead of a picture at this moment; null: a picture. */
  readonly now: 'frozen' | 'slate' | 'dark' | null
}

/** When viewers of a destination saw no live picture, and what instead. */
export type SeenSpan = {
  readonly broadcast: string
  readonly destination: string
  readonly program: string
  readonly how: 'frozen' | 'slate' | 'dark'
  readonly fromMs: number
  /** Null: still. */
  readonly toMs: number | null
}

export type Part = {
  readonly kind: Kind
  readonly scope: Scope
  readonly subject: Subject
  readonly broadcasts: readonly string[]
  readonly beganMs: number
  readonly overMs: number | null
}

/** Plain values that survive JSON. Times are wall clock. */
export type Incident = {
  readonly id: string
  /** The one it is about; null where it is about none, or about several. */
  readonly broadcast: string | null
  readonly broadcasts: readonly string[]
  readonly kind: Kind
  readonly scope: Scope
  readonly subject: Subject
  /** The first evidence: the last picture, the last proof. */
  readonly beganMs: number
  /** A process of ours found out. */
  readonly noticedMs: number
  /** Something was done about it: a cut, another address, another process; null while nothing could be. */
  readonly actedMs: number | null
  /** The record was opened. */
  readonly openedMs: number
  readonly acknowledgedMs: number | null
  readonly acknowledgedBy: string | null
  /** Every destination's viewers had a live picture again; null where that never came about. */
  readonly recoveredMs: number | null
  /** Nothing of it is left. */
  readonly overMs: number | null
  readonly cause: Sentences
  readonly evidence: readonly Happening[]
  readonly seen: readonly Seen[]
  /** The same as it came about, oldest first; of very many, the newest. */
  readonly spans: readonly SeenSpan[]
  /** What was found to be one. */
  readonly parts: readonly Part[]
  /** It turned out to be part of another incident. */
  readonly mergedInto: string | null
}
