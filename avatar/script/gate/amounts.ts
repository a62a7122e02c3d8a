// Sums of money and counts that a sentence names, in figures or in Hanzi.

export type Amount = { readonly value: number; readonly words: string; readonly index: number }

const figures = '零一二三四五六七八九'
const places: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1_000 }

/** The value of a Hanzi or Arabic number: 九十九, 两万三, 1,299, 99.9, 五点五. NaN where it is none. */
export function valueOf(words: string): number {
  const plain = words.replaceAll(',', '').replaceAll('两', '二').replaceAll('〇', '零')
  if (/^\d+(?:\.\d+)?$/.test(plain)) return Number(plain)
  const [whole = '', decimals] = plain.split('点')
  if (decimals !== undefined) return Number(`${valueOf(whole)}.${digits(decimals)}`)
  const mixed = /^(\d+(?:\.\d+)?)([万亿千百])$/.exec(plain)
  if (mixed !== null)
    return (
      Number(mixed[1]) * ({ 万: 10_000, 亿: 100_000_000, 千: 1_000, 百: 100 }[mixed[2] ?? ''] ?? Number.NaN)
    )
  return hanziValue(plain)
}

function hanziValue(words: string): number {
  let [sum, group, last, place] = [0, 0, 0, 1]
  for (const each of Array.from(words)) {
    const big = { 万: 10_000, 亿: 100_000_000 }[each]
    const step = places[each]
    const figure = figures.indexOf(each)
    if (big !== undefined) [sum, group, last, place] = [(sum + group + last) * big, 0, 0, big]
    else if (step !== undefined) [group, last, place] = [group + (last || 1) * step, 0, step]
    else if (figure >= 0) [last, place] = [figure, figure === 0 ? 10 : place]
    else return Number.NaN
  }
  // 一千二 is 1200: a lone figure behind a place is of the next lower one.
  return sum + group + (place >= 100 ? last * (place / 10) : last)
}

const digits = (words: string): string =>
  Array.from(words, each => (/\d/.test(each) ? each : String(Math.max(0, figures.indexOf(each))))).join('')

const number = String.raw`(?:\d[\d,]*(?:\.\d+)?[万千百]?|[零一二两三四五六七八九十百千万]+(?:点[零一二三四五六七八九]+)?)`
/** 块 is money only where a sum can end: 两块冰 is ice. */
const endOfSum = String.raw`(?:钱|整)|(?=$|[\s，。！？；：、,.!?;]|包邮|到手|到家|就|起|拿|带走|不到|一[个件箱斤份盒瓶袋单套只双])`
const jiao = String.raw`(?<jiao>[一二三四五六七八九]|\d)(?![\d零一二三四五六七八九十百千万个件箱斤份盒瓶袋单套只双])毛?`
const sums = new RegExp(
  [
    String.raw`(?:[¥￥$€£]\s?)(?<signed>\d[\d,]*(?:\.\d+)?[万千百]?)`,
    `(?<kuai>${number})块(?:${jiao}|${endOfSum})`,
    `(?<yuan>${number})元`,
    String.raw`(?<plain>\d[\d,]*(?:\.\d+)?)\s?(?:dollars|yuan|euros|pounds)`,
  ].join('|'),
  'gu',
)

/** Every sum of money in a sentence: ¥99.9, 99.9元, 九十九块九, $19.99. */
export function sumsIn(text: string): Amount[] {
  return [...text.matchAll(sums)].flatMap(match => {
    const { signed, kuai, yuan, jiao: tenths, plain } = match.groups ?? {}
    const whole = valueOf(signed ?? kuai ?? yuan ?? plain ?? '')
    const value = tenths === undefined ? whole : whole + valueOf(tenths) / 10
    return Number.isNaN(value)
      ? []
      : [{ value: Math.round(value * 100) / 100, words: match[0], index: match.index }]
  })
}

/** A count, in figures or in Hanzi. */
export const countPattern = number

/** Every number in figures: `满200减20` 200 and 20. */
export function numbersIn(text: string): number[] {
  return (text.match(/\d[\d,]*(?:\.\d+)?/g) ?? []).map(valueOf)
}
