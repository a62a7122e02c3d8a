// Telling a dead uplink from dead endpoints: all legs of the machine falling silent together. Pure.

export type LegSilence = {
  /** How long the leg has owed us a proof; 0 while it carries; null when it has no live connection to judge by. */
  readonly silentForMs: number | null
}

export type UplinkLimits = {
  /** Silent at least this long counts. */
  readonly stalledAfterMs: number
  /** Their silences began within this time of each other. */
  readonly withinMs: number
}

/** True when two or more legs were carrying and every one of them fell silent within the limit of the others. */
export function isUplinkDown(legs: readonly LegSilence[], limits: UplinkLimits): boolean {
  const silences = legs.map(leg => leg.silentForMs).filter(ms => ms !== null)
  if (silences.length < 2) return false
  const longest = Math.max(...silences)
  const shortest = Math.min(...silences)
  return longest >= limits.stalledAfterMs && shortest > 0 && longest - shortest <= limits.withinMs
}

/** A dead uplink as a silent leg knows it: since when, and when it was last seen to be dead; monotonic milliseconds. */
export type UplinkHold = { readonly sinceMs: number; readonly seenMs: number }

/**
 * The hold after one more look; null where the silence is the endpoint's own. A leg whose siblings came back a moment ago is held
 * within the same limit: each connection sends again when its own timer says so (RFC 6298, section 5).
 */
export function heldBy(
  hold: UplinkHold | null,
  isDown: boolean,
  nowMs: number,
  withinMs: number,
): UplinkHold | null {
  if (isDown) return { sinceMs: hold?.sinceMs ?? nowMs, seenMs: nowMs }
  return hold !== null && nowMs - hold.seenMs < withinMs ? hold : null
}
