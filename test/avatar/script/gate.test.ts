// What may be said, what may not, and why.
import { describe, expect, test } from 'vitest'
import { gate, gatedVoice, tellRefusal } from '../../../avatar/script/gate/index.ts'
import { productSchema } from '../../../avatar/script/schema.ts'
import { sumsIn } from '../../../avatar/script/gate/amounts.ts'

const earphones = productSchema.parse({
  id: 'buds',
  name: '耳机',
  price: 99.9,
  stock: 320,
  compared: { price: 199, basis: '上月本店售价' },
  facts: ['独家定制芯片，合同编号 7', '满200减20'],
})
const termOf = (sentence: string, product: typeof earphones | null = earphones) => {
  const verdict = gate(sentence, product)
  return verdict.passes ? null : verdict.refusals[0]?.term
}

describe('absolute terms are refused:', () => {
  test.each([
    '这是最好的耳机',
    '全网最低价',
    '销量第一',
    '行业第一品牌',
    'NO.1的选择',
    '顶级音质',
    '最新款上市',
    '最甜的桃子',
    '国家级品质',
    '100%有效',
    '绝对值得',
    '零添加',
    '唯一的选择',
    '最 低 价',
    '最.好',
    '治疗失眠',
    '加微信下单',
    'The best earphones ever',
    'number one in the world',
    'guaranteed results',
  ])('%s', sentence => {
    expect(termOf(sentence)).toBeTruthy()
  })
})

describe('where such a word is innocent it passes:', () => {
  test.each([
    '第一步，打开盖子',
    '最好先充电再用',
    '第一次用的朋友看这里',
    '我们把安全放在第一位',
    '最新消息来了',
    '音量最大也不失真',
    '一次最多买两件',
    '续航最长30小时',
    '唯一的缺点是没有黑色',
    '吃第一口就爱上',
    '最近天气冷，最后说一句',
    '这款最适合你',
    '我最喜欢这个颜色',
    '最快明天到',
    '加两块冰',
    'best before May',
    'I do my best',
  ])('%s', sentence => {
    expect(termOf(sentence)).toBeNull()
  })
})

test('what a fact of the product proves may be said, and of another product not', () => {
  expect(termOf('独家定制芯片')).toBeNull()
  expect(termOf('独家定制芯片', { ...earphones, facts: [] })).toBe('独家')
})

describe('prices agree with the product:', () => {
  test.each([
    ['只要¥99.9', null],
    ['只要99.9元', null],
    ['只要九十九块九', null],
    ['原价199元', null],
    ['比平时省99.1元', null],
    ['满200减20元', null],
    ['预算两百块的朋友', null],
    ['只要89元', '89元'],
    ['只要八十九块', '八十九块'],
    ['二十块钱一个', '二十块钱'],
    ['原价299元', '299元'],
    ['立减50元', '50元'],
    ['only $89.90 today', '$89.90'],
  ])('%s', (sentence, term) => {
    expect(termOf(sentence)).toBe(term)
  })
})

test('a sum in a segment without a product is refused, since nobody can tell whether it is true', () => {
  expect(termOf('今天只要99元', null)).toBe('99元')
})

test('a compared price without its basis is refused', () => {
  const { compared: _, ...plain } = earphones
  expect(termOf('原价199元', plain as typeof earphones)).toBe('199元')
})

describe('stock agrees with the product:', () => {
  test.each([
    ['只剩320件', null],
    ['还有300件', null],
    ['240 in stock', null],
    ['只剩3件了', '只剩3件'],
    ['还有500件', '还有500件'],
    ['最后几单了', '最后几'],
    ['马上卖光了', '马上卖光'],
    ['only 3 left', 'only 3 left'],
  ])('%s', (sentence, term) => {
    expect(termOf(sentence)).toBe(term)
  })
  test('what is sold out is not sold', () => {
    expect(termOf('点小黄车下单', { ...earphones, stock: 0 })).toBe('小黄车')
  })
})

test('sums are read in figures and in Hanzi', () => {
  expect(sumsIn('¥1,299，一千二百九十九元，九块九，两万三千块，0.5元').map(each => each.value)).toEqual([
    1_299, 1_299, 9.9, 23_000, 0.5,
  ])
})

test('a refusal says the term, the rule and what to write instead', () => {
  const verdict = gate('全网最低价', earphones)
  const [first] = verdict.passes ? [] : verdict.refusals
  expect(first === undefined ? '' : tellRefusal(first)).toMatch(/全网最低.*广告法 第九条.*write/)
})

test('a refused sentence never reaches a voice', async () => {
  const heard: string[] = []
  const voice = gatedVoice({
    speak: async text => {
      heard.push(text)
      return { samples: new Int16Array(0), spoken: text, engine: 'ear' }
    },
  })
  const { signal } = new AbortController()
  const line = { product: earphones, language: 'zh' } as const
  await expect(voice.speak({ ...line, text: '这是最好的耳机' }, signal)).rejects.toMatchObject({
    code: 'avatar/refused-sentence',
    remedy: 'stop',
  })
  await voice.speak({ ...line, text: '这款耳机很好用' }, signal)
  expect(heard).toEqual(['这款耳机很好用'])
})
