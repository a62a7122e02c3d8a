// Knows a sentence again by what is fixed in it, and says it in Chinese with what was filled in.
import { titles, words } from './words.ts'
import { type Sentence, sentences } from './sentences.ts'

type Pattern = {
  readonly code: string
  readonly english: RegExp
  readonly chinese: string
  readonly fixed: number
}

export type InChinese = { readonly sentence: string; readonly zh: string }

/** What is filled in here is a word of ours; elsewhere it may be anybody's name. */
const spoken: ReadonlySet<string> = new Set(['what', 'kind', 'role', 'own', 'missing'])
const slot = /\{([a-z]\w*)\}/gi

/** The most particular first: what has most that is fixed. */
const patterns: readonly Pattern[] = Object.entries(sentences)
  .map(([code, sentence]) => patternOf(code, sentence))
  .toSorted((a, b) => b.fixed - a.fixed)

/** Its code and its Chinese; null for a sentence of which there is none. Lines are looked for one by one. */
export function inChinese(sentence: string): InChinese | null {
  const lines = sentence.split('\n').map(oneLine)
  const first = lines[0]
  if (first == null || lines.includes(null)) return null
  return { sentence: first.sentence, zh: lines.map(line => line?.zh).join('\n') }
}

/** In Chinese at any rate: what has no sentence stands behind its title. */
export function detailInChinese(code: string, sentence: string): string {
  const found = inChinese(sentence)
  if (found !== null) return found.zh
  const title = titles[code]
  return title === undefined ? sentence : `${title}：${sentence}`
}

function oneLine(line: string): InChinese | null {
  for (const { code, english, chinese } of patterns) {
    const found = english.exec(line)
    if (found !== null && isKnownKind(found.groups?.kind))
      return { sentence: code, zh: fill(chinese, found.groups ?? {}) }
  }
  return null
}

function patternOf(code: string, [en, zh]: Sentence): Pattern {
  const parts = en.split(slot) // at odd places: names
  const source = parts.map((part, i) => (i % 2 === 0 ? literal(part) : `(?<${part}>.*?)`)).join('')
  const fixed = parts.filter((_, i) => i % 2 === 0).join('').length
  return { code, english: new RegExp(`^${source}$`), chinese: zh, fixed }
}

/** A sentence for kinds is for those that there are, and takes no other sentence for itself. */
const isKnownKind = (kind: string | undefined): boolean => kind === undefined || kind in words

function literal(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

function fill(chinese: string, filled: Readonly<Record<string, string>>): string {
  return chinese.replaceAll(slot, (written, name: string) => {
    const value = filled[name] ?? written
    return spoken.has(name) ? (words[value] ?? value) : value
  })
}
