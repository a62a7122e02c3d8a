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
