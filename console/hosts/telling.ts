// Small reckonings of the page of hosts. Pure.
import type { Host, Now } from './types.ts'

/** How much of the present sentence was said, 0 to 1. */
export function saidShare({ beganAtMs, lastsMs }: Now, nowMs: number): number {
  return lastsMs <= 0 ? 0 : Math.min(1, Math.max(0, (nowMs - beganAtMs) / lastsMs))
}

/** What a host is called in a language: its own name, what its file says, or the name it was kept under. */
export function calledIn({ called, title, name }: Host, language: 'zh' | 'en'): string {
  return called?.[language] || title || name
}

/** Megabytes to one decimal. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}

/** A name for control made of what somebody wrote: small letters, digits, hyphens; '' where nothing is left. */
export function nameFrom(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 32)
}
