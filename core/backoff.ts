// How long to wait before trying again, declared as data.

/** `jitter` 0.2 spreads each wait over ±20 %, so that many waiters do not return in lock-step. */
export type Backoff = {
  readonly firstMs: number
  readonly factor: number
  readonly maxMs: number
  readonly jitter: number
}

/** The wait before attempt `attempt` (0 is the first repeat), in whole milliseconds. */
export function waitMs(backoff: Backoff, attempt: number, random: () => number): number {
  const planned = Math.min(backoff.firstMs * backoff.factor ** attempt, backoff.maxMs)
  return Math.round(planned * (1 + backoff.jitter * (2 * random() - 1)))
}
