// Events in Chinese.
import { closeUp } from './close-up.ts'
import { misfitIn } from './misfit.ts'
import {
  backup,
  type CutKind,
  cutKindOf,
  cutLevelOf,
  type Detail,
  legSaid,
  ms,
  profileIn,
  s,
  say,
  shutDoor,
  type Tell,
} from './tell.ts'
import { slateName } from '../live/types.ts'
import { zh } from './words-zh.ts'

const why = (text: string) => (text === '' ? '' : `：${reasons[text] ?? text}`)
const shown = (name: string) => (name === slateName ? zh.program.slateName : name)
const only = (d: Detail, sentence: string) =>
  s(d, 'program') === '' ? sentence : `${s(d, 'program')}：${sentence}`
const who = (d: Detail) => (s(d, 'by') === '' ? '有人' : `${s(d, 'by')} `)
const misfit = (d: Detail) => misfitIn(zh, s(d, 'misfit'))
/** Names of feeds stand between spaces, the word for the slate does not. */
const close = (text: string) => closeUp(text, [zh.program.slateName])

/** Reasons are written in English where they arise; those that every evening sees have their Chinese here. */
const reasons: Readonly<Record<string, string>> = {
  'the encoder stopped': '编码器停止推流',
  'the encoder closed the connection': '编码器关闭了连接',
  'the connection was lost': '连接中断',
  'it died': '进程已退出',
  'it does not answer': '没有应答',
}
const causes: Readonly<Record<string, string>> = {
  network: '连接中断',
  dns: '域名解析失败',
  timeout: '对端不再收数据',
  'idle-dropped': '平台因空闲断开连接',
  internal: '我方内部出错',
  'duplicate-rejected': '平台称这个推流码已有人在用',
  concurrency: '账号同时推流数超限',
  'lower-priority': '另一路推流的优先级更高',
  'replaced-by-new': '别处用同一个推流码开始推流',
  'auth-missing': '没有推流码',
  'auth-expired': '推流码已过期',
  'auth-invalid': '平台拒绝了推流码',
  banned: '平台封禁了这路流',
  account: '平台拒绝了该账号',
  'media-invalid': '平台不接受这种画面或声音',
  policy: '平台规则不允许',
  'ownership-lost': '推流权已被另一个进程持有',
}

export const inChinese: Readonly<Record<string, Tell>> = {
  'duty-began': d => say('good', `${s(d, 'name')} 开始值守。`),
  'duty-ended': d =>
    s(d, 'why') === 'over'
      ? say('wait', `${s(d, 'name')} 的值守时间到了，现在没有人值守。`)
      : say('off', `${s(d, 'name')} 结束值守。`),
  'cue-sent': d => say('good', `给主播发了提示：“${s(d, 'text')}”。`),
  'cue-seen': d => say('good', `主播确认了提示：“${s(d, 'text')}”。`),
  'leg-state': d => {
    const name = s(d, 'destination')
    const tail = why(causes[s(d, 'cause')] ?? s(d, 'why'))
    const texts = {
      carrying: `${name} 正常收流${backup(d, '（备用地址）')}`,
      stalled: `${name} 不再收数据`,
      waiting: `${name} 等待重连${tail}`,
      blocked: `${name} 需人工处理${tail}`,
      stopped: `${name} 已停止`,
    }
    return legSaid(d, texts, '。')
  },
  'program-cut': d => {
    const [from, to] = [shown(s(d, 'from')), shown(s(d, 'to'))]
    const texts: Record<CutKind, string> = {
      start: `${to} 播出`,
      lostToSlate: `${from} 信号中断，观众看到的是垫片`,
      lostToFeed: `${from} 信号中断，由 ${to} 接替`,
      fromSlate: `由 ${from} 切到 ${to}`,
      back: `由 ${from} 切回 ${to}`,
      byHand: `人工由 ${from} 切到 ${to}`,
      plain: `由 ${from} 切到 ${to}`,
    }
    const kind = cutKindOf(d)
    const cost = kind === 'start' ? '' : `（空洞 ${ms(d, 'gapMs')}，停发 ${ms(d, 'silenceMs')}）`
    const differs = s(d, 'misfit') === '' ? '' : `${to} 与播出规格不符：${misfit(d)}。`
    return say(cutLevelOf(d), only(d, close(`${texts[kind]}${cost}。${differs}`)))
  },
  'content-bad': d => say('bad', `正在播出的 ${s(d, 'feed')} ${zh.contents[s(d, 'what')] ?? s(d, 'what')}。`),
  'content-good': d =>
    say('good', `${s(d, 'feed')} 的“${zh.contents[s(d, 'what')] ?? s(d, 'what')}”已结束。`),
  'leg-unshown': d => say('bad', `${s(d, 'destination')} 收了流却没有播出${why(s(d, 'why'))}。`),
  'leg-shown': d => say('good', `${s(d, 'destination')} 的观众看到了我们的画面。`),
  'sound-lost': d => say('bad', only(d, `${s(d, 'feed')} 没有声音了，正在以静音代替。`)),
  'sound-back': d => say('good', only(d, `${s(d, 'feed')} 的声音已恢复。`)),
  'feed-changed': d =>
    s(d, 'misfit') === ''
      ? say('good', only(d, `${s(d, 'feed')} 改了画面或声音，与播出规格相符。`))
      : say('busy', only(d, `${s(d, 'feed')} 不再符合播出规格：${misfit(d)}。`)),
  'slate-ready': () => say('good', '垫片已就绪。'),
  'slate-failed': d => say('bad', `垫片制作失败${why(s(d, 'why'))}。会自动重试。`),
  profile: (_, event) => {
    const profile = profileIn(event)
    return profile === null ? null : say('good', `播出规格为 ${profile}。`)
  },
  'feed-up': d =>
    say('good', `${s(d, 'feed')} 开始推流，来自 ${s(d, 'remoteAddress')}（${s(d, 'encoder')}）。`),
  'feed-down': d => say('busy', `${s(d, 'feed')} 的编码器断开${why(s(d, 'why'))}。`),
  'publish-refused': d =>
    say(
      'busy',
      `拒绝了来自 ${s(d, 'remoteAddress')} 的编码器：${zh.refused.why[s(d, 'reason')] ?? s(d, 'why')}`,
    ),
  start: (d, { detail }) =>
    say('good', `${who(d)}点了开播${detail.onSlate === true ? '（先播垫片）' : ''}。`),
  stop: d => say('off', `${who(d)}点了下播。`),
  take: d => say('good', close(`${who(d)}手动切到 ${shown(s(d, 'feed'))}。`)),
  release: d => say('good', `${s(d, 'by') === '' ? '' : `${s(d, 'by')} 交还：`}恢复自动选择信号源。`),
  retry: d => say('busy', `${who(d)}要求 ${s(d, 'destination')} 重试。`),
  'destination-stop': d => say('off', `${who(d)}单独停推了 ${s(d, 'destination')}。`),
  'destination-start': d => say('good', `${who(d)}恢复了 ${s(d, 'destination')} 的推流。`),
  'room-ended': d =>
    say(
      'off',
      `${s(d, 'destination')} 的直播间已在平台结束${s(d, 'by') === '' ? '' : `（${s(d, 'by')}）`}。`,
    ),
  'endpoints-changed': d =>
    say('good', `${s(d, 'destination')} 换了新的推流地址${s(d, 'by') === '' ? '' : `（${s(d, 'by')}）`}。`),
  'worker-started': d => say('good', `工作进程 ${s(d, 'worker')} 已运行（进程号 ${s(d, 'pid')}）。`),
  'worker-lost': d => say('bad', `工作进程 ${s(d, 'worker')} 失联${why(s(d, 'why'))}，新的会接手。`),
  comment: d => {
    const [feed, author, text, by] = [s(d, 'feed'), s(d, 'author'), s(d, 'text'), s(d, 'by')]
    if (s(d, 'state') === 'queued')
      return say('good', `${by} 让 ${feed} 展示观众 ${author} 的评论：“${text}”。`)
    if (s(d, 'state') === 'shown') return say('good', `${feed} 展示了观众 ${author} 的评论：“${text}”。`)
    if (s(d, 'state') === 'refused') return say('busy', `${feed} 没有展示：“${text}”${why(s(d, 'why'))}。`)
    return s(d, 'state') === 'broken-off' ? say('busy', `${feed} 没能展示完：“${text}”。`) : null
  },
  interjection: d => {
    const [feed, text, by] = [s(d, 'feed'), s(d, 'text'), s(d, 'by')]
    if (s(d, 'state') === 'queued') return say('good', `${by} 让 ${feed} 马上说：“${text}”。`)
    if (s(d, 'state') === 'said') return say('good', `${feed} 说了：“${text}”。`)
    if (s(d, 'state') === 'refused') return say('busy', `${feed} 没有说：“${text}”${why(s(d, 'why'))}。`)
    return s(d, 'state') === 'broken-off' ? say('busy', `${feed} 没能说完：“${text}”。`) : null
  },
  listening: (_, event) => {
    const trouble = shutDoor(event)
    return trouble === null ? null : say('bad', `编码器连不进来：${trouble}。`)
  },
}
