// The live table: one line per destination, from what the product says of its legs and what the stand-ins received.
import type { LegSnapshot } from '#relay'
import type { Received } from '../platform/stand-in.ts'
import { type Colour, fit, paint } from './text.ts'

/** A leg as the API shows it: with what its playback proves. */
export type LegView = LegSnapshot & {
  readonly verified?: { readonly state: string; readonly latencyMs: number | null } | null
}

/** What one second looks like. */
export type View = {
  /** Seconds since the demo began. */
  readonly seconds: number
  readonly page: string
  readonly legs: readonly LegView[]
  /** kb/s sent in the last second, by destination. */
  readonly kbps: Readonly<Record<string, number>>
  readonly received: Readonly<Record<string, Received>>
  readonly feed: string
  /** A feed, `slate`, or nothing yet. */
  readonly onAir: string | null
  readonly isSlateReady: boolean
  /** The newest last. */
  readonly news: readonly string[]
  /** How many there have been, those no longer kept included. */
  readonly newsTotal: number
}

type Column = {
  readonly title: string
  readonly columns: number
  readonly side: 'left' | 'right'
  /** The highest goes first where the terminal is too narrow for all. */
  readonly spare: number
}

const columns: readonly Column[] = [
  { title: '平台 destination', columns: 16, side: 'left', spare: 0 },
  { title: '状态 state', columns: 17, side: 'left', spare: 0 },
  { title: '地址 at', columns: 8, side: 'left', spare: 1 },
  { title: 'Mb/s', columns: 5, side: 'right', spare: 0 },
  { title: 'acked MB', columns: 9, side: 'right', spare: 7 },
  { title: 'rtt ms', columns: 7, side: 'right', spare: 8 },
  { title: 'queue ms', columns: 9, side: 'right', spare: 6 },
  { title: 'dropped', columns: 8, side: 'right', spare: 5 },
  { title: '黑屏 dark s', columns: 12, side: 'right', spare: 3 },
  { title: '观众 viewers', columns: 13, side: 'right', spare: 4 },
  { title: ' 平台收到 platform received', columns: 28, side: 'left', spare: 2 },
]

const spoken: Readonly<Record<string, readonly [text: string, colour: Colour]>> = {
  idle: ['空闲 idle', 'dim'],
  armed: ['待命 armed', 'yellow'],
  connecting: ['连接中 connecting', 'yellow'],
  publishing: ['推流中 publishing', 'yellow'],
  carrying: ['在播 carrying', 'green'],
  stalled: ['停滞 stalled', 'red'],
  waiting: ['等待 waiting', 'yellow'],
  blocked: ['受阻 blocked', 'red'],
  stopped: ['已停 stopped', 'dim'],
}

/** As lines of at most `width` columns, but for addresses. */
export function tableLines(view: View, width: number): string[] {
  const shown = columnsFor(width)
  return [
    `${paint('长明 CHANGMING', 'gold')}  ${paint(`演示 demo · ${clockOf(view.seconds)} · ${view.feed}`, 'dim')}`,
    `${paint('播出 on air', 'dim')}  ${onAirText(view)}`,
    `${paint('页面 page', 'dim')}  ${view.page}`,
    '',
    paint(shown.map(column => fit(column.title, column.columns, column.side)).join(' '), 'dim'),
    ...view.legs.map(leg => legLine(leg, view, shown)),
    '',
    ...view.news.map(line => paint(line, 'dim')),
    paint('Ctrl-C 结束一切 ends everything', 'dim'),
  ]
}

/** The same without a terminal: one line for all. */
export function plainLine(view: View): string {
  const legs = view.legs.map(leg => {
    const { state, droppedFrames, darkMs } = leg
    const address = `${state.at}@${addressOf(leg)}`
    const rate = megabits(view.kbps[leg.destination])
    return `${leg.destination} ${address} ${rate} Mb/s dropped ${droppedFrames} dark ${seconds(darkMs)} s`
  })
  return `${clockOf(view.seconds)}  ${view.onAir ?? '–'} → ${legs.join(' | ')}`
}

function onAirText({ onAir, isSlateReady }: View): string {
  if (onAir === 'slate') return paint('垫片 slate', 'yellow')
  const shown = onAir === null ? paint('– 等待画面 waiting for a picture', 'yellow') : paint(onAir, 'green')
  return isSlateReady ? shown : `${shown} ${paint('(垫片制作中 the slate is being made)', 'dim')}`
}

function columnsFor(width: number): readonly Column[] {
  let shown = columns
  const widthNow = () => shown.reduce((sum, column) => sum + column.columns + 1, 0)
  while (widthNow() > width && shown.length > 3) {
    const most = Math.max(...shown.map(column => column.spare))
    shown = shown.filter(column => column.spare !== most || most === 0)
    if (most === 0) break
  }
  return shown
}

/** What the platform's own playback proves. */
function viewersText({ verified }: LegView): string {
  if (verified == null || verified.state === 'unknown') return '–'
  const { state, latencyMs } = verified
  if (state !== 'live') return paint(state, 'red')
  return paint(latencyMs === null ? 'live' : `live ${seconds(latencyMs)} s`, 'green')
}

function legLine(leg: LegView, view: View, shown: readonly Column[]): string {
  const [state, colour] = spoken[leg.state.at] ?? [leg.state.at, 'dim']
  const cells = [
    leg.destination,
    paint(state, colour),
    addressOf(leg),
    megabits(view.kbps[leg.destination]),
    (leg.ackedBytes / 1e6).toFixed(1),
    leg.rttMs === null ? '–' : leg.rttMs.toFixed(1),
    String(Math.round(leg.queueMs)),
    String(leg.droppedFrames),
    seconds(leg.darkMs),
    viewersText(leg),
    ` ${receivedText(view.received[leg.destination])}`,
  ]
  return shown.map(column => fit(cells[columns.indexOf(column)] ?? '', column.columns, column.side)).join(' ')
}

function receivedText(received: Received | undefined): string {
  if (received === undefined || received.publishes.length === 0) return paint('还没有 nothing yet', 'dim')
  const frames = received.publishes.reduce((sum, publish) => sum + publish.videoFrames, 0)
  const publishes = received.publishes.length === 1 ? '1 push' : `${received.publishes.length} pushes`
  return `${frames} 帧 frames · ${publishes}`
}

export function addressOf(leg: LegSnapshot): string {
  if (leg.endpoint === null) return '–'
  return ['main', 'backup'][leg.endpoint] ?? `#${leg.endpoint + 1}`
}

function megabits(kbps: number | undefined): string {
  return ((kbps ?? 0) / 1_000).toFixed(1)
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1)
}

function clockOf(wholeSeconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(wholeSeconds / 60)}:${two(wholeSeconds % 60)}`
}
