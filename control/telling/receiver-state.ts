// How it goes with one receiver: the message on its way, how often sending failed, and what was counted. Plain values.
import type { Observed } from '#monitoring'
import type { Message } from './platforms/platform.ts'
import type { Said } from './schedule.ts'

export const outcomes = ['delivered', 'failed', 'expired'] as const
export type Outcome = (typeof outcomes)[number]

/** A message whose fate is not known: sent again as it is, under the same id, until it is. */
export type Flight = {
  readonly message: Message
  /** What will have been said, by incident, and since when it was due. */
  readonly says: readonly { readonly incident: string; readonly said: Said; readonly dueMs: number }[]
}

export type ReceiverState = {
  /** Messages made so far: their ids count on through restarts. */
  readonly made: number
  readonly flight: Flight | null
  /** In a row. */
  readonly failures: number
  readonly failingSinceMs: number | null
  readonly triedMs: number | null
  /** Not to be tried before. */
  readonly nextMs: number
  readonly deliveredMs: number | null
  /** Why the last attempt failed; '' when it did not. */
  readonly trouble: string
  readonly outcomes: Readonly<Record<Outcome, number>>
  readonly delays: Observed
}

const delayBoundsS = [1, 2, 3, 5, 10, 30, 60, 180, 600, 1_800, 3_600]

export function newReceiverState(): ReceiverState {
  return {
    made: 0,
    flight: null,
    failures: 0,
    failingSinceMs: null,
    triedMs: null,
    nextMs: 0,
    deliveredMs: null,
    trouble: '',
    outcomes: { delivered: 0, failed: 0, expired: 0 },
    delays: { boundsS: delayBoundsS, counts: [...delayBoundsS, Infinity].map(() => 0), sumS: 0 },
  }
}

export function counted(state: ReceiverState, outcome: Outcome, count = 1): ReceiverState {
  return { ...state, outcomes: { ...state.outcomes, [outcome]: state.outcomes[outcome] + count } }
}

export function delayed(state: ReceiverState, delayMs: number): ReceiverState {
  const { boundsS, counts, sumS } = state.delays
  const delayS = Math.max(0, delayMs) / 1_000
  const at = boundsS.findIndex(bound => delayS <= bound)
  const index = at === -1 ? boundsS.length : at
  return {
    ...state,
    delays: { boundsS, counts: counts.map((n, i) => (i === index ? n + 1 : n)), sumS: sumS + delayS },
  }
}
