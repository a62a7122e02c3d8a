// Words around a preflight.

type PreflightWords = {
  readonly running: string
  readonly again: string
  readonly go: string
  readonly goHint: string
  readonly noGo: string
  readonly noGoHint: string
  readonly house: string
  readonly all: (n: number) => string
  readonly failed: (n: number) => string
  readonly fine: (n: number) => string
  readonly told: (n: number) => string
  readonly at: (time: string) => string
  readonly outcome: Readonly<Record<'passed' | 'told' | 'failed', string>>
}

export const preflightWords: Readonly<Record<'zh' | 'en', PreflightWords>> = {
  zh: {
    running: '正在检查……最多十几秒。',
    again: '重新检查',
    go: '可以开播（GO）',
    goHint: '没有发现会挡住开播的问题。',
    noGo: '先别开播（NO-GO）',
    noGoHint: '下面标出的每一条都要先改正，再重新检查。',
    house: '这台机器和机位',
    all: n => `${n} 项全部通过`,
    failed: n => `${n} 项没有通过`,
    fine: n => `通过 ${n} 项`,
    told: n => `提示 ${n} 项，不挡开播`,
    at: time => `${time} 检查`,
    outcome: { passed: '通过', told: '提示', failed: '没有通过' },
  },
  en: {
    running: 'Looking… it takes some seconds.',
    again: 'Look again',
    go: 'GO',
    goHint: 'Nothing was found that stands in the way.',
    noGo: 'NO-GO',
    noGoHint: 'Mend each of these, then look again.',
    house: 'This machine and its cameras',
    all: n => `all ${n} passed`,
    failed: n => `${n} failed`,
    fine: n => `${n} passed`,
    told: n => `${n} to know, none in the way`,
    at: time => `looked at ${time}`,
    outcome: { passed: 'passed', told: 'to know', failed: 'failed' },
  },
}
