// A product becomes what its card says.
import { expect, test } from 'vitest'
import { priceCardOf } from '../../../avatar/overlay/index.ts'
import { plainText } from '../../../avatar/overlay/plain-text.ts'

test('a product is shown with its price, what it was, on what ground, and what is left', () => {
  const was = { price: 19_900, basis: '本店 11 月 1–27 日售价' }
  expect(priceCardOf({ name: '降噪耳机', price: 12_990, was, stock: 1_200 })).toEqual({
    name: '降噪耳机',
    price: '¥129.90',
    was: { price: '¥199', basis: '本店 11 月 1–27 日售价' },
    stock: '库存 1,200 件',
    accentColour: '#3f6fb5',
  })
})

test('what is not known is not shown', () => {
  expect(Object.keys(priceCardOf({ name: '杯子', price: 2_500 }))).toEqual(['name', 'price', 'accentColour'])
})

test('nothing left is said', () => {
  expect(priceCardOf({ name: '杯子', price: 2_500, stock: 0 }).stock).toBe('已售罄')
})

test('currencies without cents have none', () => {
  expect(priceCardOf({ name: 'カップ', price: 2_500, currency: 'JPY' }).price).toBe('JP¥2,500')
})

test.each([
  [{ name: '杯子', price: 2_500, was: { price: 3_000, basis: '\u200b \n' } }, /shown with its ground/],
  [{ name: '杯子', price: 2_500, was: { price: 2_500, basis: '昨日' } }, /must be above/],
  [{ name: '😀', price: 2_500 }, /needs a name/],
  [{ name: '杯子', price: 25.5 }, /price/],
  [{ name: '杯子', price: 1, discount: 2 } as never, /discount/],
])('a card that would mislead is refused: %j', (product, sentence) => {
  expect(() => priceCardOf(product)).toThrow(sentence)
})

test.each([
  ['<img src=x onerror=alert(1)>', 40, '<img src=x onerror=alert(1)>'],
  ['a\u202eb\u0000c\u200dd', 40, 'abcd'],
  ['第一行\r\n第二行\t尾', 40, '第一行 第二行 尾'],
  ['好🎧耳机👨‍👩‍👧', 40, '好耳机'],
  ['z\u0335\u0336\u0337\u0338\u0339', 40, 'z\u0335\u0336'],
  ['一二三四五六', 4, '一二三…'],
])('text of strangers %j is one bounded plain line', (text, longest, shown) => {
  expect(plainText(text, longest)).toBe(shown)
})

test('a megabyte costs no more than a line', () => {
  expect(plainText('长'.repeat(1_000_000), 10)).toHaveLength(10)
})
