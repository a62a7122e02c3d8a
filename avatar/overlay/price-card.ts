// A product as its card shows it. A price it is compared with is shown with its ground, or not at all.
import { z } from 'zod'
import { Failure } from '#core/failure.ts'
import type { PriceCardContent } from '#stage'
import { plainText } from './plain-text.ts'

const signs = { CNY: '¥', HKD: 'HK$', JPY: 'JP¥', USD: '$', EUR: '€' } as const
/** Minor units per unit, as ISO 4217 has them. */
const minorUnits = { CNY: 100, HKD: 100, JPY: 1, USD: 100, EUR: 100 } as const

const minor = z.int().min(0).max(10_000_000_000)

export const productOnCard = z
  .strictObject({
    name: z.string().min(1).max(2_000).describe('What viewers read; the first 28 letters are shown.'),
    price: minor.describe('In the smallest unit of the currency: 12990 is ¥129.90.'),
    currency: z.enum(['CNY', 'HKD', 'JPY', 'USD', 'EUR']).default('CNY'),
    was: z
      .strictObject({
        price: minor,
        basis: z
          .string()
          .min(1)
          .max(2_000)
          .describe('On what ground the price is compared: whose, where, when.'),
      })
      .optional(),
    stock: z.int().min(0).max(99_999_999).optional(),
    language: z.enum(['zh', 'en']).default('zh'),
    accentColour: z
      .string()
      .regex(/^#[0-9a-fA-F]{6}$/)
      .default('#3f6fb5'),
  })
  .readonly()
export type ProductOnCard = z.input<typeof productOnCard>

const stockWords = {
  zh: (count: number) => (count === 0 ? '已售罄' : `库存 ${count.toLocaleString('en')} 件`),
  en: (count: number) => (count === 0 ? 'Sold out' : `${count.toLocaleString('en')} in stock`),
}

/** The card of a product. Throws `avatar/bad-product` with what to write instead. */
export function priceCardOf(product: ProductOnCard): PriceCardContent {
  const read = productOnCard.safeParse(product)
  if (!read.success) throw bad(z.prettifyError(read.error))
  const { name, price, was, stock, currency, language, accentColour } = read.data
  const shownName = plainText(name, 28)
  if (shownName === '') throw bad('a product needs a name that can be read')
  const basis = plainText(was?.basis ?? '', 36)
  if (was !== undefined && was.price <= price)
    throw bad(
      `the price it is compared with, ${money(was.price, currency)}, must be above ${money(price, currency)}; leave it out`,
    )
  if (was !== undefined && basis === '')
    throw bad(
      'a price it is compared with is shown with its ground; write whose price it was, where and when',
    )
  return {
    name: shownName,
    price: money(price, currency),
    ...(was === undefined ? {} : { was: { price: money(was.price, currency), basis } }),
    ...(stock === undefined ? {} : { stock: stockWords[language](stock) }),
    accentColour,
  }
}

function money(amount: number, currency: keyof typeof signs): string {
  const units = minorUnits[currency]
  const places = amount % units === 0 ? 0 : 2
  return `${signs[currency]}${(amount / units).toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places })}`
}

function bad(sentence: string): Failure {
  return new Failure('avatar/bad-product', sentence, { fault: 'operator', remedy: 'stop' })
}
