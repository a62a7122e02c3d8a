// How spoken text is handed to eSpeak: Hanzi as numbered pinyin, Latin words to an English voice, each with its place in the text.
import type { Language } from '../language.ts'
import { syllablesOf } from '../pinyin.ts'

/** What one voice says in one breath. */
export type Piece = {
  readonly voice: 'cmn-latn-pinyin' | 'en-us' | 'yue' | 'ja' | 'es'
  readonly text: string
  /** For each character of `text` the index of what it stands for in the spoken text. */
  readonly places: readonly number[]
  /** Whether it ends where the speaker pauses. */
  readonly pauses: boolean
}

const marks = /[，。！？；：、,.!?;:…—]/u
const asAscii: Readonly<Record<string, string>> = {
  '，': ',',
  '。': '.',
  '！': '!',
  '？': '?',
  '；': ';',
  '：': ':',
  '、': ',',
  '…': '.',
  '—': ',',
}

/**
 * The pieces of a sentence. eSpeak's `cmn` reads Hanzi as English letters (1.51), so Mandarin goes in as pinyin to
 * `cmn-latn-pinyin`, and Latin words in it to an English voice.
 */
export function piecesOf(spoken: string, language: Language): Piece[] {
  if (language !== 'zh') return [whole(spoken, language)]
  const pieces: Piece[] = []
  for (const match of spoken.matchAll(/[A-Za-zÀ-ÿ'’][A-Za-zÀ-ÿ'’ ]*|[^A-Za-zÀ-ÿ'’]+/gu)) {
    const isLatin = /^[A-Za-zÀ-ÿ'’]/u.test(match[0])
    const piece = isLatin ? latinPiece(match[0], match.index) : pinyinPiece(match[0], match.index)
    if (piece.text.trim() !== '') pieces.push(piece)
  }
  return pieces.filter(piece => /[\p{L}\p{N}]/u.test(piece.text))
}

function whole(spoken: string, language: Exclude<Language, 'zh'>): Piece {
  const voice = language === 'en' ? 'en-us' : language
  return { voice, text: spoken, places: Array.from(spoken, (_, i) => i), pauses: true }
}

/** Capitals that make no word are said letter by letter. */
function latinPiece(text: string, from: number): Piece {
  let out = ''
  const places: number[] = []
  for (const [i, letter] of Array.from(text).entries()) {
    const isInitials = /[A-Z]/.test(letter) && /[A-Z]/.test(text[i + 1] ?? '') && isSpelled(text, i)
    out += isInitials ? `${letter} ` : letter
    places.push(...(isInitials ? [from + i, from + i] : [from + i]))
  }
  return { voice: 'en-us', text: out, places, pauses: false }
}

function isSpelled(text: string, at: number): boolean {
  const start = text.slice(0, at).search(/[A-Za-z]*$/)
  const word = /^[A-Za-z]+/.exec(text.slice(start))?.[0] ?? ''
  return word.length <= 4 && !/[AEIOUY]/.test(word)
}

function pinyinPiece(text: string, from: number): Piece {
  let out = ''
  const places: number[] = []
  const say = (words: string, at: number) => {
    out += words
    for (let i = 0; i < words.length; i++) places.push(at)
  }
  for (const run of text.matchAll(/\p{Script=Han}+|[^\p{Script=Han}]/gu)) {
    if (/\p{Script=Han}/u.test(run[0])) {
      for (const [i, { pinyin }] of syllablesOf(run[0]).entries()) say(`${pinyin} `, from + run.index + i)
    } else if (marks.test(run[0])) say(`${asAscii[run[0]] ?? run[0]} `, from + run.index)
  }
  return { voice: 'cmn-latn-pinyin', text: out, places, pauses: /[,.!?;:] $/.test(out) }
}
