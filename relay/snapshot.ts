// What a relay worker shows of itself; plain values that survive JSON.
import type { LegSnapshot } from './leg/leg-snapshot.ts'
import type { FeedContent } from './probe/feed-probe.ts'
import type { ProgramSnapshot } from './program/snapshot.ts'
import type { SlateState } from './slate/shelf.ts'

export type ProcessView = {
  readonly pid: number
  /** Wall clock. */
  readonly startedAtMs: number
  readonly rssBytes: number
  /** User and system time since its start. */
  readonly cpuSeconds: number
}

export type RelaySnapshot = {
  readonly broadcast: string
  readonly wish: 'on' | 'off'
  readonly process: ProcessView
  /** Wall clock at which the first picture went out; null before. */
  readonly onAirSinceMs: number | null
  readonly eventLoopLagMs: number
  /** Why the journal cannot be written; '' while it can. */
  readonly journalTrouble: string
  /** What is seen in each feed. */
  readonly contents: readonly FeedContent[]
  readonly programs: readonly ProgramSnapshot[]
  /** Whether the slate is ready to be shown. */
  readonly slate: SlateState
  readonly legs: readonly LegSnapshot[]
}
