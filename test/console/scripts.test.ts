// The script editor's own reckoning: from a script to what is edited and back, names, pasting, what is missing.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readScript } from '#avatar'
import {
  addProduct,
  addSegment,
  emptyWork,
  faultsIn,
  freeName,
  removeProduct,
  scriptOf,
  sentencesIn,
  sentencesOnlyIn,
  shifted,
  withProduct,
  withSegment,
  workOf,
} from '../../console/scripts/model.ts'

const samples = join(import.meta.dirname, '../../avatar/script/samples')

test.each(readdirSync(samples))('%s goes through the editor without a change', file => {
  const script = JSON.parse(readFileSync(join(samples, file), 'utf8'))
  const work = workOf(script, script.name)
  expect(readScript(scriptOf(work))).toEqual(readScript(script))
  expect(faultsIn(work)).toEqual([])
})

test('what is written from nothing can be kept once nothing is missing', () => {
  let work = addProduct(addSegment(emptyWork(['script-1'], 'zh')))
  expect(work.name).toBe('script-2')
  expect(faultsIn(work).map(each => each.is)).toEqual(['no-title', 'no-name', 'no-price', 'empty', 'empty'])
  work = withProduct({ ...work, title: '晚场' }, 0, { name: '耳机', price: '￥1,299', stock: '20' })
  work = withSegment(work, 0, { sentences: ['晚上好。'] })
  work = withSegment(work, 1, { product: work.products[0]?.id ?? '', sentences: [' 这是{name}，{price}。 '] })
  expect(faultsIn(work)).toEqual([])
  expect(readScript(scriptOf(work))).toMatchObject({
    title: '晚场',
    products: [{ name: '耳机', price: 1_299, stock: 20 }],
    segments: [{ sentences: ['晚上好。'] }, { product: 'product-1', sentences: ['这是{name}，{price}。'] }],
  })
  expect(removeProduct(work, 0).segments[1]?.product).toBe('')
})

test.each([
  [{ stock: '二十' }, 'bad-stock'],
  [{ price: '九块九' }, 'no-price'],
  [{ comparedPrice: '199' }, 'bad-compared'],
  [{ comparedBasis: '上月日常售价' }, 'bad-compared'],
] as const)('a product with %j is told of', (part, is) => {
  const work = addProduct(workOf({ title: 't', segments: [{ name: 'a', sentences: ['好。'] }] }, 'x'))
  const fine = withProduct(work, 0, { name: '耳机', price: '9.9' })
  expect(faultsIn(fine)).toEqual([])
  expect(faultsIn(withProduct(fine, 0, part))).toEqual([{ at: 'product', product: 0, is }])
})

test('a name is one control takes, and free', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (title, taken) => {
      const name = freeName(title, 'script', taken)
      expect(name).toMatch(/^[a-z0-9][a-z0-9-]{0,31}$/)
      expect(taken).not.toContain(name)
    }),
  )
  expect(freeName('Evening Buds!', 'script', ['evening-buds'])).toBe('evening-buds-2')
  expect(freeName('晚场', 'script', ['script-1'])).toBe('script-2')
})

test('what is pasted becomes sentences: a line each, a long text at its stops', () => {
  expect(sentencesIn('一句\r\n\n 两句 \n')).toEqual(['一句', '两句'])
  const long = `${'很长的一句话，'.repeat(12)}到这里。第二句！“第三句？”`.repeat(2)
  expect(sentencesIn(long)).toHaveLength(6)
  expect(sentencesIn(long).join('')).toBe(long)
})

test('items move by one and stay at the ends; differences are told both ways', () => {
  expect(shifted(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c'])
  expect(shifted(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
  const one = workOf({ segments: [{ sentences: ['同', '我的'] }] }, 'x')
  const other = workOf({ segments: [{ sentences: ['他的', '同'] }] }, 'x')
  expect(sentencesOnlyIn(one, other)).toEqual(['我的'])
  expect(sentencesOnlyIn(other, one)).toEqual(['他的'])
})
