// What a virtual host does at this moment, in a word or two.

export const hostStatesEn = {
  none: 'Not running',
  preparing: 'Getting ready',
  'stand-by': 'Standing by',
  'on-air': 'On air',
  'wind-up': 'Ends after this sentence',
}

export const hostStatesZh: typeof hostStatesEn = {
  none: '未启动',
  preparing: '准备中',
  'stand-by': '待命',
  'on-air': '播出中',
  'wind-up': '说完这句就交还',
}
