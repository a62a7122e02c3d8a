// When the next drill is due, from a line as cron writes it. The only home of croner, which reckons and keeps no timer here.
import { Cron } from 'croner'

export type Schedule = { readonly schedule: string; readonly timeZone: string }

/** Five fields, or `off`. */
export function isSchedule(text: string): boolean {
  if (text === 'off') return true
  if (text.trim().split(/\s+/).length !== 5) return false // no seconds, and no single date
  try {
    new Cron(text, { paused: true })
    return true
  } catch {
    return false
  }
}

/** The first time after `fromMs`, wall clock; null for never. */
export function nextDueMs({ schedule, timeZone }: Schedule, fromMs: number): number | null {
  if (schedule === 'off') return null
  return new Cron(schedule, { paused: true, timezone: timeZone }).nextRun(new Date(fromMs))?.getTime() ?? null
}
