// A script while it is written: what the editor changes, and how it becomes the script that control keeps. Pure.

export const languages = ['zh', 'en', 'yue', 'ja', 'es'] as const
export const tones = ['calm', 'warm', 'brisk'] as const
export const currencies = ['CNY', 'USD', 'EUR', 'GBP', 'HKD'] as const

export type WorkProduct = {
  readonly id: string
  readonly name: string
  /** As it is typed. */
  readonly price: string
  readonly currency: string
  readonly stock: string
  readonly comparedPrice: string
  readonly comparedBasis: string
  /** One a line. */
  readonly facts: string
}

export type WorkSegment = {
  readonly name: string
  readonly title: string
  /** A product's id, '' for none. */
  readonly product: string
  readonly sentences: readonly string[]
}

export type Work = {
  /** By which control knows it; made from the title where it is new. */
  readonly name: string
  readonly title: string
  readonly language: string
  readonly tone: string
  readonly origin: 'written' | 'draft'
  readonly readBy: string
  readonly products: readonly WorkProduct[]
  readonly segments: readonly WorkSegment[]
}

type Rec = Readonly<Record<string, unknown>>
const rec = (value: unknown): Rec => (typeof value === 'object' && value !== null ? (value as Rec) : {})
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
const text = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''

/** From a script as it is kept or imported; what is missing is empty. */
export function workOf(script: unknown, name: string): Work {
  const { title, language, tone, origin, readBy, products, segments } = rec(script)
  return {
    name,
    title: text(title),
    language: languages.find(each => each === language) ?? 'zh',
    tone: tones.find(each => each === tone) ?? 'calm',
    origin: origin === 'draft' ? 'draft' : 'written',
    readBy: text(readBy),
    products: list(products).map(productIn),
    segments: list(segments).map(each => {
      const segment = rec(each)
      return {
        name: text(segment.name),
        title: text(segment.title),
        product: text(segment.product),
        sentences: list(segment.sentences).map(text),
      }
    }),
  }
}

function productIn(value: unknown): WorkProduct {
  const { id, name, price, currency, stock, compared, facts } = rec(value)
  return {
    id: text(id),
    name: text(name),
    price: text(price),
    currency: currencies.find(each => each === currency) ?? 'CNY',
    stock: text(stock),
    comparedPrice: text(rec(compared).price),
    comparedBasis: text(rec(compared).basis),
    facts: list(facts).map(text).join('\n'),
  }
}

/** The script as control takes it. Fields left empty are left out; what cannot be a number goes as it is, to be refused. */
export function scriptOf({ name, title, language, tone, origin, readBy, products, segments }: Work): Rec {
  return {
    name,
    ...given('title', title),
    language,
    tone,
    origin,
    ...given('readBy', readBy),
    products: products.map(scriptProduct),
    segments: segments.map(segment => ({
      name: segment.name,
      ...given('title', segment.title),
      ...given('product', segment.product),
      sentences: segment.sentences.map(each => each.trim()),
    })),
  }
}

export function scriptProduct(product: WorkProduct): Rec {
  const { id, name, price, currency, stock, comparedPrice, comparedBasis, facts } = product
  const isCompared = comparedPrice.trim() !== '' || comparedBasis.trim() !== ''
  return {
    id,
    name: name.trim(),
    price: numberIn(price),
    currency,
    ...(stock.trim() === '' ? {} : { stock: numberIn(stock) }),
    ...(isCompared ? { compared: { price: numberIn(comparedPrice), basis: comparedBasis.trim() } } : {}),
    facts: facts
      .split('\n')
      .map(each => each.trim())
      .filter(each => each !== ''),
  }
}

function given(name: string, value: string): Rec {
  return value.trim() === '' ? {} : { [name]: value.trim() }
}

function numberIn(typed: string): number | string {
  const plain = typed.trim().replaceAll(/[,，¥￥$€£\s]/g, '')
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : typed
}

/** A name that control takes: from Latin letters in the title, else the kind with a number that is free. */
export function freeName(title: string, kind: string, taken: readonly string[]): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 26)
    .replace(/-+$/, '')
  const base = /^[a-z0-9]/.test(slug) && slug.length >= 3 ? slug : kind
  const isFree = (name: string) => !taken.includes(name)
  if (base !== kind && isFree(base)) return base
  for (let i = base === kind ? 1 : 2; ; i++) if (isFree(`${base}-${i}`)) return `${base}-${i}`
}

export function emptyWork(taken: readonly string[], language: string): Work {
  const work = workOf({ language }, freeName('', 'script', taken))
  return { ...work, segments: [{ name: 'segment-1', title: '', product: '', sentences: [''] }] }
}

export function withSegment(work: Work, at: number, change: Partial<WorkSegment>): Work {
  return { ...work, segments: work.segments.map((each, i) => (i === at ? { ...each, ...change } : each)) }
}

export function withProduct(work: Work, at: number, change: Partial<WorkProduct>): Work {
  return { ...work, products: work.products.map((each, i) => (i === at ? { ...each, ...change } : each)) }
}

export function addSegment(work: Work): Work {
  const name = freeName(
    '',
    'segment',
    work.segments.map(each => each.name),
  )
  return { ...work, segments: [...work.segments, { name, title: '', product: '', sentences: [''] }] }
}

export function addProduct(work: Work): Work {
  const id = freeName(
    '',
    'product',
    work.products.map(each => each.id),
  )
  return { ...work, products: [...work.products, productIn({ id })] }
}

/** Its segments go on without it. */
export function removeProduct(work: Work, at: number): Work {
  const gone = work.products[at]?.id
  return {
    ...work,
    products: work.products.filter((_, i) => i !== at),
    segments: work.segments.map(each => (each.product === gone ? { ...each, product: '' } : each)),
  }
}

/** Moves an item by one; at the ends it stays. */
export function shifted<T>(items: readonly T[], at: number, by: -1 | 1): readonly T[] {
  const to = at + by
  const [item, other] = [items[at], items[to]]
  if (item === undefined || other === undefined) return items
  return items.map((each, i) => (i === at ? other : i === to ? item : each))
}

/** What is pasted over several lines, or as one long text, becomes sentences. */
export function sentencesIn(pasted: string): string[] {
  return pasted
    .split(/\r?\n/)
    .flatMap(line =>
      line.length <= 120 ? [line] : (line.match(/[^。！？!?]+[。！？!?]*["”」』]?|[。！？!?]+/g) ?? []),
    )
    .map(each => each.trim())
    .filter(each => each !== '')
}

export type Fault =
  | { readonly at: 'script'; readonly is: 'no-title' | 'no-segments' | 'unread' }
  | {
      readonly at: 'product'
      readonly product: number
      readonly is: 'no-name' | 'no-price' | 'bad-stock' | 'bad-compared'
    }
  | {
      readonly at: 'sentence'
      readonly segment: number
      readonly sentence: number
      readonly is: 'empty' | 'long'
    }
  | { readonly at: 'segment'; readonly segment: number; readonly is: 'no-sentences' }

/** The longest that a sentence may be. */
export const longestSentence = 300

/** What is missing before it can be kept; control says the rest. */
export function faultsIn({ title, products, segments }: Work): Fault[] {
  const isNumber = (typed: string) => typeof numberIn(typed) === 'number'
  const faults: Fault[] = []
  if (title.trim() === '') faults.push({ at: 'script', is: 'no-title' })
  if (segments.length === 0) faults.push({ at: 'script', is: 'no-segments' })
  for (const [product, each] of products.entries()) {
    if (each.name.trim() === '') faults.push({ at: 'product', product, is: 'no-name' })
    if (!isNumber(each.price) || Number(numberIn(each.price)) <= 0)
      faults.push({ at: 'product', product, is: 'no-price' })
    if (each.stock.trim() !== '' && !/^\d+$/.test(each.stock.trim()))
      faults.push({ at: 'product', product, is: 'bad-stock' })
    const isCompared = each.comparedPrice.trim() !== '' || each.comparedBasis.trim() !== ''
    if (isCompared && (!isNumber(each.comparedPrice) || each.comparedBasis.trim().length < 4))
      faults.push({ at: 'product', product, is: 'bad-compared' })
  }
  for (const [segment, { sentences }] of segments.entries()) {
    if (sentences.length === 0) faults.push({ at: 'segment', segment, is: 'no-sentences' })
    for (const [sentence, said] of sentences.entries()) {
      if (said.trim() === '') faults.push({ at: 'sentence', segment, sentence, is: 'empty' })
      if (said.length > longestSentence) faults.push({ at: 'sentence', segment, sentence, is: 'long' })
    }
  }
  return faults
}

export function isSameWork(a: Work, b: Work): boolean {
  return JSON.stringify(scriptOf(a)) === JSON.stringify(scriptOf(b))
}

/** Sentences of one that the other lacks, in their order. */
export function sentencesOnlyIn(one: Work, other: Work): string[] {
  const known = new Set(other.segments.flatMap(each => each.sentences))
  return one.segments.flatMap(each => each.sentences).filter(each => !known.has(each))
}
