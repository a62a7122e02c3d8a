// What a drill is told in: faults acted on a second instance, what came of each, and the card that sums them up.
import type { Incident, Kind, Scope, Sentences } from '../incident/types.ts'

export const drillFaults = [
  'camera-killed',
  'camera-frozen',
  'endpoint-frozen',
  'endpoint-reset',
  'publish-refused',
  'uplink-cut',
  'ingest-killed',
  'relay-killed',
  'control-killed',
  'disk-full',
] as const
export type DrillFault = (typeof drillFaults)[number]

/** Wall clock. */
export type Span = readonly [fromMs: number, toMs: number]

/** What one stand-in received around a fault. */
export type Witness = {
  readonly destination: string
  /** The fault was acted on its platform. */
  readonly isStruck: boolean
  /** Waits for media of more than 100 ms. */
  readonly missed: readonly Span[]
  /** While pictures of another kind than before were shown. */
  readonly slate: readonly Span[]
}

/** A fault that was acted; wall clock. */
export type Played = {
  readonly fault: DrillFault
  readonly atMs: number
  /** It was undone; null where nobody had to. */
  readonly mendedMs: number | null
  /** All was carrying again; null: not in the time that was given. */
  readonly wellMs: number | null
  /** What was still wrong then; '' for nothing. */
  readonly lack: string
  /** Opened since it was acted. */
  readonly incidents: readonly Incident[]
  readonly witnesses: readonly Witness[]
}

/** What viewers of one destination lost, in milliseconds: by what its stand-in received, and by our own record. */
export type Lost = {
  readonly destination: string
  readonly isStruck: boolean
  readonly longestMs: number
  readonly lostMs: number
  readonly slateMs: number
  readonly saidLostMs: number
  readonly saidSlateMs: number
  /** By how much record and receipts differ. */
  readonly offMs: number
}

/** Milliseconds since the fault, or since it was undone; null: it did not come about. */
export type Times = {
  readonly noticedMs: number | null
  readonly actedMs: number | null
  readonly recoveredMs: number | null
}

export type Result = Times & {
  readonly fault: DrillFault
  readonly verdict: 'kept' | 'broken' | 'not-run'
  /** Why it was not run, or each promise that was not kept. */
  readonly why: readonly Sentences[]
  readonly atMs: number | null
  /** Recovery counts from then. */
  readonly since: 'fault' | 'mend'
  readonly became: { readonly id: string; readonly kind: Kind; readonly scope: Scope } | null
  readonly cause: Sentences | null
  readonly limits: { readonly noticedMs: number; readonly recoveredMs: number; readonly lostMs: number }
  readonly viewers: readonly Lost[]
}

/** A person was paged: how long until somebody took notice; null: nobody did. */
export type Paging = { readonly tookMs: number | null; readonly by: string | null }

export type Machine = {
  readonly cores: number
  readonly processor: string
  readonly loadBefore: number
  readonly loadAfter: number
}

export const drillOutcomes = ['passed', 'failed', 'unfinished'] as const
export type DrillOutcome = (typeof drillOutcomes)[number]

/** Plain values that survive JSON. */
export type Scorecard = {
  readonly version: 1
  readonly id: string
  /** `schedule`, or who asked. */
  readonly by: string
  readonly beganMs: number
  readonly endedMs: number
  readonly outcome: DrillOutcome
  /** Every fault was asked for: only such a drill says something of the house as a whole. */
  readonly isWhole: boolean
  /** Why it did not come to its end; null for one that did. */
  readonly why: string | null
  readonly results: readonly Result[]
  readonly paging: Paging | null
  readonly machine: Machine | null
  /** Processor time of all its processes, as cores on average; null where it was not measured. */
  readonly coresUsed: number | null
  /** The finished one before it. */
  readonly last: Last | null
}

export type Last = {
  readonly id: string
  readonly beganMs: number
  readonly outcome: DrillOutcome
  readonly recoveredMs: Readonly<Partial<Record<DrillFault, number | null>>>
}

export const drillLimits = {
  tookMs: 360_000,
  coresUsed: 1,
  acknowledgedMs: 180_000,
  /** Between our record and what was received. */
  offMs: 200,
  /** From our acting until the record is opened. */
  openedMs: 2_000,
} as const
