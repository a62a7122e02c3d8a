// Days and times as people say them. Pure: now is passed in.
import { timeOfDay } from '../tell/figures.ts'

export type WhenWords = {
  readonly now: string
  readonly today: (time: string) => string
  readonly yesterday: (time: string) => string
  readonly day: (year: number, month: number, day: number, time: string) => string
}

/** `now` within a minute, then with its day, in the viewer's zone. */
export function when(atMs: number, nowMs: number, words: WhenWords): string {
  if (Math.abs(nowMs - atMs) < 60_000) return words.now
  const at = new Date(atMs)
  const time = timeOfDay(atMs).slice(0, 5)
  const days = Math.round((midnight(nowMs) - midnight(atMs)) / 86_400_000)
  if (days === 0) return words.today(time)
  if (days === 1) return words.yesterday(time)
  return words.day(at.getFullYear(), at.getMonth() + 1, at.getDate(), time)
}

function midnight(ms: number): number {
  const day = new Date(ms)
  day.setHours(0, 0, 0, 0)
  return day.getTime()
}
