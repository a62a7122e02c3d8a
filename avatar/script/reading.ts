// A script as a person reads it: each sentence in its first wording, how long it takes to say, and what the gate says of it.
import { Failure } from '#core/failure.ts'
import { estimatedMs, type Language, languages } from '../speech/index.ts'
import { gate, type Refusal } from './gate/index.ts'
import { type Product, productOf, productSchema, readScript, type Script } from './schema.ts'
import { fillingOf, readTemplate, type Template, worded } from './template.ts'

export type ReadLine = {
  /** As it was written, with its fields and choices. */
  readonly written: string
  /** In its first wording. */
  readonly text: string
  /** Hanzi and kana, or words: what a pace is counted in. */
  readonly units: number
  readonly spokenMs: number
  /** Of any of its wordings. */
  readonly refusals: readonly Refusal[]
  /** Why it cannot be read at all; null where it can. */
  readonly mistake: { readonly en: string; readonly zh: string } | null
}

export type ReadSegment = {
  readonly name: string
  readonly title: string | null
  readonly product: Product | null
  readonly lines: readonly ReadLine[]
}

export type ScriptCheck = {
  /** What hinders it from being kept, by field. */
  readonly mistakes: readonly { readonly field: string; readonly detail: string }[]
  /** Sentence by sentence, as they stand in it, however unfinished it is. */
  readonly segments: readonly { readonly lines: readonly ReadLine[]; readonly spokenMs: number }[]
  readonly spokenMs: number
}

/** Between two sentences. */
const breathMs = 400

export function readSegments(script: Script): ReadSegment[] {
  return script.segments.map(({ name, title = null, product: id, sentences }) => {
    const product = productOf(script, id)
    return { name, title, product, lines: sentences.map(text => readLine(text, script.language, product)) }
  })
}

/** Judges a script that may be half written: what can be judged of it is. */
export function checkScript(written: unknown): ScriptCheck {
  const script = record(written)
  const language = languages.find(each => each === script.language) ?? 'zh'
  const products = list(script.products).flatMap(each => {
    const read = productSchema.safeParse(each)
    return read.success ? [read.data] : []
  })
  const segments = list(script.segments).map(each => {
    const { product: id, sentences } = record(each)
    const product = products.find(known => known.id === id) ?? null
    const lines = list(sentences).map(text => readLine(String(text).slice(0, 2_000), language, product))
    return { lines, spokenMs: sum(lines.map(line => line.spokenMs)) }
  })
  return { mistakes: mistakesIn(written), segments, spokenMs: sum(segments.map(each => each.spokenMs)) }
}

/** What hinders a script from being kept; each mistake begins with the field it is in. */
export function mistakesIn(written: unknown): { field: string; detail: string }[] {
  try {
    readScript(written)
    return []
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return error.message.split('\n').map(line => {
      const [, field = '', detail = line] = /^([\w.[\]-]+):? (.*)$/.exec(line) ?? []
      return { field, detail }
    })
  }
}

function readLine(written: string, language: Language, product: Product | null): ReadLine {
  const template = readTemplate(written)
  if ('mistake' in template) {
    const mistake = { en: template.mistake, zh: template.mistakeZh }
    return { written, text: written, ...lengthOf(written, language), refusals: [], mistake }
  }
  const [first = '', ...others] = wordings(template, product)
  const refusals = [first, ...others].flatMap(text => {
    const verdict = gate(text, product)
    return verdict.passes ? [] : verdict.refusals
  })
  return { written, text: first, ...lengthOf(first, language), refusals: once(refusals), mistake: null }
}

/** Each once, and none that is only a piece of another. */
function once(refusals: readonly Refusal[]): Refusal[] {
  const isLike = (a: Refusal, b: Refusal) => a.why === b.why && b.term.includes(a.term)
  return refusals.filter((each, i) =>
    refusals.every((other, j) => i === j || !isLike(each, other) || (each.term === other.term && i < j)),
  )
}

/** A sentence in as many rounds as show each of its choices. */
export function wordings(template: Template, product: Product | null): string[] {
  const options = template.parts.map(part => (part.kind === 'choice' ? part.options.length : 1))
  const rounds = Math.max(1, ...options)
  return Array.from({ length: rounds }, (_, round) => worded(template, round, fillingOf(product)))
}

function lengthOf(text: string, language: Language): { units: number; spokenMs: number } {
  const count = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const figures = count(/\d/g)
  const isByWord = language === 'en' || language === 'es'
  const units = isByWord
    ? count(/[\p{L}\p{N}'’.-]+/gu)
    : count(/[\p{Script=Han}\u3040-\u30ff]/gu) + count(/[A-Za-z]+/g) + figures
  // Figures are read out, which the count of letters knows nothing of.
  const readOutMs = figures * (isByWord ? 330 : 215)
  return { units, spokenMs: Math.round(estimatedMs(text, language) + readOutMs + breathMs) }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
