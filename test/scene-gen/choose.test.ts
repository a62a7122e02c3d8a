// A brief becomes a set with a reason.
import { expect, test } from 'vitest'
import { chooseSet, readBrief, type SetBriefInput } from '../../scene-gen/index.ts'

const choose = (brief: SetBriefInput) => chooseSet(readBrief(brief))

test.each([
  ['无线耳机', 'technology', 'studio'],
  ['不粘炒锅 32cm', 'home', 'kitchen'],
  ['云南小粒咖啡', 'food', 'kitchen'],
  ['烟酰胺精华液', 'beauty', 'laboratory'],
  ['益生菌冻干粉', 'food', 'laboratory'],
  ['源头工厂直发五金工具', 'home', 'factory'],
  ['Stainless kitchen knife', 'home', 'kitchen'],
  ['春季连衣裙', 'fashion', 'studio'],
  ['qwerty', 'industry', 'factory'],
  ['qwerty', 'health', 'laboratory'],
  ['qwerty', 'general', 'studio'],
] as const)('%s (%s) is shown in the %s', (words, category, kind) => {
  const { plan, because } = choose({ words, category })
  expect(plan.kind).toBe(kind)
  expect(because).toContain(kind)
})

test('the words decide before the category, and say which ones', () => {
  expect(choose({ words: '厂家直销炒锅', category: 'technology' }).because).toBe(
    '"厂家" belongs to the factory',
  )
})

test('a set that is named is taken', () => {
  expect(choose({ words: '炒锅', set: 'studio' }).plan.kind).toBe('studio')
})

test("the brand's colours are taken; without them the set brings its own", () => {
  const colours = { main: '#112233', accent: '#445566' }
  expect(choose({ words: '炒锅', colours }).plan).toMatchObject({
    mainColour: '#112233',
    accentColour: '#445566',
  })
  expect(choose({ words: '炒锅', category: 'technology' }).plan.mainColour).toBe(
    choose({ words: '煮锅', category: 'food' }).plan.mainColour,
  )
})

test('the same brief is the same plan, other words another arrangement', () => {
  expect(choose({ words: '耳机' })).toEqual(choose({ words: '耳机' }))
  expect(choose({ words: '耳机' }).plan.seed).not.toBe(choose({ words: '耳机盒' }).plan.seed)
})

test.each([
  [{ words: '' }, /words/],
  [{ words: '耳机', colours: { main: 'red', accent: '#000000' } }, /write a colour as #rrggbb/],
  [{ words: '耳机', category: 'toys' }, /category/],
  [{ words: '耳机', timeOfDay: 'noon', seed: -1 }, /timeOfDay[\s\S]*seed|seed[\s\S]*timeOfDay/],
  [{ words: '耳机', html: '<b>' }, /html/],
])('a brief that cannot be is refused, every mistake at once: %j', (brief, sentence) => {
  expect(() => readBrief(brief)).toThrow(sentence)
})
