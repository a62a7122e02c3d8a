// Mandarin, written to spoken: after this no digit is left, and every price, date and unit stands in words.
import { amount, cleaned, dash, rewriter, type Rule } from './rule.ts'
import { cardinal, digitByDigit, howMany, modelNumber, price, quantity } from './mandarin-numbers.ts'
import { counted, unit, unitName } from './mandarin-units.ts'
import { type Lexicon, lexiconRules } from './brands.ts'

const end = '(?![A-Za-z0-9])'
const notInNumber = String.raw`(?<![\d.])`

const telephone: readonly Rule[] = [
  [/(?<!\d)(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/, (_, a = '', b = '', c = '') => inGroups([a, b, c])],
  [/(?<!\d)(400|800)[- ]?(\d{3})[- ]?(\d{4})(?!\d)/, (_, a = '', b = '', c = '') => inGroups([a, b, c])],
  [/(?<!\d)(0\d{2,3})-(\d{7,8})(?!\d)/, (_, a = '', b = '') => inGroups([a, b])],
  [
    /(?<=(?:电话|热线|拨打|手机号?|QQ群?|微信号?|验证码|尾号|订单号|编号|货号|房间号|邮编)[是为:： ]{0,2})\d{3,}/,
    all => digitByDigit(all, 'phone'),
  ],
]

const money: readonly Rule[] = [
  [
    new RegExp(String.raw`[¥](${amount})\s?${dash}\s?[¥]?(${amount})(万|亿)?`),
    (_, from = '', to = '', big = '') =>
      big === '' ? `${quantity(from)}到${quantity(to)}元` : `${quantity(from)}到${quantity(to)}${big}元`,
  ],
  [new RegExp(`[¥] ?(${amount}) ?(万|亿)元?`), (_, many = '', big = '') => `${howMany(many)}${big}元`],
  [new RegExp(`[¥] ?(${amount})元?`), (_, many = '') => price(many)],
  [new RegExp(`(${amount})(?:RMB|CNY|rmb)${end}`), (_, many = '') => price(many)],
  [new RegExp(String.raw`(?:US)?\$ ?(${amount})`), (_, many = '') => `${howMany(many)}美元`],
  [new RegExp(`HK\\$ ?(${amount})`), (_, many = '') => `${howMany(many)}港元`],
  [new RegExp(`€ ?(${amount})`), (_, many = '') => `${howMany(many)}欧元`],
  [new RegExp(`£ ?(${amount})`), (_, many = '') => `${howMany(many)}英镑`],
]

const dates: readonly Rule[] = [
  [
    new RegExp(String.raw`${notInNumber}([12]\d{3})\s?(?:${dash}|至|到)\s?([12]\d{3})(?=年)`),
    (_, from = '', to = '') => `${digitByDigit(from)}到${digitByDigit(to)}`,
  ],
  [
    new RegExp(String.raw`${notInNumber}([12]\d{3})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])(?!\d)`),
    (_, year = '', _mark, month = '', day = '') =>
      `${digitByDigit(year)}年${cardinal(month)}月${cardinal(day)}日`,
  ],
  [
    new RegExp(String.raw`${notInNumber}([12]\d{3})(?=年(?!以上|质保|内|老))`),
    (_, year = '') => digitByDigit(year),
  ],
  [/(?<!\d)(0\d)(?=年)/, (_, year = '') => digitByDigit(year)],
  [/(?<!\d)([5-9]0|00)(?=后)/, (_, decade = '') => digitByDigit(decade)],
  [/(?<!\d)(\d{1,2})(?=月(?!子|\d))/, (_, month = '') => cardinal(month)],
  [/(?<![\d第])(\d{1,2})(?=[日号])/, (_, day = '') => cardinal(day)],
  [/(?<!\d)618(?!\d)/, () => '六幺八'],
]

const proportion = '比例|配比|比分|比率|宽高比|画幅|稀释|屏幕|兑水|按|以'
const clock = String.raw`([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?!\d)`
const times: readonly Rule[] = [
  [
    new RegExp(String.raw`(?<=${proportion})(\d+)[:：](\d+)`),
    (_, a = '', b = '') => `${cardinal(a)}比${cardinal(b)}`,
  ],
  [
    new RegExp(String.raw`${notInNumber}${clock}\s?${dash}\s?${clock}`),
    (_, ...parts) => `${timeOf(parts[0], parts[1], parts[2])}到${timeOf(parts[3], parts[4], parts[5])}`,
  ],
  [new RegExp(`${notInNumber}${clock}`), (_, hour, minute, second) => timeOf(hour, minute, second)],
  [
    new RegExp(String.raw`${notInNumber}(${amount})[:：](${amount})(?:[:：](${amount}))?`),
    (_, ...parts) =>
      parts
        .filter(each => each !== '')
        .map(quantity)
        .join('比'),
  ],
]

const counts: readonly Rule[] = [
  [/第(\d+)/, (_, which = '') => `第${cardinal(which)}`],
  [/(?<![\d.])(\d)\.(\d)(?=折)/, (_, tens = '', ones = '') => digitByDigit(tens + ones)],
  [/(?<![\d.])([1-9]\d)(?=折)/, (_, both = '') => digitByDigit(both)],
  [
    new RegExp(`(${amount})%? ?${dash} ?(${amount})%`),
    (_, from = '', to = '') => `百分之${quantity(from)}到百分之${quantity(to)}`,
  ],
  [/(?<!\d)100[%％]/, () => '百分之百'],
  [
    new RegExp(`(?<![\\d\\p{Script=Han}])[-−](${amount})[%％]`),
    (_, many = '') => `负百分之${quantity(many)}`,
  ],
  [new RegExp(`(${amount}) ?[%％]`), (_, many = '') => `百分之${quantity(many)}`],
  [new RegExp(`(${amount}) ?‰`), (_, many = '') => `千分之${quantity(many)}`],
  [
    new RegExp(`(?<![\\dA-Za-z])[-−](${amount}) ?(℃|°C|°)`),
    (_, many = '', name = '') => `零下${quantity(many)}${unitName(name)}`,
  ],
  [
    new RegExp(
      `${notInNumber}(${amount}) ?(${unit})?(?: ?[*×xX] ?(?!2${counted})(${amount}) ?(${unit})?)(?: ?[*×xX] ?(${amount}))? ?(${unit})?${end}`,
    ),
    (_, a = '', unitA = '', b = '', unitB = '', c = '', unitC = '') =>
      [
        `${quantity(a)}${unitName(unitA)}`,
        `${quantity(b)}${unitName(unitB)}`,
        ...(c === '' ? [] : [quantity(c)]),
      ].join('乘') + unitName(unitC),
  ],
  [
    new RegExp(`${notInNumber}(${amount}) ?(${unit})? ?${dash} ?(${amount}) ?(${unit})${end}`),
    (_, from = '', unitA = '', to = '', unitB = '') =>
      `${howMany(from)}${unitName(unitA)}到${howMany(to)}${unitName(unitB)}`,
  ],
  [
    new RegExp(`${notInNumber}(${amount})(${counted})? ?${dash} ?(${amount})(?=${counted})`),
    (_, from = '', what = '', to = '') => `${howMany(from)}${what}到${howMany(to)}`,
  ],
  [
    new RegExp(String.raw`${notInNumber}(?<![A-Za-z]-?)(${amount}) ?${dash} ?(${amount})(?![-\dA-Za-z])`),
    (_, from = '', to = '') => `${quantity(from)}到${quantity(to)}`,
  ],
  [
    new RegExp(`${notInNumber}(?<![A-Za-z])(${amount}) ?(${unit})/(${unit})${end}`),
    (_, many = '', a = '', b = '') => `${howMany(many)}${unitName(a)}每${unitName(b)}`,
  ],
  [
    new RegExp(`${notInNumber}(?<![A-Za-z])(${amount}) ?(${unit})${end}`),
    (_, many = '', name = '') => `${howMany(many)}${unitName(name)}`,
  ],
  [
    /(?<![\d./])(\d{1,3})\/(\d{1,4})(?![\d/])/,
    (_, part = '', whole = '') => `${cardinal(whole)}分之${cardinal(part)}`,
  ],
  [new RegExp(`(?<![\\d.A-Za-z]-?)2(?=${counted})`), () => '两'],
]

const latin: readonly Rule[] = [
  [/(?<![A-Za-z])[Nn][Oo]\. ?(\d+)/, (_, which = '') => `第${cardinal(which)}`],
  [/(?<=[A-Za-z])[-_ ]?(\d+)\.(\d+)/, (_, a = '', b = '') => ` ${cardinal(a)}点${digitByDigit(b)}`],
  [/(?<=[A-Za-z])[-_ ]?(\d+)(?=[A-Za-z-])/, (_, digits = '') => ` ${modelNumber(digits)} `],
  [/(?<=[A-Za-z])[-_ .]?(\d+)/, (_, digits = '') => ` ${modelNumber(digits)}`],
  [/(\d+)(?=-?[A-Za-z])/, (_, digits = '') => `${modelNumber(digits)} `],
  [/(?<=[A-Za-z])-(?=[A-Za-z])/, () => ' '],
]

const rest: readonly Rule[] = [
  [/(?<=[\p{Script=Han}\d])\/(?=[\p{Script=Han}])/u, () => '每'],
  [/(?<=[\dA-Za-z万])\+/, () => '加'],
  [new RegExp(`(?<=\\d[A-Za-z]{0,3} ?)[*×xX] ?2(?=${counted})`), () => '乘两'],
  [/(?<=\d[A-Za-z]{0,3} ?)[*×xX](?= ?\d)/, () => '乘'],
  [/(?<![\d.])0\d+(?![.\d])/, all => digitByDigit(all)],
  [new RegExp(amount), all => (all.length > 12 && !all.includes('.') ? digitByDigit(all) : quantity(all))],
  [/[①-⑨]/, all => cardinal(String((all.codePointAt(0) ?? 0) - 0x245f))],
  [
    /\p{Nd}+/u,
    all =>
      digitByDigit(
        Array.from(all)
          .map(each => String(digitValue(each)))
          .join(''),
      ),
  ],
  [/\p{No}/u, () => ''],
  [/[<＜]/, () => '小于'],
  [/[>＞]/, () => '大于'],
  [/=/, () => '等于'],
  [/&/, () => '和'],
  [/[[\](){}（）【】《》〈〉|\\_^`#*]+/, () => '，'],
  [/["'“”‘’「」『』™®©]/, () => ''],
  [/[~～]/, () => ''],
]

/** Makes Mandarin as it is written into Mandarin as it is spoken; `lexicon` adds to the brands we know. */
export function mandarinReader(lexicon: Lexicon): (text: string) => string {
  const rewritten = rewriter([
    ...lexiconRules(lexicon, 'zh'),
    ...telephone,
    ...money,
    ...dates,
    ...times,
    ...counts,
    ...latin,
    ...rest,
  ])
  return text => tidied(rewritten(cleaned(text)))
}

function inGroups(groups: readonly string[]): string {
  return groups.map(each => digitByDigit(each, 'phone')).join('，')
}

function timeOf(hour = '0', minute = '0', second = ''): string {
  const minutes =
    Number(minute) === 0
      ? ''
      : minute === '30' && second === ''
        ? '半'
        : `${Number(minute) < 10 ? '零' : ''}${cardinal(minute)}分`
  return `${howMany(String(Number(hour)))}点${minutes}${second === '' ? '' : `${cardinal(second)}秒`}`
}

/** The value of a decimal digit of any script: the blocks of Unicode begin at a zero. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0) ?? 0
  const self = zero
  while (self - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return self - zero
}

function tidied(text: string): string {
  return text
    .replaceAll(/ *([，。！？；：、,!?;]) */g, '$1')
    .replaceAll(/(?<=\p{Script=Han}) +(?=\p{Script=Han})/gu, '')
    .replaceAll(/[，,]+(?=[，。！？；：、,!?;])/g, '')
    .replaceAll(/([。！？；：、!?;])[，,]+/g, '$1')
    .replaceAll(/ +/g, ' ')
    .replace(/^[ ，,、。；：]+/, '')
    .replace(/[ ，,、]+$/, '')
}
