// Names that neither rules nor engines read right, by language: ours, and whatever an operator adds.
import type { Language } from '../language.ts'
import type { Rule } from './rule.ts'

/** What is written, and how it is spoken. Without figures letters match whatever their case; only whole words do. */
export type Lexicon = Readonly<Record<string, string>>

const spokenNames: Readonly<Partial<Record<Language, Lexicon>>> = {
  zh: {
    Xiaomi: '小米',
    Redmi: '红米',
    Huawei: '华为',
    Honor: '荣耀',
    Lenovo: '联想',
    'Wi-Fi': 'why fye',
    WiFi: 'why fye',
    'Type-C': 'type C',
    'iPhone X': 'iPhone ten',
    LOreal: '欧莱雅',
    "L'Oréal": '欧莱雅',
    "L'Oreal": '欧莱雅',
    Pro: 'pro',
    Plus: 'plus',
    Max: 'max',
    '24/7': '全天候',
    '7*24': '七乘二十四',
    '7×24': '七乘二十四',
    SPF50: 'S P F 五十',
    'Co., Ltd.': '有限公司',
    双11: '双十一',
    双12: '双十二',
    '1V1': '一对一',
    '3D': '三 D',
    '4K': '四 K',
    '2K': '二 K',
    '8K': '八 K',
    '5G': '五 G',
    '4G': '四 G',
    'vs.': '对',
    vs: '对',
    App: 'app',
    OK: 'okay',
  },
  en: {
    Huawei: 'wah way',
    Xiaomi: 'shao mee',
    Changming: 'chahng ming',
    'Wi-Fi': 'why fye',
    WiFi: 'why fye',
    mAh: 'milliamp hours',
    USB: 'U S B',
    "L'Oréal": 'low ray al',
    '24/7': 'twenty-four seven',
    'w/': 'with',
    'w/o': 'without',
    'vs.': 'versus',
    vs: 'versus',
    'e.g.': 'for example',
    'i.e.': 'that is',
    'approx.': 'about',
    '4K': 'four K',
    '8K': 'eight K',
    '5G': 'five G',
    '3D': 'three D',
    OLED: 'oh led',
  },
}

/** The rules of a language's names, the longest first, the operator's own before ours. */
export function lexiconRules(own: Lexicon, language: Language): Rule[] {
  const longestFirst = (entries: Lexicon) =>
    Object.entries(entries)
      .filter(([written]) => written !== '')
      .sort(([a], [b]) => b.length - a.length)
  return [...longestFirst(own), ...longestFirst(spokenNames[language] ?? {})].map(([written, spoken]) => [
    wholeWord(written),
    () => spoken,
  ])
}

function wholeWord(written: string): RegExp {
  const isExact = /\d/.test(written) // `5G` is a network, `5g` are grams
  const body = Array.from(written).map(each => {
    return /[A-Za-z]/.test(each) && !isExact
      ? `[${each.toUpperCase()}${each.toLowerCase()}]`
      : each.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`)
  })
  const before = /^[A-Za-z0-9]/.test(written) ? String.raw`(?<![A-Za-z0-9.\-])` : ''
  const after = /[A-Za-z0-9]$/.test(written) ? '(?![A-Za-z0-9])' : ''
  return new RegExp(before + body.join('') + after, 'u')
}
