// What is written, as it is spoken.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readerOf } from '../../../avatar/speech/normalise/index.ts'
import { cardinal } from '../../../avatar/speech/normalise/mandarin-numbers.ts'

const mandarin = readerOf('zh')
const english = readerOf('en')

describe('Mandarin is read out as a host would say it:', () => {
  test.each([
    ['¥99.9', '九十九块九'],
    ['99.9元', '九十九点九元'],
    ['今天只要¥1,299，到手￥19.95！', '今天只要一千二百九十九元，到手十九块九毛五！'],
    ['¥0.5一个', '五毛一个'],
    ['$19.99', '十九点九九美元'],
    ['¥99-199', '九十九到一百九十九元'],
    ['99.9元/件', '九十九点九元每件'],
    ['满300减50', '满三百减五十'],
    ['打8.8折', '打八八折'],
    ['5%-10%', '百分之五到百分之十'],
    ['100%纯棉', '百分之百纯棉'],
    ['2026年11月28日20:30', '二零二六年十一月二十八日二十点半'],
    ['2026-11-28', '二零二六年十一月二十八日'],
    ['20:00-22:00', '二十点到二十二点'],
    ['8:05', '八点零五分'],
    ['比例1:3', '比例一比三'],
    ['16:9', '十六比九'],
    ['净重250g', '净重二百五十克'],
    ['5G手机5g茶', '五 G手机五克茶'],
    ['10cm×20cm', '十厘米乘二十厘米'],
    ['500ml*2瓶', '五百毫升乘两瓶'],
    ['16GB+512GB', '十六 GB加五百一十二 GB'],
    ['65W快充5000mAh', '六十五瓦快充五千毫安时'],
    ['-5℃到40℃', '零下五摄氏度到四十摄氏度'],
    ['3-5天', '三到五天'],
    ['2-3天', '两到三天'],
    ['2个2月2日2万', '两个二月二日两万'],
    ['第2件半价', '第二件半价'],
    ['13812345678', '幺三八，幺二三四，五六七八'],
    ['客服电话10086', '客服电话幺零零八六'],
    ['iPhone 16 Pro', 'iPhone 十六 pro'],
    ['WH-1000XM5', 'WH 一千 XM 五'],
    ['RTX 4090', 'RTX 四零九零'],
    ['USB3.0', 'USB 三点零'],
    ['1/3', '三分之一'],
    ['90后', '九零后'],
    ['10010', '一万零一十'],
    ['👍（限时）好', '限时，好'],
  ])('%s', (written, spoken) => {
    expect(mandarin(written)).toBe(spoken)
  })
})

describe('English is read out as a host would say it:', () => {
  test.each([
    ['$19.99', 'nineteen dollars and ninety-nine cents'],
    ['$1', 'one dollar'],
    ['¥99.9', 'ninety-nine point nine yuan'],
    ['50% off', 'fifty percent off'],
    ['5-10%', 'five to ten percent'],
    ['3-5 days', 'three to five days'],
    ['16:9', 'sixteen to nine'],
    ['8:30 pm', 'eight thirty p m'],
    ['2026-11-28', 'November twenty-eighth, twenty twenty-six'],
    ['Nov 3, 2026', 'November third, twenty twenty-six'],
    ['500ml', 'five hundred milliliters'],
    ['30-hour battery', 'thirty-hour battery'],
    ['WH-1000XM5', 'WH one thousand XM five'],
    ['1080p', 'ten eighty P'],
    ['22nd', 'twenty-second'],
    ['1-800-555-1234', 'one, eight zero zero, five five five, one two three four'],
    ['1,299', 'one thousand two hundred ninety-nine'],
  ])('%s', (written, spoken) => {
    expect(english(written)).toBe(spoken)
  })
})

const pieces = fc.array(
  fc.oneof(
    fc.constantFrom(
      '¥',
      '$',
      '%',
      '-',
      '~',
      ':',
      '/',
      '.',
      ',',
      '元',
      '折',
      '年',
      '月',
      'GB',
      'ml',
      'x',
      ' ',
      '第',
      '2个',
      '+',
      '℃',
    ),
    fc.nat({ max: 1_000_000 }).map(String),
    fc.string({ unit: 'grapheme', maxLength: 3 }),
  ),
  { maxLength: 12 },
)

test('no digit of any script is left, whatever was written', () => {
  fc.assert(
    fc.property(pieces, written => {
      for (const read of [mandarin, english]) expect(read(written.join(''))).not.toMatch(/\p{Nd}/u)
    }),
    { numRuns: 300 },
  )
})

test('what was read out once is not changed by reading it again', () => {
  for (const written of ['今天¥99.9，3-5天发货', 'iPhone 16 Pro 65W', '16GB+512GB，2026-11-28'])
    expect(mandarin(mandarin(written))).toBe(mandarin(written))
})

test('every whole number has words of its own', () => {
  fc.assert(
    fc.property(fc.nat(), number => {
      expect(valueOf(cardinal(String(number)))).toBe(number)
    }),
    { numRuns: 300 },
  )
})

test("the operator's own words come before ours", () => {
  expect(readerOf('zh', { 小度: '小度音箱', 'Type-C': '太普西' })('小度 Type-C')).toBe('小度音箱太普西')
})

/** Mandarin back to a number, by the definition of its places. */
function valueOf(words: string): number {
  let [sum, group, last] = [0, 0, 0]
  for (const each of words) {
    const place = { 十: 10, 百: 100, 千: 1_000 }[each]
    const big = { 万: 10_000, 亿: 100_000_000 }[each]
    if (place !== undefined) [group, last] = [group + (last || 1) * place, 0]
    else if (big !== undefined) [sum, group, last] = [sum + (group + last) * big, 0, 0]
    else last = '零一二三四五六七八九'.indexOf(each === '两' ? '二' : each)
  }
  return sum + group + last
}
