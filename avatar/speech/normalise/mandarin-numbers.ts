// Numbers as Mandarin speaks them.

const figures: readonly string[] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const places: readonly string[] = ['', '十', '百', '千']
const groups = ['', '万', '亿', '万亿'] as const

/** Digit by digit: `2026` 二零二六; with `phone`, 1 is 幺. Other characters are left out. */
export function digitByDigit(text: string, manner: 'plain' | 'phone' = 'plain'): string {
  return Array.from(text)
    .filter(each => /\d/.test(each))
    .map(each => (manner === 'phone' && each === '1' ? '幺' : figures[Number(each)]))
    .join('')
}

/** A whole number, thousands marked or not: `1,299` 一千二百九十九. Beyond sixteen places digit by digit. */
export function cardinal(text: string): string {
  const digits = text.replaceAll(',', '').replace(/^0+(?=\d)/, '')
  if (digits.length > 16) return digitByDigit(digits)
  if (digits === '0') return '零'
  let words = ''
  let isGap = false
  for (let group = Math.ceil(digits.length / 4) - 1; group >= 0; group--) {
    const value = Number(digits.slice(Math.max(0, digits.length - 4 * group - 4), digits.length - 4 * group))
    if (value === 0) {
      isGap = words !== ''
      continue
    }
    if (words !== '' && (isGap || value < 1_000)) words += '零'
    words += `${value === 2 && group > 0 ? '两' : underTenThousand(value)}${groups[group]}`
    isGap = false
  }
  return words.startsWith('一十') ? words.slice(1) : words
}

function underTenThousand(value: number): string {
  let words = ''
  let isGap = false
  for (let place = 3; place >= 0; place--) {
    const figure = Math.floor(value / 10 ** place) % 10
    if (figure === 0) {
      isGap = words !== ''
      continue
    }
    if (isGap) words += '零'
    words += `${figure === 2 && place === 3 ? '两' : figures[figure]}${places[place]}`
    isGap = false
  }
  return words
}

/** A number with or without decimals: `99.9` 九十九点九. */
export function quantity(text: string): string {
  const [whole = '0', decimals] = text.split('.')
  return decimals === undefined ? cardinal(whole) : `${cardinal(whole)}点${digitByDigit(decimals)}`
}

/** How many of something: as a quantity, but 2 is 两. */
export function howMany(text: string): string {
  return text === '2' ? '两' : quantity(text)
}

/** A price as it is called out: `99.9` 九十九块九, `19.05` 十九块零五分, `0.5` 五毛, `100` 一百元. */
export function price(text: string): string {
  const [whole = '0', decimals = ''] = text.split('.')
  const [jiao = '0', fen = '0', ...rest] = decimals.padEnd(2, '0').split('')
  if (rest.some(each => each !== '0')) return `${quantity(text)}元`
  if (jiao === '0' && fen === '0') return `${howMany(whole)}元`
  const isSmall = Number(whole.replaceAll(',', '')) === 0
  const yuan = isSmall ? '' : `${howMany(whole)}块`
  if (jiao === '0') return `${yuan}${isSmall ? '' : '零'}${digitByDigit(fen)}分`
  if (fen === '0') return `${yuan}${digitByDigit(jiao)}${isSmall ? '毛' : ''}`
  return `${yuan}${digitByDigit(jiao)}毛${digitByDigit(fen)}`
}

/** A number beside letters, as in a model's name: `17` 十七, `100` 一百, `4090` 四零九零. */
export function modelNumber(text: string): string {
  if (text.startsWith('0') && text.length > 1) return digitByDigit(text, 'phone')
  const isRound = /^[1-9]0{2,3}$/.test(text)
  return text.length <= 2 || isRound ? cardinal(text) : digitByDigit(text, 'phone')
}
