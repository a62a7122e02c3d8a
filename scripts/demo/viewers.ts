// What viewers of each platform saw while it failed, from what the platform received; and whether that keeps the promise.
import type { Address, Receipt } from '../platform/receipts.ts'
import { fit } from './text.ts'

export type FaultActed = {
  readonly kind: 'freeze' | 'kill'
  readonly address: Address
  readonly atMs: number
}

export type Watched = {
  readonly platform: string
  /** Null for the one that nothing was done to. */
  readonly fault: FaultActed | null
  readonly publishes: readonly Receipt[]
}

export type Seen = {
  readonly platform: string
  readonly fault: string
  readonly pushes: number
  /** From the fault to the next connection, at another address, milliseconds; null when none came, or nothing was done. */
  readonly leftMs: number | null
  /** From the fault to the first key frame there. */
  readonly recoveredMs: number | null
  /** The longest time without a picture or sound on the way to viewers, milliseconds. */
  readonly darkestMs: number
  /** The largest hole in timestamps within a push, milliseconds. */
  readonly largestHoleMs: number
  readonly promised: Pledge | null
  /** Why the promise was not kept; none when it was. */
  readonly broken: readonly string[]
}

type Pledge = { readonly leftMs: number; readonly recoveredMs: number }

/** Killed, the connection says so at once; frozen, only silence does: it is left within 2 s, and the picture is back as fast. */
export const promises: Readonly<Record<FaultActed['kind'], Pledge>> = {
  kill: { leftMs: 500, recoveredMs: 500 },
  freeze: { leftMs: 2_000, recoveredMs: 2_500 },
}
/** For a platform that nothing was done to: three pictures late would already be seen. */
const untouched = { holeMs: 100, silenceMs: 500 } as const

export function whatViewersSaw(watched: Watched): Seen {
  const { platform, fault, publishes } = watched
  const seen = {
    platform,
    fault: fault === null ? 'none 无' : `${fault.kind} ${fault.address}`,
    pushes: publishes.length,
    darkestMs: darkest(publishes, fault),
    largestHoleMs: Math.max(0, ...publishes.map(each => each.maxGapMs)),
  }
  if (fault === null)
    return { ...seen, leftMs: null, recoveredMs: null, promised: null, broken: mistakes(publishes) }
  const next = publishes.find(each => each.address !== fault.address && each.connectedAtMs >= fault.atMs)
  const pictureAtMs = next?.firstKeyframeAtMs ?? null
  const leftMs = next === undefined ? null : next.connectedAtMs - fault.atMs
  const recoveredMs = pictureAtMs === null ? null : pictureAtMs - fault.atMs
  const promised = promises[fault.kind]
  return { ...seen, leftMs, recoveredMs, promised, broken: lateness({ leftMs, recoveredMs, promised }, next) }
}

function darkest(publishes: readonly Receipt[], fault: FaultActed | null): number {
  const silences = publishes.map(each =>
    // A frozen server reads on once it is thawed: what came before counts, not how long its old connection lay about.
    fault?.kind === 'freeze' && each.address === fault.address ? 0 : each.maxWireSilenceMs,
  )
  const holes = publishes.slice(1).map((each, i) => {
    const before = publishes[i]?.lastMediaAtMs ?? null
    return before === null || each.firstKeyframeAtMs === null ? 0 : each.firstKeyframeAtMs - before
  })
  return Math.round(Math.max(0, ...silences, ...holes))
}

function lateness(
  seen: { leftMs: number | null; recoveredMs: number | null; promised: Pledge },
  next: Receipt | undefined,
): string[] {
  const { leftMs, recoveredMs, promised } = seen
  if (leftMs === null || recoveredMs === null || next === undefined)
    return ['no picture came to the backup address']
  const broken: string[] = []
  if (leftMs > promised.leftMs)
    broken.push(`it was left after ${leftMs} ms, promised are ${promised.leftMs} ms`)
  if (recoveredMs > promised.recoveredMs)
    broken.push(`the picture was back after ${recoveredMs} ms, promised are ${promised.recoveredMs} ms`)
  if (next.endedAtMs !== null) broken.push('the push to the backup address did not last')
  if (next.nonMonotonic > 0) broken.push('timestamps went backwards at the backup address')
  return broken
}

function mistakes(publishes: readonly Receipt[]): string[] {
  const [only] = publishes
  if (publishes.length !== 1 || only === undefined)
    return [`${publishes.length} pushes where one was promised`]
  const broken: string[] = []
  if (only.endedAtMs !== null) broken.push('its push ended')
  if (only.maxGapMs > untouched.holeMs) broken.push(`a hole of ${only.maxGapMs} ms in its timestamps`)
  if (only.maxWireSilenceMs > untouched.silenceMs) broken.push(`silent for ${only.maxWireSilenceMs} ms`)
  if (only.nonMonotonic > 0) broken.push('its timestamps went backwards')
  return broken
}

const columns = [
  ['平台 platform', 14],
  ['故障 fault', 13],
  ['推流 pushes', 12],
  ['离开 left after', 18],
  ['恢复 picture back', 18],
  ['最长黑屏 longest dark', 22],
  ['时间戳空洞 hole', 16],
  ['守诺 kept', 9],
] as const

/** The report as a table, the verdict in its last column; then why each broken promise was broken. */
export function reportLines(all: readonly Seen[]): string[] {
  const row = (cells: readonly string[]) => cells.map((cell, i) => fit(cell, columns[i]?.[1] ?? 0)).join('  ')
  const against = (ms: number | null, promisedMs: number | undefined) =>
    ms === null ? '–' : `${ms} ms (≤ ${promisedMs})`
  return [
    '观众看到了什么 what viewers saw',
    row(columns.map(([title]) => title)),
    ...all.map(seen =>
      row([
        seen.platform,
        seen.fault,
        String(seen.pushes),
        against(seen.leftMs, seen.promised?.leftMs),
        against(seen.recoveredMs, seen.promised?.recoveredMs),
        `${seen.darkestMs} ms`,
        `${seen.largestHoleMs} ms`,
        seen.broken.length === 0 ? '✔' : '✘',
      ]),
    ),
    ...all.flatMap(seen => seen.broken.map(why => `✘ ${seen.platform}: ${why}`)),
  ]
}
