// Sounds of a sentence from its letters alone, with usual lengths: where no voice that knows its phonemes is at hand.
import type { Language } from '../speech/index.ts'
import { syllablesOf } from '../speech/pinyin.ts'
import type { TimedPhone } from './timed.ts'

const consonantMs = 75
const vowelMs = 140
const commaMs = 260

const initials: Readonly<Record<string, string>> = {
  b: 'p',
  p: 'ph',
  m: 'm',
  f: 'f',
  d: 't',
  t: 'th',
  n: 'n',
  l: 'l',
  g: 'k',
  k: 'kh',
  h: 'χ',
  j: 'tɕ',
  q: 'tɕh',
  x: 'ɕ',
  zh: 'ts.',
  ch: 'ts.h',
  sh: 's.',
  r: 'ʐ',
  z: 'ts',
  c: 'tsh',
  s: 's',
  y: 'j',
  w: 'w',
}
const finals: Readonly<Record<string, readonly string[]>> = {
  a: ['ɑ'],
  o: ['uo'],
  e: ['o-'],
  i: ['i'],
  u: ['u'],
  ü: ['y'],
  er: ['ər'],
  ai: ['ai'],
  ei: ['ei'],
  ao: ['ɑu'],
  ou: ['ou'],
  an: ['a', 'n'],
  en: ['ə', 'n'],
  ang: ['ɑ', 'ŋ'],
  eng: ['ə', 'ŋ'],
  ong: ['u', 'ŋ'],
  ia: ['iɑ'],
  ie: ['iɛ'],
  iao: ['iɑu'],
  iu: ['iou'],
  ian: ['iɛ', 'n'],
  in: ['i', 'n'],
  iang: ['iɑ', 'ŋ'],
  ing: ['i', 'ŋ'],
  iong: ['yu', 'ŋ'],
  ua: ['uɑ'],
  uo: ['uo'],
  uai: ['uai'],
  ui: ['uei'],
  uan: ['uɑ', 'n'],
  un: ['uə', 'n'],
  uang: ['uɑ', 'ŋ'],
  ue: ['yɛ'],
  üe: ['yɛ'],
  ün: ['y', 'n'],
  üan: ['yæ', 'n'],
}

/** Letters of languages written as they sound, roughly; the longest first. */
const letters: readonly (readonly [pattern: RegExp, phone: string])[] = [
  [/^(?:sh|ch|tch)/, 'ʃ'],
  [/^th/, 'θ'],
  [/^(?:ph|f+)/, 'f'],
  [/^(?:ng|nk)/, 'ŋ'],
  [/^qu/, 'kw'],
  [/^(?:ck|c(?![eiy])|k|x|gh?|j(?=[aeiou]))/, 'k'],
  [/^(?:ee|ea|ie|ii?)/, 'i'],
  [/^(?:oo|ou|ow|u|ew)/, 'u'],
  [/^(?:oa|aw|au|o)/, 'ɔ'],
  [/^(?:ai|ay|ei|ey|e)/, 'ɛ'],
  [/^a/, 'a'],
  [/^b+/, 'b'],
  [/^p+/, 'p'],
  [/^m+/, 'm'],
  [/^v/, 'v'],
  [/^w/, 'w'],
  [/^(?:s+|z+|c)/, 's'],
  [/^(?:t+|d+)/, 't'],
  [/^n+/, 'n'],
  [/^l+/, 'l'],
  [/^r+/, 'ɹ'],
  [/^h/, 'h'],
  [/^y/, 'i'],
]

/** Sounds with times from 0 on; pauses at punctuation. */
export function spelledOut(text: string, language: Language): TimedPhone[] {
  const out: TimedPhone[] = []
  let at = 0
  const say = (phone: string, ms: number) => {
    out.push({ phone, startMs: at, endMs: (at += ms) })
  }
  for (const [run] of text.matchAll(/\p{Script=Han}+|[\p{Script=Latin}']+|[，。！？；：、,.!?;:]+/gu)) {
    if (/^\p{Script=Han}/u.test(run)) {
      for (const { pinyin } of syllablesOf(run))
        for (const [phone, ms] of syllableSounds(pinyin)) say(phone, ms)
    } else if (/^[\p{Script=Latin}']/u.test(run))
      for (const phone of wordSounds(run, language)) say(phone, isVowel(phone) ? 110 : consonantMs)
    else say('', commaMs)
  }
  return out
}

function syllableSounds(pinyin: string): [phone: string, ms: number][] {
  const plain = pinyin
    .replace(/[1-5]$/, '')
    .replace(/^yu/, 'ü')
    .replace(/^(?=[jqx]u)([jqx])u/, '$1ü')
    .replace(/^y(?=i)/, '')
    .replace(/^y(?=[aeo])/, 'i')
    .replace(/^w(?=u)/, '')
    .replace(/^w(?=[aeo])/, 'u')
  const initial = /^(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcs])/.exec(plain)?.[0] ?? ''
  const final = plain.slice(initial.length)
  const isApical = final === 'i' && /^(?:[zcs]h?|r)$/.test(initial)
  const sounds = isApical
    ? ['i.']
    : (finals[final] ??
      finals[final.replace('uei', 'ui').replace('iou', 'iu').replace('uen', 'un')] ?? ['o-'])
  return [
    ...(initial === '' ? [] : [[initials[initial] ?? '', consonantMs] as [string, number]]),
    ...sounds.map((phone, i): [string, number] => [phone, i === 0 ? vowelMs : consonantMs / 1.5]),
  ]
}

function wordSounds(word: string, language: Language): string[] {
  let rest = word
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[^a-z]/g, '')
  if (language === 'en') rest = rest.replace(/(?<=[aeiouy][^aeiouy]+)e$/, '')
  const out: string[] = []
  while (rest !== '') {
    const [pattern, phone] = letters.find(([each]) => each.test(rest)) ?? []
    if (phone !== undefined) out.push(phone)
    rest = rest.slice(pattern?.exec(rest)?.[0].length ?? 1)
  }
  return out
}

const isVowel = (phone: string): boolean => /^[aiuɔɛ]/.test(phone)
