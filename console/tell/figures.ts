// Numbers as people read them, and rates from counters. Pure: time is passed in.

/** `0:00:07` is read badly from two metres; `7 s`, `3 min 20 s`, `5 h 12 min`, `2 d 3 h` are not. Takes milliseconds. */
export function duration(ms: number, units: { d: string; h: string; min: string; s: string }): string {
  const s = Math.max(0, Math.floor(ms / 1000))
  const parts: [number, string][] = [
    [Math.floor(s / 86_400), units.d],
    [Math.floor(s / 3600) % 24, units.h],
    [Math.floor(s / 60) % 60, units.min],
    [s % 60, units.s],
  ]
  const first = parts.findIndex(([count]) => count > 0)
  if (first < 0) return `0 ${units.s}`
  return parts
    .slice(first, first + 2)
    .filter(([count], i) => i === 0 || count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ')
}

/** Seconds with one decimal below ten, whole above: `0.4 s`, `12 s`. */
export function seconds(ms: number, unit: string): string {
  const s = Math.max(0, ms) / 1000
  return `${s < 9.95 ? s.toFixed(1) : Math.round(s)} ${unit}`
}

/** `6.02`, `24.8`, `0.35`: three figures, in megabits per second. */
export function megabits(bitsPerS: number): string {
  const mb = Math.max(0, bitsPerS) / 1e6
  return mb >= 100 ? mb.toFixed(0) : mb >= 10 ? mb.toFixed(1) : mb.toFixed(2)
}

export function bytes(count: number): string {
  if (count < 1000) return `${count} B`
  const units = ['kB', 'MB', 'GB', 'TB']
  let value = count
  let unit = -1
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)} ${units[unit]}`
}

/** `29.97`, `30`. */
export function frameRate(fps: number): string {
  return String(Math.round(fps * 100) / 100)
}

/** Time of day, in the viewer's zone. */
export function timeOfDay(atMs: number): string {
  const at = new Date(atMs)
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(n => String(n).padStart(2, '0')).join(':')
}

type Sample = { readonly atMs: number; readonly total: number }

/** The rate of a counter over its last seconds, and the history of that rate. */
export class RateWindow {
  readonly #windowMs: number
  readonly #kept: number
  #samples: Sample[] = []
  #history: number[] = []

  /** `windowMs` is how far back a rate looks; `kept` how many rates are remembered. */
  constructor(windowMs: number, kept: number) {
    this.#windowMs = windowMs
    this.#kept = kept
  }

  /** Takes the counter's total in bytes. The same or an earlier time changes nothing; a smaller total begins anew. */
  add(atMs: number, total: number): void {
    const last = this.#samples.at(-1)
    if (last !== undefined && atMs <= last.atMs) return
    if (last !== undefined && total < last.total) this.#samples = []
    this.#samples.push({ atMs, total })
    while ((this.#samples[1]?.atMs ?? Infinity) <= atMs - this.#windowMs) this.#samples.shift()
    this.#history = [...this.#history, this.bitsPerS() ?? 0].slice(-this.#kept)
  }

  /** Bits per second; null before two samples. */
  bitsPerS(): number | null {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined || last.atMs === first.atMs) return null
    return ((last.total - first.total) * 8000) / (last.atMs - first.atMs)
  }

  get history(): readonly number[] {
    return this.#history
  }
}

/** Points of a line through `values`, newest at the right edge, scaled to the largest value or `atLeast`. */
export function sparkline(
  values: readonly number[],
  box: { width: number; height: number; slots: number; atLeast: number },
): string {
  const top = Math.max(box.atLeast, ...values) * 1.1
  const step = box.width / (box.slots - 1)
  const startX = box.width - (values.length - 1) * step
  return values
    .map((value, i) => `${(startX + i * step).toFixed(1)},${(box.height * (1 - value / top)).toFixed(1)}`)
    .join(' ')
}
