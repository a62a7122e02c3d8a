// Sentences as they are written: `{亲们|家人们}` is one of several, `{price}` is filled from the product.
import type { Product } from './schema.ts'

export const fields = ['name', 'price', 'stock'] as const
export type Field = (typeof fields)[number]

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'choice'; readonly options: readonly (readonly Part[])[] }

export type Template = { readonly parts: readonly Part[] }

/** Reads a sentence, or says what is wrong with it. Choices may hold fields, but no further choices. */
export function readTemplate(
  text: string,
): Template | { readonly mistake: string; readonly mistakeZh: string } {
  try {
    return { parts: partsOf(text, true) }
  } catch (error) {
    if (error instanceof Mistake) return { mistake: error.message, mistakeZh: error.zh }
    throw error
  }
}

class Mistake extends Error {
  readonly zh: string

  constructor(message: string, zh: string) {
    super(message)
    this.zh = zh
  }
}

function partsOf(text: string, mayChoose: boolean): Part[] {
  const parts: Part[] = []
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('{', at)
    const plain = text.slice(at, open < 0 ? text.length : open)
    if (plain.includes('}')) throw new Mistake('a } has no { before it', '有一个 } 前面没有 {')
    if (plain !== '') parts.push({ kind: 'text', text: plain })
    if (open < 0) break
    const close = closingOf(text, open)
    parts.push(braced(text.slice(open + 1, close), mayChoose))
    at = close + 1
  }
  return parts
}

function closingOf(text: string, open: number): number {
  for (let at = open, depth = 0; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at
  }
  throw new Mistake('a { has no } behind it', '有一个 { 后面没有 }')
}

function braced(inside: string, mayChoose: boolean): Part {
  const options = splitOutside(inside)
  const field = fields.find(each => each === inside.trim())
  if (field !== undefined) return { kind: 'field', field }
  if (options.length < 2)
    throw new Mistake(
      `{${inside}} is not a field; write {price}, {name} or {stock}, or words to choose from: {one|another}`,
      `{${inside}} 不是字段；写 {price}、{name} 或 {stock}，或写几种说法：{亲们|家人们}`,
    )
  if (!mayChoose)
    throw new Mistake(
      `{${inside}} stands in another choice; choices do not nest`,
      `{${inside}} 在另一个选择里面；选择不能套选择`,
    )
  return { kind: 'choice', options: options.map(option => partsOf(option, false)) }
}

/** Parts between bars that stand in no braces of their own. */
function splitOutside(text: string): string[] {
  const out = ['']
  let depth = 0
  for (const letter of Array.from(text)) {
    if (letter === '{') depth++
    if (letter === '}') depth--
    if (letter === '|' && depth === 0) out.push('')
    else out[out.length - 1] += letter
  }
  return out
}

/** Which fields a sentence uses. */
export function fieldsOf({ parts }: Template): Set<Field> {
  const all = parts.flatMap(part => (part.kind === 'choice' ? part.options.flat() : [part]))
  return new Set(all.filter(part => part.kind === 'field').map(part => part.field))
}

/** How many wordings a sentence can have at most. */
export function wordingsOf({ parts }: Template): number {
  return parts.reduce((count, part) => (part.kind === 'choice' ? count * part.options.length : count), 1)
}

/**
 * The words of a sentence in one round of its script. Each choice goes round its options from a place of its own, so that no
 * sentence is worded twice in a row the same way, and the same round gives the same words after a restart.
 */
export function worded(template: Template, round: number, filling: Readonly<Record<Field, string>>): string {
  let choices = 0
  const write = (parts: readonly Part[]): string =>
    parts
      .map(part => {
        if (part.kind === 'text') return part.text
        if (part.kind === 'field') return filling[part.field]
        const from = choices++ * 7
        return write(part.options[(round + from) % part.options.length] ?? [])
      })
      .join('')
  return write(template.parts)
}

/** What fields are filled with: empty where there is no product (which a script's check forbids to be used). */
export function fillingOf(product: Product | null): Readonly<Record<Field, string>> {
  if (product === null) return { name: '', price: '', stock: '' }
  return { name: product.name, price: priceWords(product), stock: String(product.stock ?? '') }
}

const currencies = {
  CNY: (price: string) => `¥${price}`,
  USD: (price: string) => `$${price}`,
  EUR: (price: string) => `€${price}`,
  GBP: (price: string) => `£${price}`,
  HKD: (price: string) => `HK$${price}`,
} as const

export const currencyNames = Object.keys(currencies) as (keyof typeof currencies)[]

/** `¥99.9`, `$19.99`: yuan as few decimals as they need, others two or none. */
export function priceWords({ price, currency }: Pick<Product, 'price' | 'currency'>): string {
  const text = Number.isInteger(price) ? String(price) : currency === 'CNY' ? String(price) : price.toFixed(2)
  return currencies[currency](text)
}
