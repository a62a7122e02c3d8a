// Reading an event's details, which come from other processes, perhaps of another version.
import type { Happening } from './types.ts'

export function textIn({ detail }: Happening, name: string): string | null {
  const value = detail[name]
  return typeof value === 'string' ? value : null
}

export function numberIn({ detail }: Happening, name: string): number | null {
  const value = detail[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

/** Since when, by the evidence; the time of the event where that is not told, and never after it. */
export function sinceIn(event: Happening): number {
  return Math.min(numberIn(event, 'sinceMs') ?? event.atMs, event.atMs)
}
