// A rotation over a day: who is on when, and who comes next. The same rule as that of the worker that plays it. Pure.

export type Turn = {
  readonly host: string
  readonly script: string
  /** By its name, or as a brief. */
  readonly set?: string | Readonly<Record<string, unknown>>
  readonly from?: string
  readonly to?: string
}

/** A part of a day in which one turn is on, minutes from midnight. */
export type Stretch = { readonly fromMinute: number; readonly toMinute: number; readonly index: number }

const dayMinutes = 1_440

export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

export function timeOf(minute: number): string {
  const inDay = ((minute % dayMinutes) + dayMinutes) % dayMinutes
  return `${String(Math.floor(inDay / 60)).padStart(2, '0')}:${String(inDay % 60).padStart(2, '0')}`
}

/** The first turn whose hours it is, else the first without hours, else the first of all. */
export function turnIndexAt(rotation: readonly Turn[], minute: number): number {
  const inHours = rotation.findIndex(turn => isWithin(turn, minute))
  if (inHours >= 0) return inHours
  return Math.max(
    0,
    rotation.findIndex(({ from }) => !from),
  )
}

/** Over midnight where `to` is before `from`. */
function isWithin({ from, to }: Turn, minute: number): boolean {
  if (!from || !to) return false
  const [begins, ends] = [minutesOf(from), minutesOf(to)]
  return begins < ends ? minute >= begins && minute < ends : minute >= begins || minute < ends
}

/** The whole day, without a gap. */
export function stretchesOf(rotation: readonly Turn[]): Stretch[] {
  const edges = rotation.flatMap(({ from, to }) => (from && to ? [minutesOf(from), minutesOf(to)] : []))
  const times = [...new Set([0, ...edges, dayMinutes])].toSorted((a, b) => a - b)
  const stretches: Stretch[] = []
  for (const [i, fromMinute] of times.slice(0, -1).entries()) {
    const toMinute = times[i + 1] ?? dayMinutes
    const index = turnIndexAt(rotation, fromMinute)
    const last = stretches.at(-1)
    if (last?.index === index) stretches[stretches.length - 1] = { ...last, toMinute }
    else stretches.push({ fromMinute, toMinute, index })
  }
  return stretches
}

/** Which minute of the day it is there. */
export function minuteIn(timeZone: string, wallMs: number): number {
  const text = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  return minutesOf(text.format(wallMs))
}

/** The change that comes next; null where one turn is on all day. */
export function nextChange(
  rotation: readonly Turn[],
  minute: number,
): { readonly index: number; readonly atMinute: number; readonly inMinutes: number } | null {
  const present = turnIndexAt(rotation, minute)
  const stretches = stretchesOf(rotation)
  const ahead = stretches
    .filter(({ index }) => index !== present)
    .map(({ index, fromMinute }) => ({
      index,
      atMinute: fromMinute,
      inMinutes: (fromMinute - minute + dayMinutes) % dayMinutes,
    }))
    .toSorted((a, b) => a.inMinutes - b.inMinutes)
  return ahead[0] ?? null
}

/** Turns that are never on: others stand before them all day. */
export function neverOn(rotation: readonly Turn[]): number[] {
  const on = new Set(stretchesOf(rotation).map(({ index }) => index))
  return rotation.flatMap((_, index) => (on.has(index) ? [] : [index]))
}
