// The card of a whole drill, put together from its results and held against the one before. Pure.
import {
  drillFaults,
  type DrillFault,
  drillLimits,
  type DrillOutcome,
  type Last,
  type Result,
  type Scorecard,
} from './types.ts'

export type Drilled = Omit<Scorecard, 'version' | 'outcome' | 'isWhole' | 'last'> & {
  readonly asked: readonly DrillFault[]
  /** Somebody ended it, or it was left without an end. */
  readonly isCut: boolean
  readonly before: Scorecard | null
}

export function scorecardOf({ asked, before, isCut, ...drilled }: Drilled): Scorecard {
  return {
    version: 1,
    ...drilled,
    outcome: isCut ? 'unfinished' : outcomeOf(drilled),
    isWhole: drillFaults.every(fault => asked.includes(fault)),
    last: before === null ? null : lastOf(before),
  }
}

/** One that never got to its end: whoever finds it says why. */
export function unfinished(
  { id, by, beganMs }: Pick<Scorecard, 'id' | 'by' | 'beganMs'>,
  endedMs: number,
  why: string,
): Scorecard {
  const nothing = { results: [], paging: null, machine: null, coresUsed: null }
  return scorecardOf({ id, by, beganMs, endedMs, why, ...nothing, asked: [], isCut: true, before: null })
}

function outcomeOf({ why, results, paging }: Pick<Scorecard, 'why' | 'results' | 'paging'>): DrillOutcome {
  if (why !== null) return 'failed'
  const isLate = paging !== null && (paging.tookMs ?? Infinity) > drillLimits.acknowledgedMs
  return isLate || results.some(({ verdict }) => verdict === 'broken') ? 'failed' : 'passed'
}

function lastOf({ id, beganMs, outcome, results }: Scorecard): Last {
  const ran = results.filter(({ verdict }) => verdict !== 'not-run')
  return {
    id,
    beganMs,
    outcome,
    recoveredMs: Object.fromEntries(ran.map(({ fault, recoveredMs }) => [fault, recoveredMs])),
  }
}

/** How much later than in the last drill, in milliseconds; null where one of them cannot be told. */
export function slowerMs({ fault, recoveredMs }: Result, last: Last | null): number | null {
  const beforeMs = last?.recoveredMs[fault] ?? null
  return recoveredMs === null || beforeMs === null ? null : recoveredMs - beforeMs
}
