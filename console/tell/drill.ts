// What is said of drills in a line. Pure.
import type { Drills } from '../live/types.ts'
import type { Words } from './words.ts'

/** What runs now, else how the last one went; and that none has passed for long. */
export function drillLine({ drills, isOverdue }: Drills, { drills: words }: Words): string {
  const [newest] = drills
  if (newest === undefined) return words.none
  const said = words[newest.outcome](dayOf(newest.beganMs))
  return isOverdue && newest.outcome !== 'running' ? `${said} ${words.overdue}` : said
}

/** `2026-12-01 10:00`, on the wall of whoever reads. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`
}
