// Words of Tonight and of the wall screen.

type TonightWords = {
  readonly title: string
  readonly wall: string
  readonly loading: string
  readonly summary: (counts: { on: number; needy: number; off: number; incidents: number }) => string
  readonly open: string
  readonly openLabel: (name: string) => string
  readonly now: string
  readonly off: string
  readonly recent: string
  readonly noIncidents: string
  readonly allIncidents: string
  readonly drills: string
  readonly empty: string
  readonly emptyHint: string
  readonly begin: string
  readonly house: string
  readonly wallTitle: string
  readonly back: string
  readonly nothingOn: string
  readonly noneNow: string
}

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const tonightWords: Readonly<Record<'zh' | 'en', TonightWords>> = {
  zh: {
    title: '今晚',
    wall: '大屏模式',
    loading: '正在询问控制进程……',
    summary: ({ on, needy, off, incidents }) =>
      [
        `${on} 场已开播`,
        ...(needy > 0 ? [`${needy} 场需要处理`] : []),
        ...(off > 0 ? [`${off} 场未开播`] : []),
        incidents > 0 ? `${incidents} 起事故进行中` : '没有进行中的事故',
      ].join(' · '),
    open: '打开',
    openLabel: name => `打开直播 ${name}`,
    now: '正在发生的事故',
    off: '未开播',
    recent: '最近 12 小时的事故',
    noIncidents: '最近 12 小时没有事故。',
    allIncidents: '全部事故',
    drills: '演练',
    empty: '还没有直播。',
    emptyHint: '跟着向导走一遍，五分钟就能开播：接入摄像机，粘贴推流地址，检查，开播。',
    begin: '新建第一场直播',
    house: '全站',
    wallTitle: '今晚 · 大屏',
    back: '退出大屏',
    nothingOn: '现在没有直播。',
    noneNow: '没有进行中的事故',
  },
  en: {
    title: 'Tonight',
    wall: 'Wall screen',
    loading: 'Asking control …',
    summary: ({ on, needy, off, incidents }) =>
      [
        `${on} on air`,
        ...(needy > 0 ? [`${needy} ${needy === 1 ? 'needs' : 'need'} you`] : []),
        ...(off > 0 ? [`${off} off air`] : []),
        incidents > 0 ? `${many(incidents, 'incident', 'incidents')} now` : 'no incident now',
      ].join(' · '),
    open: 'Open',
    openLabel: name => `Open the broadcast ${name}`,
    now: 'Incidents now',
    off: 'Off air',
    recent: 'Incidents of the last 12 hours',
    noIncidents: 'None in the last 12 hours.',
    allIncidents: 'All incidents',
    drills: 'Drills',
    empty: 'No broadcast yet.',
    emptyHint:
      'The guide takes five minutes and ends on air: connect a camera, paste the push addresses, check, start.',
    begin: 'Begin the first broadcast',
    house: 'The whole house',
    wallTitle: 'Tonight on the wall',
    back: 'Leave the wall screen',
    nothingOn: 'Nothing is on air.',
    noneNow: 'No incident now',
  },
}
