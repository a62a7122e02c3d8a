// Two languages of one shape: nothing missing, nothing left untranslated, nothing swallowed.
import { expect, test } from 'vitest'
import { causes } from '#relay'
import { wordsOf } from '../../console/tell/words.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'
import { platforms } from '../../control/store/plan.ts'

type Entry = { readonly path: string; readonly word: unknown }

function entriesOf(words: object, path = ''): Entry[] {
  return Object.entries(words).flatMap(([name, word]) =>
    typeof word === 'object' && word !== null
      ? entriesOf(word, `${path}${name}.`)
      : [{ path: path + name, word }],
  )
}

/** What an entry says of 31, 47 and so on; a list where it joins one. */
function said({ path, word }: Entry): string {
  if (typeof word === 'string') return word
  const speak = word as (...facts: readonly unknown[]) => string
  return path === 'join' ? speak(['31', '47']) : speak(...[31, 47].slice(0, speak.length))
}

const isChinese = /\p{Script=Han}/u
const english = entriesOf(en)
const chinese = entriesOf(zh)

/** The same in both languages: names that the world writes so, and what only passes a name on. */
const sameInBoth = [
  'picture.feed',
  'feeds.secure',
  ...['youtube', 'twitch', 'rtmp', 'srt'].map(p => `platforms.${p}`),
]
/** Nothing to say, or said in the other language on purpose. */
const special = ['join', 'detail.only', 'page.language', 'cause.client-stop', ...sameInBoth]

test('both languages have the same entries, taking as many facts', () => {
  const shape = (entries: readonly Entry[]) =>
    entries.map(({ path, word }) => `${path}${typeof word === 'function' ? `(${word.length})` : ''}`)
  expect(shape(chinese)).toEqual(shape(english))
})

test('every Chinese entry is Chinese, every English one is not', () => {
  const ordinary = (entry: Entry) => !special.includes(entry.path)
  const notChinese = chinese.filter(ordinary).filter(entry => !isChinese.test(said(entry)))
  const notEnglish = english.filter(ordinary).filter(entry => isChinese.test(said(entry)))
  expect(notChinese.map(({ path }) => path)).toEqual([])
  expect(notEnglish.map(({ path }) => path)).toEqual([])
})

test('no entry is empty, and only names are the same in both', () => {
  const same = english.filter((entry, i) => said(entry) === said(chinese[i] as Entry)).map(({ path }) => path)
  expect(same).toEqual(expect.arrayContaining(['picture.feed', 'cause.client-stop']))
  expect(same.filter(path => !special.includes(path))).toEqual([])
  const empty = [...english, ...chinese].filter(entry => said(entry) === '').map(({ path }) => path)
  expect(empty).toEqual(['cause.client-stop', 'cause.client-stop'])
})

test('every fact that is handed over is said, in both languages', () => {
  for (const entry of [...english, ...chinese]) {
    if (typeof entry.word !== 'function') continue
    const facts = ['31', '47'].slice(0, entry.path === 'join' ? 2 : entry.word.length)
    for (const fact of facts) expect(`${entry.path}: ${said(entry)}`).toContain(fact)
  }
})

test('one destination is not called "all 1"', () => {
  expect(en.verdict.all(1)).toBe('On air. The destination takes the picture.')
  expect(zh.verdict.all(1)).toBe('正在直播，平台正常收流。')
  expect(en.act.stopAsk(1)).toContain('1 destination ')
})

test('every cause of the relay and every platform of the plan has its words', () => {
  for (const words of [wordsOf('en'), wordsOf('zh')]) {
    expect(Object.keys(words.cause).toSorted()).toEqual([...causes].toSorted())
    expect(Object.keys(words.platforms).toSorted()).toEqual([...platforms].toSorted())
  }
})
