// What viewers of each platform saw of each fault, from what the platform received; and whether that keeps the promise.
import type { Receipt } from '../platform/receipts.ts'
import type { Received } from '../platform/stand-in.ts'
import { fit, paint, withoutColour } from './text.ts'

/** A fault that was acted, and the time in which it could be noticed; wall clock. */
export type Act = {
  readonly kind: 'camera-killed' | 'camera-frozen' | 'platform-frozen' | 'platform-killed'
  /** The platform that failed; null where the camera did. */
  readonly platform: string | null
  readonly atMs: number
  readonly untilMs: number
}

/** How a platform came through a fault. */
export type Cell =
  /** It kept its connection: the largest hole in timestamps and the longest wait on the wire. */
  | { readonly held: true; readonly holeMs: number; readonly quietMs: number; readonly isKept: boolean }
  /** It was left for its other address: when the next connection came, and the first key frame there; null for never. */
  | {
      readonly held: false
      readonly leftMs: number | null
      readonly recoveredMs: number | null
      readonly isKept: boolean
    }

export type Row = { readonly act: Act; readonly cells: readonly Cell[] }

export type Report = {
  readonly platforms: readonly string[]
  readonly rows: readonly Row[]
  /** How many connections each platform saw. */
  readonly connections: readonly number[]
  /** A sentence for each promise that was not kept. */
  readonly broken: readonly string[]
}

/** For whoever keeps the connection; a frozen camera is only known by its silence, after 0.7 s. */
const heldPromises = {
  'camera-killed': { holeMs: 200, quietMs: 200 },
  'camera-frozen': { holeMs: 200, quietMs: 800 },
  'platform-frozen': { holeMs: 200, quietMs: 500 },
  'platform-killed': { holeMs: 200, quietMs: 500 },
} as const satisfies Record<Act['kind'], unknown>

/** For whoever fails: killed, the connection says so at once; frozen, only silence does. */
const movedPromises = {
  'platform-frozen': { leftMs: 2_000, recoveredMs: 2_500 },
  'platform-killed': { leftMs: 500, recoveredMs: 500 },
} as const

export function whatViewersSaw(acts: readonly Act[], received: readonly Received[]): Report {
  const rows = acts.map(act => ({ act, cells: received.map(each => cellOf(act, each)) }))
  const platforms = received.map(({ name }) => name)
  return {
    platforms,
    rows,
    connections: received.map(({ publishes }) => publishes.length),
    broken: [
      ...rows.flatMap(({ act, cells }) =>
        cells.flatMap((cell, i) => whyBroken(act, cell, platforms[i] ?? '')),
      ),
      ...received.flatMap(each => mistakes(each, acts)),
    ],
  }
}

function cellOf(act: Act, { name, publishes }: Received): Cell {
  if (act.platform === name && (act.kind === 'platform-frozen' || act.kind === 'platform-killed')) {
    const next = publishes.find(({ connectedAtMs }) => connectedAtMs >= act.atMs)
    const keyAtMs = next?.firstKeyframeAtMs ?? null
    const leftMs = next === undefined ? null : next.connectedAtMs - act.atMs
    const recoveredMs = keyAtMs === null ? null : keyAtMs - act.atMs
    const promised = movedPromises[act.kind]
    const isKept =
      (leftMs ?? Infinity) <= promised.leftMs && (recoveredMs ?? Infinity) <= promised.recoveredMs
    return { held: false, leftMs, recoveredMs, isKept }
  }
  const { holeMs, quietMs } = worstBetween(act, publishes)
  const promised = heldPromises[act.kind]
  return { held: true, holeMs, quietMs, isKept: holeMs <= promised.holeMs && quietMs <= promised.quietMs }
}

/** Over the seconds of the act, on whatever connection was open then; a platform that got nothing was quiet all the while. */
function worstBetween(
  { atMs, untilMs }: Act,
  publishes: readonly Receipt[],
): { holeMs: number; quietMs: number } {
  const open = publishes.filter(each => each.atMs < atMs && (each.endedAtMs ?? Infinity) > atMs)
  const seconds = open
    .flatMap(each => each.seconds)
    .filter(([endMs]) => endMs > atMs && endMs - 1_000 < untilMs)
  const lastMs = Math.max(atMs, ...open.map(each => each.lastMediaAtMs ?? 0))
  return {
    holeMs: Math.max(0, ...seconds.map(([, gapMs]) => gapMs)),
    quietMs: Math.max(0, untilMs - lastMs, ...seconds.map(([, , silenceMs]) => silenceMs)),
  }
}

function whyBroken(act: Act, cell: Cell, platform: string): string[] {
  if (cell.isKept) return []
  const during = `${platform}, ${act.kind}`
  if (cell.held) {
    const { holeMs, quietMs } = heldPromises[act.kind]
    return [
      ...(cell.holeMs > holeMs
        ? [`${during}: a hole of ${cell.holeMs} ms in its timestamps, promised are ${holeMs} ms`]
        : []),
      ...(cell.quietMs > quietMs
        ? [`${during}: nothing came for ${cell.quietMs} ms, promised are ${quietMs} ms`]
        : []),
    ]
  }
  if (act.kind !== 'platform-frozen' && act.kind !== 'platform-killed') return []
  const { leftMs, recoveredMs } = movedPromises[act.kind]
  if (cell.recoveredMs === null) return [`${during}: no picture came to the backup address`]
  return [
    `${during}: left after ${cell.leftMs} ms and back after ${cell.recoveredMs} ms, promised are ${leftMs} and ${recoveredMs} ms`,
  ]
}

function mistakes({ name, publishes }: Received, acts: readonly Act[]): string[] {
  const failures = acts.filter(({ platform }) => platform === name).length
  return [
    ...(publishes.length === 1 + failures
      ? []
      : [`${name}: ${publishes.length} connections, promised are ${1 + failures}`]),
    ...(publishes.at(-1)?.endedAtMs === null ? [] : [`${name}: its last connection did not last`]),
    ...(publishes.some(({ nonMonotonic }) => nonMonotonic > 0)
      ? [`${name}: its timestamps went backwards`]
      : []),
  ]
}

const titles: Readonly<Record<Act['kind'], string>> = {
  'camera-killed': '摄像机断电 camera killed',
  'camera-frozen': '摄像机卡死 camera frozen',
  'platform-frozen': '主地址冻结 freezes',
  'platform-killed': '主地址宕机 dies',
}
const titleColumns = 26
const cellColumns = 17

/** The report as a table: a line per fault, a column per platform; then why each broken promise was broken. */
export function reportLines({ platforms, rows, connections, broken }: Report): string[] {
  const line = (title: string, cells: readonly string[]) =>
    [fit(title, titleColumns), ...cells.map(cell => fit(cell, cellColumns))].join('')
  return [
    paint('观众看到了什么 what viewers saw', 'bold'),
    paint('空洞/静默 hole in timestamps / silence on the wire; or, where the platform itself failed,', 'dim'),
    paint('断开 → 备用地址首个关键帧 time until the first key frame at its backup address', 'dim'),
    '',
    line('', platforms),
    ...rows.map(({ act, cells }) => {
      const title = act.platform === null ? titles[act.kind] : `${act.platform} ${titles[act.kind]}`
      return line(title, cells.map(textOf))
    }),
    line('连接数 connections', connections.map(String)),
    ...broken.map(why => paint(`✘ ${why}`, 'red')),
    broken.length === 0 ? paint('✔ 全部守诺 every promise was kept', 'green') : '',
  ]
}

function textOf(cell: Cell): string {
  const text = cell.held ? `${cell.holeMs} / ${cell.quietMs} ms` : `→ ${cell.recoveredMs ?? '…'} ms`
  return paint(`${cell.isKept ? '✔' : '✘'} ${withoutColour(text)}`, cell.isKept ? 'green' : 'red')
}
