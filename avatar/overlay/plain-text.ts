// Text of strangers made fit to be shown: one line, bounded, without marks that turn, hide or stack letters.

/** Controls, marks of direction and joining, variation selectors, private and unassigned characters. */
const unfit = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}\u{115f}\u{1160}\u{3164}]/gu
/** The font has no such pictures; a box in their place would be worse than nothing. */
const pictures = /\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u{1f3fb}-\u{1f3ff}]|\u{20e3}/gu
/** More than two marks on one letter are a prank. */
const stacks = /(\p{M}{2})\p{M}+/gu

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** One line of at most `longest` letters as a reader counts them; what was cut is marked by `…`. */
export function plainText(text: string, longest: number): string {
  const bounded = text.slice(0, longest * 12) // before anything that costs more with length
  const cleaned = bounded
    .replace(/[\s\u{85}]+/gu, ' ')
    .replace(unfit, '')
    .replace(pictures, match => (/[\d#*©®™]/u.test(match) ? match : ''))
    .replace(stacks, '$1')
    .replace(/ {2,}/g, ' ')
    .trim()
  const letters = [...segmenter.segment(cleaned)].map(each => each.segment)
  return letters.length <= longest
    ? cleaned
    : `${letters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`
}
