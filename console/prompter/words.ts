// Words of the teleprompter and of the cue desk.
import type { CueKind } from './types.ts'

type PrompterWords = {
  readonly title: (broadcast: string) => string
  readonly script: string
  readonly noScript: string
  readonly noScriptHint: string
  readonly brokenScript: string
  readonly waiting: string
  readonly unknown: string
  readonly offline: string
  readonly offlineFor: (time: string) => string
  readonly live: string
  readonly telling: string
  readonly clock: string
  readonly toEnd: string
  readonly over: string
  readonly segment: string
  readonly needs: string
  readonly tooLong: (time: string) => string
  readonly tooShort: (time: string) => string
  readonly hand: string
  readonly pace: string
  readonly mode: string
  readonly go: string
  readonly pause: string
  readonly next: string
  readonly previous: string
  readonly slower: string
  readonly faster: string
  readonly perMinute: (count: number, language: string) => string
  readonly settings: string
  readonly close: string
  readonly full: string
  readonly leaveFull: string
  readonly mirror: string
  readonly size: string
  readonly readAt: string
  readonly showProduct: string
  readonly keepAwake: Readonly<Record<'on' | 'off' | 'impossible', string>>
  readonly reload: Readonly<Record<'preparing' | 'ready' | 'impossible', string>>
  readonly keys: string
  readonly choose: string
  readonly none: string
  readonly plannedEnd: string
  readonly plannedEndHint: string
  readonly refused: string
  readonly insteadOf: (term: string, why: string, instead: string) => string
  readonly price: string
  readonly compared: (price: string) => string
  readonly stock: (count: number) => string
  readonly facts: string
  readonly cues: string
  readonly cue: Readonly<Record<CueKind, string>>
  readonly gotIt: string
  readonly more: (count: number) => string
  readonly toDesk: string
  readonly endOfScript: string
  readonly part: (ordinal: number) => string
  readonly lineOf: (segment: number, sentence: number, of: number) => string
  // the cue desk
  readonly deskTitle: string
  readonly deskHint: string
  readonly open: string
  readonly hostAt: string
  readonly hostNowhere: string
  readonly tablets: (count: number) => string
  readonly noTablets: string
  readonly ready: string
  readonly phrases: readonly { readonly kind: CueKind; readonly text: string }[]
  readonly explain: (ordinal: number, name: string) => string
  readonly stockOf: (count: number, name: string) => string
  readonly free: string
  readonly freeHint: string
  readonly kindLabel: string
  readonly stays: string
  readonly ttl: Readonly<Record<'' | '30' | '120', string>>
  readonly send: string
  readonly sent: string
  readonly nothingSent: string
  readonly withdraw: string
  readonly state: Readonly<Record<'seen' | 'shown' | 'sent' | 'withdrawn' | 'gone', string>>
}

const phrasesZh = [
  { kind: 'time', text: '还有 5 分钟' },
  { kind: 'time', text: '语速快一点' },
  { kind: 'time', text: '语速慢一点' },
  { kind: 'note', text: '看镜头' },
  { kind: 'note', text: '回一下评论区的问题' },
  { kind: 'note', text: '讲完这段进下一个商品' },
  { kind: 'urgent', text: '停一下，等通知' },
] as const

const phrasesEn = [
  { kind: 'time', text: '5 minutes left' },
  { kind: 'time', text: 'Speak faster' },
  { kind: 'time', text: 'Slow down' },
  { kind: 'note', text: 'Look at the camera' },
  { kind: 'note', text: 'Answer the comments' },
  { kind: 'note', text: 'Next product after this part' },
  { kind: 'urgent', text: 'Hold on, wait for us' },
] as const

export const prompterWords: Readonly<Record<'zh' | 'en', PrompterWords>> = {
  zh: {
    title: broadcast => `提词器 · ${broadcast}`,
    script: '脚本',
    noScript: '还没有选脚本',
    noScriptHint: '请中控在直播页选一份，选好后这里自动出现。',
    brokenScript: '这份脚本读不出来',
    waiting: '正在取脚本……',
    unknown: '取不到这场直播的提词器',
    offline: '离线，可继续念，恢复后自动同步',
    offlineFor: time => `离线 ${time}`,
    live: '已连接',
    telling: '正在同步……',
    clock: '现在',
    toEnd: '离结束',
    over: '已超时',
    segment: '本段还有',
    needs: '稿子还需',
    tooLong: time => `比剩余时间长 ${time}`,
    tooShort: time => `还富余 ${time}`,
    hand: '手动',
    pace: '匀速',
    mode: '滚动方式',
    go: '开始滚动',
    pause: '暂停',
    next: '下一句',
    previous: '上一句',
    slower: '减速',
    faster: '加速',
    perMinute: (count, language) =>
      language === 'en' || language === 'es' ? `${count} 词/分` : `${count} 字/分`,
    settings: '设置',
    close: '收起设置',
    full: '全屏',
    leaveFull: '退出全屏',
    mirror: '镜像（玻璃提词器用）',
    size: '字号',
    readAt: '阅读线高度',
    showProduct: '显示商品卡',
    keepAwake: {
      on: '屏幕常亮：已开启',
      off: '屏幕常亮：未开启',
      impossible: '屏幕常亮：需要 HTTPS，请在平板上关掉自动锁屏',
    },
    reload: {
      preparing: '离线重新载入：正在准备……',
      ready: '离线重新载入：已就绪',
      impossible: '离线重新载入：需要 HTTPS。断线时请不要刷新本页，念稿不受影响',
    },
    keys: '踏板和键盘：翻页键、方向键、空格、回车 = 下一句 / 上一句；匀速时空格 = 暂停；有提示卡时回车 = 知道了。',
    choose: '念哪份脚本',
    none: '（不选）',
    plannedEnd: '计划几点结束',
    plannedEndHint: '留空就不倒计时。',
    refused: '这句不能念',
    insteadOf: (term, why, instead) => `“${term}”：${why}。改成：${instead}`,
    price: '价格',
    compared: price => `对比价 ${price}`,
    stock: count => `库存 ${count}`,
    facts: '卖点',
    cues: '提示卡',
    cue: { note: '提示', product: '商品', stock: '库存', time: '时间', urgent: '紧急' },
    gotIt: '知道了',
    more: count => `后面还有 ${count} 张`,
    toDesk: '回到控制台',
    endOfScript: '念完了',
    part: ordinal => `第 ${ordinal} 段`,
    lineOf: (segment, sentence, of) => `第 ${segment} 段，第 ${sentence} / ${of} 句`,
    deskTitle: '提词器与提示卡',
    deskHint: '发给主播平板的提示会立刻弹出来；断线时先留着，恢复后送达。',
    open: '打开提词器',
    hostAt: '主播念到',
    hostNowhere: '主播还没开始',
    tablets: count => `${count} 台平板在线`,
    noTablets: '没有平板在线',
    ready: '常用提示',
    phrases: phrasesZh,
    explain: (ordinal, name) => `加时讲解 ${ordinal} 号商品：${name}`,
    stockOf: (count, name) => `${name} 库存 ${count}`,
    free: '自己写',
    freeHint: '最多 120 个字',
    kindLabel: '类别',
    stays: '停留',
    ttl: { '': '直到主播确认', '30': '30 秒', '120': '2 分钟' },
    send: '发给主播',
    sent: '发过的提示',
    nothingSent: '还没有发过。',
    withdraw: '撤回',
    state: {
      seen: '主播已确认',
      shown: '已显示在平板上',
      sent: '等平板接收',
      withdrawn: '已撤回',
      gone: '已到时消失',
    },
  },
  en: {
    title: broadcast => `Teleprompter · ${broadcast}`,
    script: 'Script',
    noScript: 'No script chosen yet',
    noScriptHint: 'The desk chooses one on the page of the broadcast; it appears here by itself.',
    brokenScript: 'This script cannot be read',
    waiting: 'Fetching the script…',
    unknown: 'The teleprompter of this broadcast cannot be had',
    offline: 'Offline: read on, it catches up by itself',
    offlineFor: time => `Offline ${time}`,
    live: 'Connected',
    telling: 'Catching up…',
    clock: 'Now',
    toEnd: 'To the end',
    over: 'Over time',
    segment: 'This part',
    needs: 'Text left',
    tooLong: time => `${time} more than there is time`,
    tooShort: time => `${time} to spare`,
    hand: 'By hand',
    pace: 'At a pace',
    mode: 'How the text moves',
    go: 'Go',
    pause: 'Pause',
    next: 'Next line',
    previous: 'Line before',
    slower: 'Slower',
    faster: 'Faster',
    perMinute: (count, language) =>
      language === 'en' || language === 'es' ? `${count} words/min` : `${count} characters/min`,
    settings: 'Settings',
    close: 'Close settings',
    full: 'Full screen',
    leaveFull: 'Leave full screen',
    mirror: 'Mirror (for a glass prompter)',
    size: 'Letter size',
    readAt: 'Height of the reading line',
    showProduct: 'Show the product card',
    keepAwake: {
      on: 'Screen stays on',
      off: 'Screen may go dark',
      impossible: 'Keeping the screen on needs HTTPS; switch the lock screen off on the tablet',
    },
    reload: {
      preparing: 'Reloading offline: being made ready…',
      ready: 'Reloading offline: ready',
      impossible: 'Reloading offline needs HTTPS. Do not reload while offline; reading goes on',
    },
    keys: 'Pedals and keys: page, arrow, space and enter keys go to the next line or the one before; at a pace, space pauses; enter confirms a card.',
    choose: 'Script to read',
    none: '(none)',
    plannedEnd: 'Planned end',
    plannedEndHint: 'Empty: no countdown.',
    refused: 'This line may not be said',
    insteadOf: (term, why, instead) => `“${term}”: ${why}. Write: ${instead}`,
    price: 'Price',
    compared: price => `was ${price}`,
    stock: count => `${count} in stock`,
    facts: 'Points',
    cues: 'Cue cards',
    cue: { note: 'Note', product: 'Product', stock: 'Stock', time: 'Time', urgent: 'Urgent' },
    gotIt: 'Got it',
    more: count => `${count} more`,
    toDesk: 'Back to the desk',
    endOfScript: 'End of the text',
    part: ordinal => `Part ${ordinal}`,
    lineOf: (segment, sentence, of) => `Part ${segment}, line ${sentence} of ${of}`,
    deskTitle: 'Teleprompter and cue cards',
    deskHint:
      'A card appears on the host’s tablet at once; while that is offline it waits and arrives afterwards.',
    open: 'Open the teleprompter',
    hostAt: 'The host is at',
    hostNowhere: 'The host has not begun',
    tablets: count => (count === 1 ? '1 tablet here' : `${count} tablets here`),
    noTablets: 'No tablet here',
    ready: 'Ready cards',
    phrases: phrasesEn,
    explain: (ordinal, name) => `More about product ${ordinal}: ${name}`,
    stockOf: (count, name) => `${name}: ${count} in stock`,
    free: 'In your own words',
    freeHint: 'at most 120 characters',
    kindLabel: 'Kind',
    stays: 'Stays',
    ttl: { '': 'until it is confirmed', '30': '30 s', '120': '2 min' },
    send: 'Send to the host',
    sent: 'Cards sent',
    nothingSent: 'None yet.',
    withdraw: 'Withdraw',
    state: {
      seen: 'confirmed by the host',
      shown: 'on the tablet',
      sent: 'waits for the tablet',
      withdrawn: 'withdrawn',
      gone: 'gone by itself',
    },
  },
}
