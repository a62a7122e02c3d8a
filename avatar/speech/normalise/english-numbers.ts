// Numbers as English speaks them.

const small =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = ' ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const groups = ['', ' thousand', ' million', ' billion', ' trillion']
const oddOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** Digit by digit: `0400` zero four zero zero. Other characters are left out. */
export function spelled(text: string): string {
  return Array.from(text)
    .filter(each => /\d/.test(each))
    .map(each => small[Number(each)])
    .join(' ')
}

/** A whole number, thousands marked or not. Beyond fifteen places digit by digit. */
export function cardinalEn(text: string): string {
  const digits = text.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  if (digits.length > 15) return spelled(digits)
  if (digits === '0') return 'zero'
  const words: string[] = []
  for (let group = Math.ceil(digits.length / 3) - 1; group >= 0; group--) {
    const value = Number(digits.slice(Math.max(0, digits.length - 3 * group - 3), digits.length - 3 * group))
    if (value > 0) words.push(underThousand(value) + groups[group])
  }
  return words.join(' ')
}

function underThousand(value: number): string {
  const hundreds = Math.floor(value / 100)
  const below = value % 100
  const words = hundreds > 0 ? [`${small[hundreds]} hundred`] : []
  if (below > 0 && below < 20) words.push(small[below] ?? '')
  if (below >= 20)
    words.push(`${tens[Math.floor(below / 10)]}${below % 10 > 0 ? `-${small[below % 10]}` : ''}`)
  return words.join(' ')
}

/** A number with or without decimals: `99.9` ninety-nine point nine. */
export function quantityEn(text: string): string {
  const [whole = '0', decimals] = text.split('.')
  return decimals === undefined ? cardinalEn(whole) : `${cardinalEn(whole)} point ${spelled(decimals)}`
}

/** `21` twenty-first. */
export function ordinal(text: string): string {
  const words = cardinalEn(text)
  const last = /[a-z]+$/.exec(words)?.[0] ?? ''
  const turned = oddOrdinals[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)
  return words.slice(0, words.length - last.length) + turned
}

/** A year: `2026` twenty twenty-six, `2005` two thousand five, `1900` nineteen hundred. */
export function yearEn(text: string): string {
  const [century, below] = [Number(text.slice(0, 2)), Number(text.slice(2))]
  if (century % 10 === 0 && below < 10) return cardinalEn(text)
  if (below === 0) return `${cardinalEn(String(century))} hundred`
  return `${cardinalEn(String(century))} ${below < 10 ? 'oh ' : ''}${cardinalEn(String(below))}`
}

/** A sum of money: `19.99` of dollars nineteen dollars and ninety-nine cents. */
export function money(text: string, one: string, many: string, cents: string): string {
  const [whole = '0', decimals = ''] = text.split('.')
  const count = Number(whole.replaceAll(',', ''))
  const fraction = decimals.padEnd(2, '0')
  if (cents === '' || fraction.length > 2)
    return Number(`0.${decimals}`) === 0
      ? named(whole, one, many)
      : `${quantityEn(text.replace(/0+$/, ''))} ${many}`
  if (Number(fraction) === 0) return named(whole, one, many)
  const change = `${cardinalEn(fraction)} ${Number(fraction) === 1 ? cents.replace(/s$/, '') : cents}`
  return count === 0 ? change : `${named(whole, one, many)} and ${change}`
}

function named(whole: string, one: string, many: string): string {
  return `${cardinalEn(whole)} ${Number(whole.replaceAll(',', '')) === 1 ? one : many}`
}

/** A number beside letters, as in a model's name: `17` seventeen, `300` three hundred, `4090` forty ninety. */
export function modelNumberEn(text: string): string {
  if (text.startsWith('0') && text.length > 1) return spelled(text)
  if (text.length <= 2 || /^[1-9]0{2,3}$/.test(text)) return cardinalEn(text)
  if (text.length === 4 && !/0.$/.test(text)) return yearEn(text)
  return spelled(text)
}
