// Which endpoint comes next, and after what wait. Pure.
import { type Backoff, waitMs } from '#core/backoff.ts'

export type EndpointsView = {
  readonly count: number
  /** Ordinal tried last; -1 before the first. */
  readonly last: number
  /** Ordinals whose key was refused: not tried until a person acts. */
  readonly refused: ReadonlySet<number>
}

/** The next ordinal in order, starting again after the last; undefined when every endpoint is refused. */
export function nextEndpoint({ count, last, refused }: EndpointsView): number | undefined {
  for (let step = 1; step <= count; step++) {
    const ordinal = (last + step) % count
    if (!refused.has(ordinal)) return ordinal
  }
  return undefined
}

export type WaitAsked = {
  /** Attempts that failed since the last good carriage, this one included. */
  readonly failures: number
  /** Endpoints that may still be tried. */
  readonly usable: number
  readonly backoff: Backoff
}

/** A flip to an endpoint not yet tried in this round is at once; after each whole round the wait grows. */
export function waitBeforeMs({ failures, usable, backoff }: WaitAsked, random: () => number): number {
  const round = Math.floor(failures / Math.max(1, usable))
  return round === 0 ? 0 : waitMs(backoff, round - 1, random)
}
