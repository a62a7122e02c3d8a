// Hanzi to numbered pinyin: a dictionary, our own words over it, tones of 一 and 不 as they change, erhua.
import { pinyin } from 'pinyin-pro'
import { polyphones } from './polyphones.ts'

/** One syllable: `ni3`; neutral is 5, ü is ü. */
export type Syllable = { readonly hanzi: string; readonly pinyin: string }

const longestWord = Math.max(...Object.keys(polyphones).map(each => each.length))

/**
 * The syllables of a run of Hanzi without anything between them. Third tones stand as the dictionary has them: eSpeak changes
 * those before another third tone by itself (1.51), and does not change 一 and 不, so these are changed here.
 */
export function syllablesOf(hanzi: string): Syllable[] {
  const letters = Array.from(hanzi)
  const read = withOwnWords(letters, fromDictionary(hanzi, letters.length))
  return erhua(
    letters.map((letter, i) => ({
      hanzi: letter,
      pinyin: read.own.has(i) ? (read.syllables[i] ?? '') : sandhi(letters, read.syllables, i),
    })),
  )
}

function fromDictionary(hanzi: string, count: number): string[] {
  const read = pinyin(hanzi, { toneType: 'num', type: 'array', v: false, toneSandhi: false })
  return Array.from({ length: count }, (_, i) => spelling(read[i] ?? ''))
}

function spelling(syllable: string): string {
  const plain = syllable.normalize('NFC').toLowerCase().replaceAll('v', 'ü')
  if (!/^[a-zü]+[0-5]?$/.test(plain)) return ''
  return /[1-4]$/.test(plain) ? plain : `${plain.replace(/[05]$/, '')}5`
}

/** Our own words win over the dictionary, the longest first. */
function withOwnWords(
  letters: readonly string[],
  read: readonly string[],
): { syllables: string[]; own: ReadonlySet<number> } {
  const out = [...read]
  const from = new Set<number>()
  for (let at = 0; at < letters.length; ) {
    const own = ownWordAt(letters, at)
    for (const [i, syllable] of own.entries()) {
      out[at + i] = syllable
      from.add(at + i)
    }
    at += Math.max(1, own.length)
  }
  return { syllables: out, own: from }
}

function ownWordAt(letters: readonly string[], at: number): string[] {
  for (let length = Math.min(longestWord, letters.length - at); length > 1; length--) {
    const own = polyphones[letters.slice(at, at + length).join('')]
    if (own !== undefined) return own.split(' ')
  }
  return []
}

const figures = '零一二三四五六七八九点幺'
const bigFigures = '十百千万亿'

/** 一 is yi2 before a fourth tone and yi4 before others, but yi1 in figures, ordinals and at an end; 不 is bu2 before a fourth. */
function sandhi(letters: readonly string[], read: readonly string[], i: number): string {
  const [letter = '', before = '', after = ''] = [letters[i], letters[i - 1], letters[i + 1]]
  const own = read[i] ?? ''
  const nextTone = toneOf(read[i + 1])
  if (letter === '不') return before !== '' && before === after ? 'bu5' : nextTone === 4 ? 'bu2' : own
  if (letter !== '一') return own
  if (before !== '' && before === after && !figures.includes(before)) return 'yi5'
  const isFigure =
    after === '' ||
    before === '第' ||
    figures.includes(before || '-') ||
    (bigFigures.includes(before || '-') && !'百千万亿'.includes(after)) ||
    figures.includes(after) ||
    '月号日楼'.includes(after)
  if (isFigure) return 'yi1'
  return nextTone === 4 || (nextTone === 5 && after === '个') ? 'yi2' : 'yi4'
}

function toneOf(syllable: string | undefined): number {
  return Number(syllable?.at(-1) ?? 0)
}

/** 儿 after a noun is no syllable of its own: the one before loses its ending, and 儿 its tone. */
function erhua(syllables: readonly Syllable[]): Syllable[] {
  return syllables.map((each, i) => {
    const [before, after] = [syllables[i - 1]?.hanzi ?? '', syllables[i + 1]?.hanzi ?? '']
    if (each.hanzi === '儿' && isErhua(before, after)) return { ...each, pinyin: 'er5' }
    if (after === '儿' && isErhua(each.hanzi, syllables[i + 2]?.hanzi ?? ''))
      return { ...each, pinyin: each.pinyin.replace(/(?<=[^iü]a)[in](?=\d)/, '') }
    return each
  })
}

function isErhua(before: string, after: string): boolean {
  return (
    before !== '' &&
    /[玩会点花味块劲哪这那事头伴边片样活份盖馅把圈条根粒座]/u.test(before) &&
    !/[童子女科歌]/u.test(after)
  )
}
