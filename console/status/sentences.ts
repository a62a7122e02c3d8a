// Events as sentences; those that tell a person nothing are left out. Pure.
import type { Level } from './verdict.ts'
import type { Language } from './language.ts'
import type { HouseEvent } from './types.ts'

export type Sentence = { readonly level: Level; readonly text: string }
export type Told = Sentence & { readonly atMs: number; readonly times: number }
/** What the page calls a destination of a broadcast. */
export type NameOf = (broadcast: string | null, destination: string) => string

type Detail = Readonly<Record<string, string>>
type Tell = (detail: Detail, event: HouseEvent) => Sentence | null

const say = (level: Level, text: string): Sentence => ({ level, text })

/** What happened, newest first. A leg that meets the same trouble at each attempt is told of once, with a count. */
export function story(events: readonly HouseEvent[], language: Language, nameOf: NameOf): Told[] {
  const told: Told[] = []
  const lastOf = new Map<string, Told>()
  for (const event of events) {
    const sentence = sentenceOf(event, language, nameOf)
    if (sentence === null) continue
    const leg = event.kind === 'leg-state' ? `${event.broadcast} ${String(event.detail.destination)}` : ''
    const before = leg === '' ? undefined : lastOf.get(leg)
    const isAgain = before?.text === sentence.text
    if (isAgain) told.splice(told.indexOf(before), 1)
    const now = { ...sentence, atMs: event.atMs, times: isAgain ? before.times + 1 : 1 }
    told.push(now)
    lastOf.set(leg, now)
  }
  return told.toReversed()
}

export function sentenceOf(event: HouseEvent, language: Language, nameOf: NameOf): Sentence | null {
  const tell = (language === 'zh' ? inChinese : inEnglish)[event.kind]
  if (tell === undefined) return null
  const detail: Record<string, string> = Object.fromEntries(
    Object.entries(event.detail).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
  if (detail.destination !== undefined) detail.destination = nameOf(event.broadcast, detail.destination)
  return tell(detail, event)
}

const s = (detail: Detail, name: string) => detail[name] ?? ''
const gap = (ms: string) => `${Math.round(Number(ms))} ms`
const why = (text: string) => (text === '' ? '' : `: ${text}`)
const whyZh = (text: string) => (text === '' ? '' : `：${reasonsZh[text] ?? text}`)

/** Reasons are written in English where they arise; those that every evening sees have their Chinese here. */
const reasonsZh: Readonly<Record<string, string>> = {
  'the encoder stopped': '编码器停止推流',
  'the encoder closed the connection': '编码器关闭了连接',
  'the connection was lost': '连接中断',
  'it died': '进程已退出',
  'it does not answer': '没有应答',
}
const causesZh: Readonly<Record<string, string>> = {
  network: '连接中断',
  dns: '域名解析失败',
  timeout: '对端不再收数据',
  'idle-dropped': '平台因空闲断开连接',
  internal: '我方内部出错',
  'duplicate-rejected': '平台称已有人在用这个密钥推流',
  concurrency: '账号同时推流数超限',
  'lower-priority': '另一路推流的优先级更高',
  'replaced-by-new': '别处用同一密钥开始推流',
  'auth-missing': '没有密钥',
  'auth-expired': '密钥已过期',
  'auth-invalid': '平台拒绝了密钥',
  banned: '平台封禁了这路流',
  account: '平台拒绝了该账号',
  'media-invalid': '平台不接受这种画面或声音',
  policy: '平台规则不允许',
  'ownership-lost': '推流权已被另一个进程持有',
}

/** The steps of an ordinary connection are left out; its success and its troubles are told. */
const legLevels: Readonly<Record<string, Level>> = {
  carrying: 'good',
  stalled: 'busy',
  waiting: 'busy',
  blocked: 'bad',
  stopped: 'off',
}

const inEnglish: Readonly<Record<string, Tell>> = {
  'leg-state': d => {
    const level = legLevels[s(d, 'to')]
    if (level === undefined || (s(d, 'to') === 'carrying' && s(d, 'from') === 'carrying')) return null
    const name = s(d, 'destination')
    const tail = why(s(d, 'why'))
    const texts: Record<string, string> = {
      carrying: `${name} takes the picture${backup(d, ' on its backup address')}`,
      stalled: `${name} stopped taking bytes`,
      waiting: `${name} waits before it tries again${tail}`,
      blocked: `${name} needs you${tail}`,
      stopped: `${name} was stopped`,
    }
    return say(level, `${texts[s(d, 'to')]}.`)
  },
  'program-cut': d =>
    s(d, 'from') === ''
      ? say('good', `${s(d, 'to')} is on air.`)
      : say('good', `Cut from ${s(d, 'from')} to ${s(d, 'to')} (hole ${gap(s(d, 'gapMs'))}).`),
  'feed-live': d => say('good', `The program sees ${s(d, 'feed')}.`),
  'feed-lost': d => say('bad', `The picture of ${s(d, 'feed')} stopped.`),
  'feed-up': d => say('good', `${s(d, 'feed')} arrives from ${s(d, 'remoteAddress')} (${s(d, 'encoder')}).`),
  'feed-down': d => say('busy', `The encoder of ${s(d, 'feed')} left${why(s(d, 'why'))}.`),
  'publish-refused': d =>
    say('busy', `A publisher from ${s(d, 'remoteAddress')} was turned away${why(s(d, 'why'))}.`),
  start: () => say('good', 'Somebody started the broadcast.'),
  stop: () => say('off', 'Somebody stopped the broadcast.'),
  take: d => say('good', `Somebody put ${s(d, 'feed')} on air by hand.`),
  release: () => say('good', 'Feeds are chosen by themselves again.'),
  retry: d => say('busy', `Somebody asked ${s(d, 'destination')} to try again.`),
  'endpoints-changed': d => say('good', `${s(d, 'destination')} has new addresses.`),
  'worker-started': d => say('good', `Worker ${s(d, 'worker')} runs (process ${s(d, 'pid')}).`),
  'worker-lost': d => say('bad', `Worker ${s(d, 'worker')} was lost${why(s(d, 'why'))}. A new one follows.`),
  listening: (_, event) =>
    door(event, (ok, text) => (ok ? null : say('bad', `Encoders cannot connect: ${text}.`))),
}

const inChinese: Readonly<Record<string, Tell>> = {
  'leg-state': d => {
    const level = legLevels[s(d, 'to')]
    if (level === undefined || (s(d, 'to') === 'carrying' && s(d, 'from') === 'carrying')) return null
    const name = s(d, 'destination')
    const tail = whyZh(causesZh[s(d, 'cause')] ?? s(d, 'why'))
    const texts: Record<string, string> = {
      carrying: `${name} 正常收流${backup(d, '（备用地址）')}`,
      stalled: `${name} 不再收数据`,
      waiting: `${name} 等待重连${tail}`,
      blocked: `${name} 需人工处理${tail}`,
      stopped: `${name} 已停止`,
    }
    return say(level, `${texts[s(d, 'to')]}。`)
  },
  'program-cut': d =>
    s(d, 'from') === ''
      ? say('good', `${s(d, 'to')} 播出。`)
      : say('good', `画面由 ${s(d, 'from')} 切到 ${s(d, 'to')}（时间轴空洞 ${gap(s(d, 'gapMs'))}）。`),
  'feed-live': d => say('good', `收到 ${s(d, 'feed')} 的画面。`),
  'feed-lost': d => say('bad', `${s(d, 'feed')} 的画面中断。`),
  'feed-up': d =>
    say('good', `${s(d, 'feed')} 开始推流，来自 ${s(d, 'remoteAddress')}（${s(d, 'encoder')}）。`),
  'feed-down': d => say('busy', `${s(d, 'feed')} 的编码器断开${whyZh(s(d, 'why'))}。`),
  'publish-refused': d => say('busy', `拒绝了来自 ${s(d, 'remoteAddress')} 的推流${whyZh(s(d, 'why'))}。`),
  start: () => say('good', '有人点了开播。'),
  stop: () => say('off', '有人点了下播。'),
  take: d => say('good', `有人手动切到 ${s(d, 'feed')}。`),
  release: () => say('good', '恢复自动选择信号源。'),
  retry: d => say('busy', `有人要求 ${s(d, 'destination')} 重试。`),
  'endpoints-changed': d => say('good', `${s(d, 'destination')} 换了新的推流地址。`),
  'worker-started': d => say('good', `工作进程 ${s(d, 'worker')} 已运行（进程号 ${s(d, 'pid')}）。`),
  'worker-lost': d => say('bad', `工作进程 ${s(d, 'worker')} 失联${whyZh(s(d, 'why'))}，新的会接手。`),
  listening: (_, event) => door(event, (ok, text) => (ok ? null : say('bad', `编码器连不进来：${text}。`))),
}

function backup(detail: Detail, words: string): string {
  return Number(s(detail, 'endpoint')) > 0 ? words : ''
}

function door(event: HouseEvent, tell: (isOpen: boolean, text: string) => Sentence | null): Sentence | null {
  const rtmp = event.detail.rtmp as { error?: unknown } | undefined
  return typeof rtmp?.error === 'string' ? tell(false, rtmp.error) : tell(true, '')
}
