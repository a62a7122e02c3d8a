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

/** What a worker says that it does, in Chinese first and then in English: the half that is of the language, with what it names. */
export function halfOf(doing: string, language: 'zh' | 'en'): string {
  const [, chinese = '', english = ''] = /^(\p{Script=Han}+) ([^\p{Script=Han}].*)$/u.exec(doing) ?? []
  if (chinese === '') return doing
  if (language === 'en') return english
  const named = /: (.+)$/.exec(english)?.[1]
  return named === undefined ? chinese : `${chinese}：${named}`
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
