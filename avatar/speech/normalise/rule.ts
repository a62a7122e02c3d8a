// Rewriting by a table: at each place of a text the first rule that fits says what is spoken instead.

/** A pattern (no flags: it is made sticky) and the words for what it found. */
export type Rule = readonly [pattern: RegExp, spoken: (...groups: string[]) => string]

type Sticky = { readonly pattern: RegExp; readonly spoken: Rule[1] }

/** Makes a rewriter of rules. What a rule gives is never read again; what no rule takes stays as it is. */
export function rewriter(rules: readonly Rule[]): (text: string) => string {
  const sticky = rules.map(([pattern, spoken]) => ({ pattern: new RegExp(pattern.source, 'uy'), spoken }))
  return text => {
    let out = ''
    let at = 0
    while (at < text.length) {
      const found = firstFit(sticky, text, at)
      out += found?.words ?? text.charAt(at)
      at += found?.length ?? 1
    }
    return out
  }
}

function firstFit(
  rules: readonly Sticky[],
  text: string,
  at: number,
): { words: string; length: number } | undefined {
  for (const { pattern, spoken } of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null && match[0] !== '')
      return { words: spoken(...match.map(group => group ?? '')), length: match[0].length }
  }
  return undefined
}

/** A number as people write it, thousands marked or not, with or without decimals. */
export const amount = String.raw`(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.\d+)?`
/** What stands between the two ends of a range. */
export const dash = '[-–—~～]'

/** Full-width letters and digits as half-width ones; emoji and what is not spoken left out. */
export function cleaned(text: string): string {
  return text
    .normalize('NFC')
    .replaceAll(/[０-９Ａ-Ｚａ-ｚ＃＄％＆＊＋－．／＠￥]/gu, each =>
      each === '￥' ? '¥' : String.fromCodePoint((each.codePointAt(0) ?? 0) - 0xfee0),
    )
    .replaceAll(/https?:\/\/\S+/g, ' ')
    .replaceAll(
      /\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u200b-\u200f\ufeff]|\u20e3|[\ufe0e\ufe0f]/gu,
      found => (/[©®™]/.test(found) || !/\p{Extended_Pictographic}/u.test(found) ? '' : ' '),
    )
    .replaceAll(/[ \t\r\n\u00a0\u3000]+/g, ' ')
    .trim()
}
