// What an entry of the audit is about, and the sentence for it. Pure.
import type { AuditEntry } from './types.ts'
import { inChinese } from './audit-zh.ts'
import { inEnglish } from './audit-en.ts'
import { textIn } from './changes.ts'

/** What a sentence may say: the names in the path, what was sent, and what it was before and after. */
export type About = {
  /** A name in the path: `{feed}` of `/api/feeds/{feed}`. */
  readonly name: (part: string) => string
  /** What the desk calls a destination of the broadcast in the path. */
  readonly destination: string
  /** A field of what was sent, as text; '' where there is none. */
  readonly sent: (field: string) => string
  readonly before: unknown
  readonly after: unknown
  /** Nothing was there before. */
  readonly isNew: boolean
  /** How many items there are afterwards; null where it is no list. */
  readonly count: number | null
}

export type Phrases = {
  /** By method and call: what was done, as a phrase that also follows "wanted to". */
  readonly calls: Readonly<Record<string, (about: About) => string>>
  readonly other: (method: string, path: string) => string
  readonly done: (who: string, phrase: string) => string
  readonly refused: (who: string, phrase: string, why: string) => string
  readonly failed: (who: string, phrase: string) => string
  /** By code. */
  readonly causes: Readonly<Record<string, string>>
  readonly otherCause: string
  readonly signedIn: (who: string) => string
  readonly signInRefused: (who: string | null, why: string) => string
  readonly stranger: string
}

/** What the desk calls a destination of a broadcast. */
export type DestinationName = (broadcast: string, destination: string) => string

export function auditSentence(entry: AuditEntry, language: 'zh' | 'en', nameOf: DestinationName): string {
  const phrases = language === 'zh' ? inChinese : inEnglish
  const who = entry.title ?? entry.who ?? phrases.stranger
  const why = phrases.causes[entry.code ?? ''] ?? phrases.otherCause
  const call = `${entry.method} ${entry.route}`
  if (call === 'POST /api/session')
    return entry.outcome === 'done'
      ? phrases.signedIn(who)
      : phrases.signInRefused(entry.who === null ? null : who, why)
  const phrase = phrases.calls[call]?.(aboutOf(entry, nameOf)) ?? phrases.other(entry.method, entry.path)
  switch (entry.outcome) {
    case 'done':
      return phrases.done(who, phrase)
    case 'refused':
      return phrases.refused(who, phrase, why)
    case 'failed':
      return phrases.failed(who, phrase)
    default:
      return entry.outcome satisfies never
  }
}

function aboutOf(entry: AuditEntry, nameOf: DestinationName): About {
  const names = namesIn(entry.route, entry.path)
  const name = (part: string) => names[part] ?? ''
  return {
    name,
    destination: nameOf(name('broadcast'), name('destination')),
    sent: field => textIn(entry.body, field),
    before: entry.before,
    after: entry.after,
    isNew: entry.before === null,
    count: Array.isArray(entry.after) ? entry.after.length : null,
  }
}

/** `{ feed: 'camera-a' }` of `/api/feeds/{feed}` and `/api/feeds/camera-a`. */
export function namesIn(route: string, path: string): Readonly<Record<string, string>> {
  const parts = path.split('/')
  return Object.fromEntries(
    route.split('/').flatMap((part, i) => {
      const name = /^\{([a-z]+)\}$/.exec(part)?.[1]
      return name === undefined ? [] : [[name, parts[i] ?? '']]
    }),
  )
}
