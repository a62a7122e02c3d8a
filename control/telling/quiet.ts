// Quiet hours: whether it is night where the people are. Pure.

/** `23:00` to `08:00`, in the receiver's time zone; the end may lie on the next day. */
export type QuietHours = { readonly from: string; readonly to: string }

export function isQuiet(quiet: QuietHours | null, timeZone: string, wallMs: number): boolean {
  if (quiet === null) return false
  const now = minutesOf(clockTime(wallMs, timeZone))
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)]
  return from < to ? now >= from && now < to : now >= from || now < to
}

/** `20:03:11` on the wall of that time zone. */
export function clockTime(wallMs: number, timeZone: string): string {
  const parts = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone }).format(wallMs)
}

export function isTimeZone(name: string): boolean {
  try {
    return clockTime(0, name) !== ''
  } catch {
    return false // Intl throws a RangeError for a name it does not know
  }
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
