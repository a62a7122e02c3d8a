// Times as a `datetime-local` field writes them: in the visitor's zone, to the minute. Pure.

const hourMs = 3_600_000

/** So many hours from now, on a full quarter of an hour. Milliseconds since 1970. */
export function afterHours(nowMs: number, hours: number): number {
  const quarterMs = hourMs / 4
  return Math.floor((nowMs + hours * hourMs) / quarterMs) * quarterMs
}

/** `2026-12-01T02:00`. */
export function localText(atMs: number): string {
  const at = new Date(atMs)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}
