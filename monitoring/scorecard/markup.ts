// Little pieces of HTML for the scorecard: everything that is not markup is escaped.
import type { Sentences } from '../incident/types.ts'

export function escaped(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, letter => entities[letter] ?? letter)
}

/** Chinese, and English beside it in smaller letters. */
export function both({ zh, en }: Sentences): string {
  return `<span lang="zh-CN">${escaped(zh)}</span> <span class="en" lang="en">${escaped(en)}</span>`
}

export function seconds(ms: number | null): string {
  if (ms === null) return '—'
  return ms < 10_000 ? `${(ms / 1_000).toFixed(2)} s` : `${(ms / 1_000).toFixed(1)} s`
}

/** As a person writes it, in UTC: the reader's own time is not known here. */
export function when(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
