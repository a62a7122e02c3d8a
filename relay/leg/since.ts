// Since when what a leg's state says has been so: known later than it began, and told so that figures are true. Pure.
import type { LegState } from './state.ts'

export type SinceFacts = {
  /** Wall clock. */
  readonly nowMs: number
  /** How long the far end has been silent, by the evidence. */
  readonly silentForMs: number
  /** How long ago it last proved something. */
  readonly provedForMs: number
  /** How long ago it began to take again after a silence. */
  readonly againForMs: number
}

type Before = { readonly at: LegState['at']; readonly trueSinceMs: number }

/** Wall milliseconds. */
export function trueSinceMs(next: LegState['at'], before: Before, facts: SinceFacts): number {
  const { nowMs, silentForMs, provedForMs, againForMs } = facts
  if (next === 'stalled') return Math.round(nowMs - silentForMs)
  // Proved now, but media has gone there since the publish was accepted.
  if (next === 'carrying' && before.at === 'publishing') return before.trueSinceMs
  const isAgain = before.at === 'stalled' && nowMs - againForMs >= before.trueSinceMs
  if (next === 'carrying') return Math.round(nowMs - (isAgain ? againForMs : provedForMs))
  const isGivenUp = next === 'waiting' || next === 'blocked'
  if (isGivenUp && ['stalled', 'connecting'].includes(before.at)) return before.trueSinceMs
  return Math.round(nowMs)
}
