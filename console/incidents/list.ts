// The list of incidents as people read it: open ones first, then by evening; and the few times that matter. Pure.
import { duration, seconds } from '../tell/figures.ts'
import type { IncidentWords } from './words.ts'
import type { Incident } from './types.ts'

export type Group = { readonly key: string; readonly incidents: readonly Incident[] }

/** What happens before six in the morning belongs to the evening before. */
const dayBeginsMs = 6 * 3_600_000

/** Of whoever reads: `2026-11-28`. */
export function dayOf(atMs: number): string {
  const at = new Date(atMs - dayBeginsMs)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}

/** `open`, then days, the newest first. */
export function grouped(incidents: readonly Incident[]): Group[] {
  const newest = incidents.toSorted((a, b) => b.beganMs - a.beganMs)
  const groups = new Map<string, Incident[]>()
  const open = newest.filter(({ overMs }) => overMs === null)
  if (open.length > 0) groups.set('open', open)
  for (const incident of newest.filter(({ overMs }) => overMs !== null)) {
    const day = dayOf(incident.beganMs)
    groups.set(day, [...(groups.get(day) ?? []), incident])
  }
  return [...groups].map(([key, those]) => ({ key, incidents: those }))
}

export function dayName(key: string, nowMs: number, language: 'zh' | 'en', words: IncidentWords): string {
  if (key === dayOf(nowMs)) return words.today
  if (key === dayOf(nowMs - 24 * 3_600_000)) return words.yesterday
  const [year = 0, month = 1, day = 1] = key.split('-').map(Number)
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    ...(year === new Date(nowMs).getFullYear() ? {} : { year: 'numeric' }),
  }).format(new Date(year, month - 1, day))
}

type Units = Parameters<typeof duration>[1]

/** Tenths below ten seconds, whole seconds below a minute, then minutes and more. */
export function long(ms: number, units: Units): string {
  return ms < 60_000 ? seconds(ms, units.s) : duration(ms, units)
}

export type Time = { readonly label: string; readonly value: string; readonly isMissing: boolean }

/** From its beginning, but for the person, whose time runs from when the record was opened. */
export function timesOf(incident: Incident, words: IncidentWords, units: Units): Time[] {
  const { beganMs, noticedMs, actedMs, recoveredMs, openedMs, acknowledgedMs } = incident
  const since = (ms: number | null, missing: string, fromMs = beganMs) =>
    ms === null
      ? { value: missing, isMissing: true }
      : { value: long(Math.max(0, ms - fromMs), units), isMissing: false }
  return [
    { label: words.times.noticed, ...since(noticedMs, '') },
    { label: words.times.acted, ...since(actedMs, words.notActed) },
    { label: words.times.recovered, ...since(recoveredMs, words.notRecovered) },
    { label: words.times.acknowledged, ...since(acknowledgedMs, words.nobody, openedMs) },
  ]
}

/** Newest first, each once: a page that was asked for again knows better. */
export function joined(known: readonly Incident[], news: readonly Incident[]): Incident[] {
  const all = new Map([...known, ...news].map(each => [each.id, each]))
  return [...all.values()].toSorted((a, b) => b.beganMs - a.beganMs)
}
