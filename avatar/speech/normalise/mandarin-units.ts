// Units and counted things as Mandarin speaks them.

/** Spellings (as the alternatives of a pattern) and words. Case matters: `5g` is five grams, `5G` a network. */
const unitWords: readonly (readonly [spellings: string, words: string])[] = [
  ['GB|gb', ' GB'],
  ['MB', ' MB'],
  ['TB', ' TB'],
  ['KB', ' KB'],
  ['mAh|mah|MAH', '毫安时'],
  ['kWh|KWH|kwh', '千瓦时'],
  ['Ah', '安时'],
  ['Wh|WH', '瓦时'],
  ['kW|KW', '千瓦'],
  ['W', '瓦'],
  ['kV', '千伏'],
  ['V|v', '伏'],
  ['GHz', '吉赫兹'],
  ['MHz', '兆赫兹'],
  ['kHz|KHz|KHZ', '千赫兹'],
  ['Hz|HZ|hz', '赫兹'],
  ['dB|db|DB', '分贝'],
  ['Mbps', '兆比特每秒'],
  ['fps|FPS', '帧每秒'],
  ['ml|mL|ML|Ml', '毫升'],
  ['L|l', '升'],
  ['kg|KG|Kg', '公斤'],
  ['mg', '毫克'],
  ['[μµ]g|ug', '微克'],
  ['g', '克'],
  ['mm²', '平方毫米'],
  ['cm²|cm2', '平方厘米'],
  ['m²|m2|㎡', '平方米'],
  ['m³|m3', '立方米'],
  ['mm|MM', '毫米'],
  ['cm|CM|Cm', '厘米'],
  ['km|KM', '公里'],
  ['nm', '纳米'],
  ['[μµ]m|um', '微米'],
  ['m', '米'],
  ['kcal', '千卡'],
  ['kJ|KJ', '千焦'],
  ['kPa', '千帕'],
  ['Pa', '帕'],
  ['lm', '流明'],
  ['℃|°C|°c', '摄氏度'],
  ['℉|°F', '华氏度'],
  ['°', '度'],
  ['ms', '毫秒'],
  ['min', '分钟'],
  ['s', '秒'],
  ['h', '小时'],
  ['w', '万'],
]

/** One alternative for each spelling, the longest first. */
export const unit = unitWords
  .flatMap(([spellings]) => spellings.split('|'))
  .sort((a, b) => b.length - a.length)
  .join('|')

const matchers = unitWords.map(
  ([spellings, words]) => [new RegExp(`^(?:${spellings})$`, 'u'), words] as const,
)

export function unitName(spelling: string): string {
  return matchers.find(([spellings]) => spellings.test(spelling))?.[1] ?? spelling
}

/** What is counted with 两 rather than 二. */
export const counted =
  '(?:个|只|件|条|款|双|对|盒|箱|包|袋|瓶|罐|支|枝|片|张|本|台|部|套|组|份|块|元|斤|公斤|千克|克|升|毫升|米|厘米|天|周|年|小时|分钟|分|秒|次|遍|种|样|层|步|人|位|家|间|把|杯|碗|颗|粒|朵|根|枚|万|千|亿|倍|折|点|桶|提|排|筐|串|头|块|码|色|档|口|勺|滴|面|侧|季|代|手|场|轮|波|拨|单)'
