// Takes out of a pasted text what people and chat programs put in: invisible characters, full-width letters, quotes. Pure.

export type Washed = {
  readonly text: string
  /** Characters that nobody sees were taken out. */
  readonly hadInvisible: boolean
  /** Full-width letters and signs were made plain. */
  readonly hadWide: boolean
}

/** More than a whole evening's addresses; the rest is not read. */
export const mostCharacters = 20_000

const invisible = /[\p{Cf}\p{Cs}\p{Co}\u034F\u115F\u1160\u3164\uFFA0]/gu
// Full-width forms of ! to ~, one for one.
const wide = /[\uFF01-\uFF5E]/g
/** Punctuation of Chinese text, quotes and brackets: where they stand, something ends. */
const ends = /[，；！。、（）【】「」『』《》〈〉“”‘’…·"'`<>|\uFF0C\uFF1B\uFF01\uFF08\uFF09]/g
/** The colon behind a label is written so by everybody: nothing to tell of. */
const labelColon = /(?<=\p{Script=Han}\s?)：|：(?=\s|$|rtmps?:|srt:)/gmu
const spaces = /[^\S\n]+/gu
const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/g

/** The same text with nothing in it but what can be seen; each end is a gap of its own. */
export function wash(pasted: string): Washed {
  const seen = pasted.slice(0, mostCharacters).replace(lineEnds, '\n')
  const visible = seen.replace(invisible, '')
  const gapped = visible.replace(labelColon, ':').replace(ends, gap)
  const plain = gapped.replace(wide, each => String.fromCharCode(each.charCodeAt(0) - 0xfee0))
  return {
    text: plain.replace(spaces, ' '),
    hadInvisible: visible !== seen,
    hadWide: plain !== gapped,
  }
}

/** Stands where text was ended by punctuation: what follows is not the rest of what went before. */
export const gap = '\uE000'
