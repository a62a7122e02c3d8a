// Time that is left, as it is read at a glance. Pure.

/** `4:05`, `1:04:05`: what counts down is read at a glance. */
export function countdown(ms: number): string {
  const s = Math.ceil(Math.abs(ms) / 1_000)
  const parts = [Math.floor(s / 3_600), Math.floor(s / 60) % 60, s % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':')
}
