// Hanzi to pinyin, and to what the offline voice is given.
import { expect, test } from 'vitest'
import { piecesOf } from '../../../avatar/speech/offline/pieces.ts'
import { syllablesOf } from '../../../avatar/speech/pinyin.ts'

const pinyin = (hanzi: string) =>
  syllablesOf(hanzi)
    .map(each => each.pinyin)
    .join(' ')

test.each([
  ['重庆', 'chong2 qing4'],
  ['行长在长大', 'hang2 zhang3 zai4 zhang3 da4'],
  ['银行', 'yin2 hang2'],
  ['便宜还不错', 'pian2 yi5 hai2 bu2 cuo4'],
  ['首都都来了', 'shou3 du1 dou1 lai2 le5'],
  ['慢慢地觉得', 'man4 man4 de5 jue2 de5'],
  ['律师女生', 'lü4 shi1 nü3 sheng1'],
])('words read in more than one way are read right: %s', (hanzi, syllables) => {
  expect(pinyin(hanzi)).toBe(syllables)
})

test('一 and 不 take the tone that their neighbour asks for', () => {
  expect(pinyin('一次')).toBe('yi2 ci4')
  expect(pinyin('一天')).toBe('yi4 tian1')
  expect(pinyin('一个')).toBe('yi2 ge4')
  expect(pinyin('第一')).toBe('di4 yi1')
  expect(pinyin('二十一')).toBe('er4 shi2 yi1')
  expect(pinyin('看一看')).toBe('kan4 yi5 kan4')
  expect(pinyin('不要')).toBe('bu2 yao4')
  expect(pinyin('不好')).toBe('bu4 hao3')
  expect(pinyin('好不好')).toBe('hao3 bu5 hao3')
})

test('儿 melts into the syllable before it, but not in 女儿 and 儿童', () => {
  expect(pinyin('玩儿')).toBe('wa2 er5')
  expect(pinyin('女儿')).toBe('nü3 er2')
  expect(pinyin('儿童')).toBe('er2 tong2')
})

test('the offline voice gets pinyin for Hanzi, an English voice for Latin words, and initials letter by letter', () => {
  const pieces = piecesOf('支持 USB，好', 'zh')
  expect(pieces.map(({ voice, text }) => [voice, text.trim()])).toEqual([
    ['cmn-latn-pinyin', 'zhi1 chi2'],
    ['en-us', 'USB'],
    ['cmn-latn-pinyin', ', hao3'],
  ])
  expect(piecesOf('GB', 'zh')[0]?.text).toBe('G B')
})

test('each character given to the offline voice knows which character of the sentence it stands for', () => {
  const [piece] = piecesOf('你好', 'zh')
  expect(piece?.places).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1])
})
