// How long until a platform closes a live room that gets no stream. Pure.
import type { PolicyValue } from './fields.ts'

export type RoomSeen = {
  /** Wall clock of the last moment in which the room was known to get media; null before the first. */
  readonly lastLitAtMs: number | null
  /** Wall clock at which that was told. */
  readonly toldAtMs: number
}

/** Ticks and looks are this far apart: less than this is not darkness. */
const notDarkMs = 1_000

/** Milliseconds left, all of them while the room gets media, 0 once it may be closed; null where nobody knows. */
export function closesInMs(
  closesAfterMs: PolicyValue<'closesAfterMs'>,
  { lastLitAtMs, toldAtMs }: RoomSeen,
): number | null {
  if (closesAfterMs === 'unknown' || lastLitAtMs === null) return null
  const darkMs = toldAtMs - lastLitAtMs
  return darkMs < notDarkMs ? closesAfterMs : Math.max(0, Math.round(closesAfterMs - darkMs))
}
