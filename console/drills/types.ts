// What control answers about drills, as this page reads it. Times ending in `atMs`, `beganMs` … are since 1970, the rest are lengths.

export const faults = [
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
export type Fault = (typeof faults)[number]
export type Outcome = 'running' | 'passed' | 'failed' | 'unfinished'
export type Verdict = 'kept' | 'broken' | 'not-run'

export type Progress = {
  readonly acting: Fault | null
  readonly of: number
  readonly results: readonly {
    readonly fault: Fault
    readonly verdict: Verdict
    readonly recoveredMs: number | null
  }[]
}

export type Summary = {
  readonly id: string
  readonly by: string
  readonly beganMs: number
  readonly endedMs: number | null
  readonly outcome: Outcome
  readonly isWhole: boolean
  readonly broken: readonly Fault[]
  readonly why: string | null
  readonly recoveredMs: Readonly<Partial<Record<Fault, number | null>>>
  readonly progress: Progress | null
}

export type DrillsAnswer = {
  /** Newest first. */
  readonly drills: readonly Summary[]
  /** As cron writes it, or `off`. */
  readonly schedule: string
  readonly timeZone: string
  readonly nextMs: number | null
  readonly lastPassedMs: number | null
  readonly isOverdue: boolean
}

type Both = { readonly zh: string; readonly en: string }

export type Lost = {
  readonly destination: string
  readonly isStruck: boolean
  readonly longestMs: number
  readonly lostMs: number
  readonly slateMs: number
  readonly saidLostMs: number
  readonly saidSlateMs: number
  readonly offMs: number
}

export type Result = {
  readonly fault: Fault
  readonly verdict: Verdict
  readonly why: readonly Both[]
  /** Recovery counts from then. */
  readonly since: 'fault' | 'mend'
  readonly noticedMs: number | null
  readonly actedMs: number | null
  readonly recoveredMs: number | null
  readonly cause: Both | null
  readonly limits: { readonly noticedMs: number; readonly recoveredMs: number; readonly lostMs: number }
  readonly viewers: readonly Lost[]
}

export type Card = {
  readonly id: string
  readonly by: string
  readonly beganMs: number
  readonly endedMs: number
  readonly outcome: Exclude<Outcome, 'running'>
  readonly isWhole: boolean
  readonly why: string | null
  readonly results: readonly Result[]
  readonly paging: { readonly tookMs: number | null; readonly by: string | null } | null
  readonly coresUsed: number | null
}
