// A script: segments of sentences, bound to products. Read from JSON, with every mistake told by its field.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import { languages } from '../speech/index.ts'
import { currencyNames, fieldsOf, readTemplate } from './template.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,47}$/)
const money = z.number().positive().max(10_000_000)

export const productSchema = z.strictObject({
  id,
  /** As it is called out. */
  name: z.string().min(1).max(60),
  price: money,
  currency: z
    .enum(currencyNames as [string, ...string[]] as ['CNY', 'USD', 'EUR', 'GBP', 'HKD'])
    .default('CNY'),
  /** How many can still be bought; without it nothing may be said of stock. */
  stock: z.int().min(0).max(100_000_000).optional(),
  /** A former or a compared price, with what it is based on: without that it may not be named. */
  compared: z.strictObject({ price: money, basis: z.string().min(4).max(200) }).optional(),
  /** What is true of it, each with its proof where a claim needs one. The only claims a host may make. */
  facts: z.array(z.string().min(1).max(300)).max(60).default([]),
})
export type Product = z.output<typeof productSchema>

export const tones = ['calm', 'warm', 'brisk'] as const

/** What people call it, in their own letters. */
const title = z.string().trim().min(1).max(60).optional()

export const scriptSchema = z.strictObject({
  name: id,
  title,
  language: z.enum(languages),
  tone: z.enum(tones).default('calm'),
  /** `draft` was written by a language model and is refused for air until somebody has read it. */
  origin: z.enum(['written', 'draft']).default('written'),
  /** Who has read a draft and answers for it. */
  readBy: z.string().trim().min(2).max(60).optional(),
  products: z.array(productSchema).max(50).default([]),
  segments: z
    .array(
      z.strictObject({
        name: id,
        title,
        /** What its sentences speak of; left out where they speak of nothing for sale. */
        product: id.optional(),
        sentences: z.array(z.string().min(1).max(300)).min(1).max(200),
      }),
    )
    .min(1)
    .max(200),
})
export type Script = z.output<typeof scriptSchema>
export type ScriptText = z.input<typeof scriptSchema>

/** Reads a script. Throws `avatar/bad-script` that names every mistake and what to write instead. */
export function readScript(json: unknown): Script {
  const read = scriptSchema.safeParse(json)
  if (!read.success) throw badScript(read.error.issues.flatMap(issue => told(issue, json)))
  const mistakes = [...doubled(read.data), ...unbound(read.data)]
  if (mistakes.length > 0) throw badScript(mistakes)
  return read.data
}

/** Throws `avatar/script-unread` for a draft that nobody has read. */
export function checkFitForAir(script: Script): void {
  if (script.origin === 'draft' && script.readBy === undefined)
    throw new Failure(
      'avatar/script-unread',
      `the script ${script.name} was drafted by a language model and nobody has read it: read it, correct it, and write your name into readBy`,
      { fault: 'operator', remedy: 'stop' },
    )
}

export function productOf(script: Script, productId: string | undefined): Product | null {
  return script.products.find(each => each.id === productId) ?? null
}

function badScript(mistakes: readonly string[]): Failure {
  return new Failure('avatar/bad-script', mistakes.join('\n'), { fault: 'operator', remedy: 'stop' })
}

function doubled({ products, segments }: Script): string[] {
  const twice = (names: readonly string[]) => names.filter((name, i) => names.indexOf(name) !== i)
  return [
    ...twice(products.map(each => each.id)).map(
      each => `products: two have the id ${each}; give one of them another`,
    ),
    ...twice(segments.map(each => each.name)).map(
      each => `segments: two have the name ${each}; give one of them another`,
    ),
  ]
}

function unbound(script: Script): string[] {
  return script.segments.flatMap(({ product: productId, sentences }, i) => {
    const product = productOf(script, productId)
    const ids = script.products.map(each => each.id).join(', ')
    const missing =
      productId !== undefined && product === null
        ? [
            `segments[${i}].product is ${productId}, which is no product's id; write ${ids === '' ? 'one under products' : `one of ${ids}`}`,
          ]
        : []
    return [
      ...missing,
      ...sentences.flatMap((text, j) =>
        wrongIn(text, productId, product).map(why => `segments[${i}].sentences[${j}]: ${why}`),
      ),
    ]
  })
}

function wrongIn(text: string, productId: string | undefined, product: Product | null): string[] {
  const template = readTemplate(text)
  if ('mistake' in template) return [template.mistake]
  const used = fieldsOf(template)
  if (used.size > 0 && productId === undefined)
    return [`{${[...used][0]}} needs a product; write the segment's product`]
  if (used.has('stock') && product !== null && product.stock === undefined)
    return [`{stock} needs the product's stock; write it under products`]
  return []
}

function told(issue: z.core.$ZodIssue, json: unknown): string[] {
  const where = pathWords(issue.path)
  const at = where === '' ? 'the script' : where
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map(
        key => `${where === '' ? key : `${where}.${key}`} is not a field of a script; take it out`,
      )
    case 'invalid_type':
      return [
        valueAt(json, issue.path) === undefined
          ? `${at} is missing; it must be ${issue.expected}`
          : `${at} must be ${issue.expected}`,
      ]
    case 'invalid_value':
      return [`${at} must be one of ${issue.values.map(String).join(', ')}`]
    case 'invalid_format':
      return [`${at} must be small letters, digits and hyphens, at most 48: evening-buds`]
    case 'too_small':
      return [
        `${at} is too ${issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short'}: at least ${issue.minimum}${issue.inclusive === false ? ', and more' : ''}`,
      ]
    case 'too_big':
      return [
        `${at} is too ${issue.origin === 'number' || issue.origin === 'int' ? 'big' : 'long'}: at most ${issue.maximum}`,
      ]
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'invalid_union':
    case 'not_multiple_of':
      return [`${at}: ${issue.message}`]
    default:
      return issue satisfies never
  }
}

function pathWords(path: readonly PropertyKey[]): string {
  return path
    .map((each, i) => (typeof each === 'number' ? `[${each}]` : `${i === 0 ? '' : '.'}${String(each)}`))
    .join('')
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    json,
  )
}
