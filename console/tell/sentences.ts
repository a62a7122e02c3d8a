// Events as sentences; those that tell a person nothing are left out. Pure.
import { closeUp } from './close-up.ts'
import type { Language } from './words.ts'
import { inChinese } from './sentences-zh.ts'
import { inEnglish } from './sentences-en.ts'
import type { Sentence } from './tell.ts'
import type { HouseEvent } from '../live/types.ts'

export type Told = Sentence & { readonly atMs: number; readonly times: number }
/** What the page calls a destination of a broadcast, and a program of it: '' where it is the only one. */
export type NameOf = (broadcast: string | null, what: 'destination' | 'program', name: string) => string

/** What happened, newest first. The same trouble at each attempt of a leg or a slate is told once, with a count. */
export function story(events: readonly HouseEvent[], language: Language, nameOf: NameOf): Told[] {
  const told: Told[] = []
  const lastOf = new Map<string, Told>()
  for (const event of events) {
    const sentence = sentenceOf(event, language, nameOf)
    if (sentence === null) continue
    const attempt = attemptOf(event)
    const before = lastOf.get(attempt)
    const isAgain = attempt !== '' && before?.text === sentence.text
    if (isAgain) told.splice(told.indexOf(before), 1)
    const isCounted = isAgain && sentence.level !== 'good'
    const now = { ...sentence, atMs: event.atMs, times: isCounted ? before.times + 1 : 1 }
    told.push(now)
    lastOf.set(attempt, now)
  }
  return told.toReversed()
}

/** Whose attempt it is; '' for what is none. */
function attemptOf({ kind, broadcast, detail }: HouseEvent): string {
  if (kind === 'leg-state') return `${broadcast} ${String(detail.destination)}`
  return kind === 'slate-ready' || kind === 'slate-failed' ? `${broadcast} its slate` : ''
}

export function sentenceOf(event: HouseEvent, language: Language, nameOf: NameOf): Sentence | null {
  const tell = (language === 'zh' ? inChinese : inEnglish)[event.kind]
  if (tell === undefined) return null
  const detail: Record<string, string> = Object.fromEntries(
    Object.entries(event.detail).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
  for (const what of ['destination', 'program'] as const)
    if (detail[what] !== undefined) detail[what] = nameOf(event.broadcast, what, detail[what])
  const sentence = tell(detail, event)
  if (sentence === null || language !== 'zh') return sentence
  const names = [detail.destination ?? '', detail.program ?? '']
  return { ...sentence, text: closeUp(sentence.text, names) }
}
