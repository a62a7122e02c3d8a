// When the show shall end, from the time of day a person writes. Pure.

/** The next time it is that o'clock: within the last six hours, it was meant to be then. */
export function nextTimeOf(text: string, nowMs: number): number | null {
  const found = /^(\d{1,2}):(\d{2})$/.exec(text)
  if (found === null) return null
  const at = new Date(nowMs)
  at.setHours(Number(found[1]), Number(found[2]), 0, 0)
  const dayMs = 86_400_000
  return at.getTime() < nowMs - dayMs / 4 ? at.getTime() + dayMs : at.getTime()
}
