// English, written to spoken: after this no digit is left, and every price, date and unit stands in words.
import { amount, cleaned, dash, rewriter, type Rule } from './rule.ts'
import { cardinalEn, modelNumberEn, money, ordinal, quantityEn, spelled, yearEn } from './english-numbers.ts'
import { type Lexicon, lexiconRules } from './brands.ts'

const end = '(?![A-Za-z0-9])'
const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const monthName = `(${months.map(each => `${each}|${each.slice(0, 3)}\\.?`).join('|')})`

/** Spellings, and the words for one and for many. */
const unitWords: readonly (readonly [spellings: string, one: string, many: string])[] = [
  ['mAh', 'milliamp hour', 'milliamp hours'],
  ['kWh', 'kilowatt hour', 'kilowatt hours'],
  ['Wh', 'watt hour', 'watt hours'],
  ['kW', 'kilowatt', 'kilowatts'],
  ['W', 'watt', 'watts'],
  ['V', 'volt', 'volts'],
  ['GHz', 'gigahertz', 'gigahertz'],
  ['MHz', 'megahertz', 'megahertz'],
  ['kHz', 'kilohertz', 'kilohertz'],
  ['Hz', 'hertz', 'hertz'],
  ['dB', 'decibel', 'decibels'],
  ['GB', 'gigabyte', 'gigabytes'],
  ['MB', 'megabyte', 'megabytes'],
  ['TB', 'terabyte', 'terabytes'],
  ['Mbps', 'megabit per second', 'megabits per second'],
  ['fps', 'frame per second', 'frames per second'],
  ['ml|mL|ML', 'milliliter', 'milliliters'],
  ['L|l', 'liter', 'liters'],
  ['kg|KG|Kg', 'kilogram', 'kilograms'],
  ['mg', 'milligram', 'milligrams'],
  ['g', 'gram', 'grams'],
  ['lbs?', 'pound', 'pounds'],
  ['fl\\.? ?oz', 'fluid ounce', 'fluid ounces'],
  ['oz', 'ounce', 'ounces'],
  ['m²|m2|㎡', 'square meter', 'square meters'],
  ['cm²', 'square centimeter', 'square centimeters'],
  ['mm', 'millimeter', 'millimeters'],
  ['cm', 'centimeter', 'centimeters'],
  ['km', 'kilometer', 'kilometers'],
  ['m', 'meter', 'meters'],
  ['ft', 'foot', 'feet'],
  ['kcal', 'kilocalorie', 'kilocalories'],
  ['lm', 'lumen', 'lumens'],
  ['℃|°C', 'degree Celsius', 'degrees Celsius'],
  ['℉|°F', 'degree Fahrenheit', 'degrees Fahrenheit'],
  ['°', 'degree', 'degrees'],
  ['ms', 'millisecond', 'milliseconds'],
  ['min|mins', 'minute', 'minutes'],
  ['hrs?|h', 'hour', 'hours'],
  ['s|secs?', 'second', 'seconds'],
]
const unit = unitWords
  .flatMap(([spellings]) => spellings.split('|'))
  .sort((a, b) => b.length - a.length)
  .join('|')
const matchers = unitWords.map(
  ([spellings, one, many]) => [new RegExp(`^(?:${spellings})$`, 'u'), one, many] as const,
)

function measured(many: string, spelling: string): string {
  const [, one = '', more = ''] = matchers.find(([spellings]) => spellings.test(spelling)) ?? []
  return `${quantityEn(many)} ${many === '1' ? one : more}`
}

const telephone: readonly Rule[] = [
  [
    /(?<!\d)\+?(\d{1,2}[- ])?\(?(\d{3})\)?[- ](\d{3})[- ](\d{4})(?!\d)/,
    (_, ...parts) =>
      parts
        .slice(0, 4)
        .filter(each => each !== '')
        .map(spelled)
        .join(', '),
  ],
  [
    /(?<!\d)(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/,
    (_, ...parts) => parts.slice(0, 3).map(spelled).join(', '),
  ],
  [/(?<=(?:code|number|phone|order|extension|room) (?:is |no\. |number )?#?)\d{3,}/, all => spelled(all)],
]

const sums: readonly (readonly [sign: string, one: string, many: string, cents: string])[] = [
  ['(?:US)?\\$', 'dollar', 'dollars', 'cents'],
  ['HK\\$', 'Hong Kong dollar', 'Hong Kong dollars', ''],
  ['€', 'euro', 'euros', 'cents'],
  ['£', 'pound', 'pounds', 'pence'],
  ['¥', 'yuan', 'yuan', ''],
]
const moneyRules: readonly Rule[] = sums.flatMap(([sign, one, many, cents]): Rule[] => [
  [
    new RegExp(`${sign} ?(${amount}) ?${dash} ?(?:${sign})?(${amount})`),
    (_, from = '', to = '') => `${quantityEn(from)} to ${money(to, one, many, cents)}`,
  ],
  [
    new RegExp(`${sign} ?(${amount}) ?([kKmM]|million|thousand|billion)${end}`),
    (_, sum = '', big = '') => `${quantityEn(sum)} ${bigName(big)} ${many}`,
  ],
  [new RegExp(`${sign} ?(${amount})`), (_, sum = '') => money(sum, one, many, cents)],
])

function bigName(word: string): string {
  return { k: 'thousand', K: 'thousand', m: 'million', M: 'million' }[word] ?? word
}

const dates: readonly Rule[] = [
  [
    /(?<!\d)([12]\d{3})[-/](0?[1-9]|1[0-2])[-/](0?[1-9]|[12]\d|3[01])(?!\d)/,
    (_, year = '', month = '', day = '') => dateOf(month, day, year),
  ],
  [
    /(?<!\d)(0?[1-9]|1[0-2])\/(0?[1-9]|[12]\d|3[01])\/([12]\d{3})(?!\d)/,
    (_, month = '', day = '', year = '') => dateOf(month, day, year),
  ],
  [
    new RegExp(String.raw`(?<![A-Za-z])${monthName} (\d{1,2})(?:st|nd|rd|th)?(?:,? ([12]\d{3}))?(?!\d)`),
    (_, month = '', day = '', year = '') =>
      `${fullMonth(month)} ${ordinal(day)}${year === '' ? '' : `, ${yearEn(year)}`}`,
  ],
  [
    /(?<![\d.,$€£¥])(19\d{2}|20[0-4]\d)(?![\d,%.]\d|\d|s|%| ?[A-Za-z]*(?:g|ml|mAh|W|mm)(?![A-Za-z]))/,
    (_, year = '') => yearEn(year),
  ],
]

function dateOf(month: string, day: string, year: string): string {
  return `${months[Number(month) - 1]} ${ordinal(day)}, ${yearEn(year)}`
}

function fullMonth(name: string): string {
  return months.find(each => each.startsWith(name.slice(0, 3))) ?? name
}

const times: readonly Rule[] = [
  [
    /(?<!\d)([01]?\d|2[0-3]):([0-5]\d) ?([aApP])\.?[mM]\.?(?![A-Za-z])/,
    (_, hour = '', minute = '', half = '') => `${clockTime(hour, minute)} ${half.toLowerCase()} m`,
  ],
  [
    /(?<!\d)(\d{1,2}) ?([aApP])\.?[mM]\.?(?![A-Za-z])/,
    (_, hour = '', half = '') => `${cardinalEn(hour)} ${half.toLowerCase()} m`,
  ],
  [
    /(?<!\d)(1[3-9]|2[0-3]|0\d):([0-5]\d)(?!\d)/,
    (_, hour = '', minute = '') =>
      `${clockTime(String(Number(hour) % 12 || 12), minute)} ${Number(hour) < 12 ? 'a' : 'p'} m`,
  ],
  [
    new RegExp(`(?<!\\d)(${amount}):(${amount})(?!\\d)`),
    (_, a = '', b = '') =>
      /^0?\d\d$/.test(b) && Number(b) < 60 && Number(a) <= 12 && b.length === 2 && !/^(?:16|21|4|3)$/.test(a)
        ? clockTime(a, b)
        : `${quantityEn(a)} to ${quantityEn(b)}`,
  ],
]

function clockTime(hour: string, minute: string): string {
  const minutes = Number(minute) === 0 ? '' : ` ${minute.startsWith('0') ? 'oh ' : ''}${cardinalEn(minute)}`
  return `${cardinalEn(hour)}${minutes}`
}

const counts: readonly Rule[] = [
  [/(\d+)(?:st|nd|rd|th)(?![A-Za-z])/, (_, which = '') => ordinal(which)],
  [/(?<![A-Za-z])[Nn]o\. ?(?=\d)|#(?=\d)/, () => 'number '],
  [
    new RegExp(`(${amount})%? ?${dash} ?(${amount}) ?%`),
    (_, from = '', to = '') => `${quantityEn(from)} to ${quantityEn(to)} percent`,
  ],
  [new RegExp(`(${amount}) ?%`), (_, many = '') => `${quantityEn(many)} percent`],
  [
    new RegExp(`(?<![\\dA-Za-z])[-−](${amount}) ?(${unit})${end}`),
    (_, many = '', name = '') => `minus ${measured(many, name)}`,
  ],
  [
    new RegExp(`(${amount}) ?(?:${unit})? ?${dash} ?(${amount})[ -]?(${unit})${end}`),
    (_, from = '', to = '', name = '') => `${quantityEn(from)} to ${measured(to, name)}`,
  ],
  [new RegExp(`(${amount}) ?[*×x] ?(?=\\d)`), (_, many = '') => `${quantityEn(many)} by `],
  [
    new RegExp(`(?<![A-Za-z]-?)(${amount}) ?${dash} ?(${amount})(?![-\\d])`),
    (_, from = '', to = '') => `${quantityEn(from)} to ${quantityEn(to)}`,
  ],
  [
    new RegExp(`(?<![A-Za-z])(${amount})-(${unit})${end}`),
    (_, many = '', name = '') => measured(many, name).replace(/s$/, ''),
  ],
  [
    new RegExp(`(?<![A-Za-z])(${amount}) ?(${unit})${end}`),
    (_, many = '', name = '') => measured(many, name),
  ],
  [/(?<![\d/])1\/2(?![\d/])/, () => 'one half'],
  [
    /(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/,
    (_, part = '', whole = '') => `${cardinalEn(part)} over ${cardinalEn(whole)}`,
  ],
  [
    /(\d{1,3}0)s(?![A-Za-z])/,
    (_, decade = '') => `${decade.length === 4 ? yearEn(decade) : cardinalEn(decade)}`.replace(/y$/, 'ies'),
  ],
  [
    /(1080|2160|1440|720)[pP](?![A-Za-z])/,
    (_, lines = '') => `${lines === '720' ? 'seven twenty' : yearEn(lines)} P`,
  ],
]

const latin: readonly Rule[] = [
  [/(?<=[A-Za-z])[-_]?(\d+)\.(\d+)/, (_, a = '', b = '') => ` ${cardinalEn(a)} point ${spelled(b)}`],
  [/(?<=[A-Za-z])[-_]?(\d+)(?=[A-Za-z])/, (_, digits = '') => ` ${modelNumberEn(digits)} `],
  [/(?<=[A-Za-z])[-_]?(\d+)/, (_, digits = '') => ` ${modelNumberEn(digits)}`],
  [/(?<=[A-Za-z] )(\d{3,4})(?![\d.,]\d|\d)(?= ?[A-Z])/, (_, digits = '') => modelNumberEn(digits)],
  [/(\d+)(?=[A-Za-z])/, (_, digits = '') => `${modelNumberEn(digits)} `],
]

const rest: readonly Rule[] = [
  [/(?<=\d)\+/, () => ' plus'],
  [/(?<![\d.])0\d+(?![.\d])/, all => spelled(all)],
  [new RegExp(amount), all => quantityEn(all)],
  [/\p{Nd}|\p{No}/u, () => ''],
  [/&/, () => ' and '],
  [/@/, () => ' at '],
  [/=/, () => ' equals '],
  [/[[\](){}<>|\\_^`#*（）【】]+/, () => ', '],
  [/["“”™®©]/, () => ''],
]

/** Makes English as it is written into English as it is spoken; `lexicon` adds to the names we know. */
export function englishReader(lexicon: Lexicon): (text: string) => string {
  const rewritten = rewriter([
    ...lexiconRules(lexicon, 'en'),
    ...telephone,
    ...moneyRules,
    ...dates,
    ...times,
    ...counts,
    ...latin,
    ...rest,
  ])
  return text => tidied(rewritten(cleaned(text).replaceAll('’', "'")))
}

function tidied(text: string): string {
  return text
    .replaceAll(/ +/g, ' ')
    .replaceAll(/ +(?=[,.!?;:])/g, '')
    .replaceAll(/,+(?=[,.!?;:])/g, '')
    .replaceAll(/([.!?;:]),+/g, '$1')
    .replace(/^[ ,]+/, '')
    .replace(/[ ,]+$/, '')
}
