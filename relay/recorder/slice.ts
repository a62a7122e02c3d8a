// What a flight recorder shows of a stretch of time: plain values that survive JSON.

/** Figures of a leg's sample, in the order in which each row has them. Counts of bytes are of all its attempts. */
export const legFigures = [
  'atMs',
  'upSeconds',
  'sentBytes',
  'ackedBytes',
  'rttMs',
  'queueMs',
  'dtsMs',
  'skewMs',
  'state',
  'endpoint',
] as const

/** Figures of a program's sample. */
export const programFigures = [
  'atMs',
  'upSeconds',
  'onAir',
  'videoKbps',
  'dtsMs',
  'skewMs',
  'aheadMs',
] as const

export type FlightTrack = {
  /** A destination, or a program. */
  readonly name: string
  readonly figures: readonly string[]
  /** What the small numbers of `state` or `onAir` stand for. */
  readonly names: readonly string[]
  readonly rows: readonly (readonly (number | null)[])[]
  /** What the carrier, or the platform through it, said when; without keys. */
  readonly said: readonly { readonly atMs: number; readonly text: string }[]
}

export type FlightSlice = {
  readonly broadcast: string
  /** Wall clock; `upSeconds` in the rows is monotonic, of one process only. */
  readonly fromMs: number
  readonly toMs: number
  readonly legs: readonly FlightTrack[]
  readonly programs: readonly FlightTrack[]
}
