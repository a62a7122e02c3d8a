// An event as a sentence; null for those that tell a person nothing. Pure.
import type { Level } from './verdict.ts'
import type { Language } from './language.ts'
import type { HouseEvent } from './types.ts'

export type Sentence = { readonly level: Level; readonly text: string }

type Detail = Readonly<Record<string, string>>
type Tell = (detail: Detail, event: HouseEvent) => Sentence | null

const say = (level: Level, text: string): Sentence => ({ level, text })

export function sentenceOf(event: HouseEvent, language: Language): Sentence | null {
  const tell = (language === 'zh' ? inChinese : inEnglish)[event.kind]
  if (tell === undefined) return null
  const detail: Detail = Object.fromEntries(
    Object.entries(event.detail).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
    ),
  )
  return tell(detail, event)
}

const s = (detail: Detail, name: string) => detail[name] ?? ''
const gap = (ms: string) => `${Math.round(Number(ms))} ms`
const why = (text: string) => (text === '' ? '' : `: ${text}`)
const whyZh = (text: string) => (text === '' ? '' : `：${text}`)

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
    const tail = whyZh(s(d, 'why'))
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
