// One round of fan-out: so many broadcasts to so many destinations, by us or by nginx-rtmp's push; what it costs and adds in delay.
import type { Product } from '../product.ts'
import type { Bench } from './benchmark.ts'
import { type Sink, startPump, startSink } from './children.ts'
import { type Cost, costOf } from './cpu.ts'
import { startNginx } from './nginx.ts'
import { percentile } from './numbers.ts'
import { goLive, legsOf, openProduct, planShow, type Show } from './show.ts'
import { must, pause } from './waiting.ts'

export type Load = { readonly broadcasts: number; readonly destinations: number; readonly kbps: number }

export type Round = Cost & {
  readonly delayP50Ms: number
  readonly delayP95Ms: number
  readonly frames: number
  /** Frames that the camera sent in this time and that did not come. */
  readonly lostFrames: number
  /** Frames that came, of those that 30 pictures a second make. */
  readonly receivedShare: number
  /** What our own legs say they dropped since they began. */
  readonly droppedFrames: number
}

/** An evening is measured, not its first half minute, in which V8 still learns what to compile. */
const settleMs = 30_000
/** It learns for some three minutes; that long is waited only where CPU is held against a program that need not learn. */
export const eveningMs = 180_000
const briefMs = 6_000
const warmLoad: Load = { broadcasts: 1, destinations: 1, kbps: 6_000 }
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i)

export async function ourRound(load: Load, bench: Bench, afterMs = settleMs): Promise<Round> {
  await using stage = new AsyncDisposableStack()
  const { product, sink } = await onAir(stage, load, bench, afterMs)
  return await ourMeasured(load, { product, sink }, bench)
}

/** On air to some destinations, then to more of them: both as they cost. */
export async function ourGrowth(from: Load, to: Load, bench: Bench): Promise<{ from: Round; to: Round }> {
  await using stage = new AsyncDisposableStack()
  const { product, sink } = await onAir(stage, from, bench, settleMs)
  const before = await ourMeasured(from, { product, sink }, bench)
  for (const show of showsOf(to, sink)) await planShow(product, show)
  await settled(to, sink, bench.signal, settleMs)
  return { from: before, to: await ourMeasured(to, { product, sink }, bench) }
}

export async function nginxRound(load: Load, bench: Bench): Promise<Round> {
  await using stage = new AsyncDisposableStack()
  const sink = await startSink(stage, bench.signal)
  const pushes = numbers(load.destinations).map(d => `rtmp://127.0.0.1:${sink.port}/to-${d}`)
  const nginx = await startNginx(stage, pushes, bench.signal)
  const keys = numbers(load.broadcasts).map(i => `camera-${i}`)
  startPump(stage, { port: nginx.port, app: 'live', kbps: load.kbps, keys })
  await settled(load, sink, bench.signal, settleMs)
  return { ...(await measured(load, { pids: { nginx: nginx.pid }, sink }, bench)), droppedFrames: 0 }
}

/** On air once and ended again, so that all modules lie compiled in the cache, as after the first evening on a machine. */
export async function warmCache(bench: Bench): Promise<void> {
  await ourRound(warmLoad, { ...bench, windowSeconds: 1 }, briefMs)
}

/** Memory of the largest relay worker, MB. */
export function relayMb(byName: Cost['mostMb']): number {
  const relays = Object.entries(byName).filter(([name]) => name.startsWith('relay-'))
  return Math.max(...relays.map(([, mb]) => mb))
}

type OnAir = { readonly product: Product; readonly sink: Sink }

async function onAir(stage: AsyncDisposableStack, load: Load, bench: Bench, afterMs: number): Promise<OnAir> {
  const sink = await startSink(stage, bench.signal)
  const product = await openProduct(stage, bench)
  const keys: string[] = []
  for (const show of showsOf(load, sink)) keys.push(...(await goLive(product, show)))
  startPump(stage, { port: product.rtmpPort, app: 'live', kbps: load.kbps, keys })
  await settled(load, sink, bench.signal, afterMs)
  return { product, sink }
}

function showsOf(load: Load, sink: Sink): Show[] {
  return numbers(load.broadcasts).map(i => {
    const address = (d: number) => ({ url: `rtmp://127.0.0.1:${sink.port}/live`, key: `show-${i}-to-${d}` })
    const destinations = numbers(load.destinations).map(d => [`to-${d}`, [address(d)]] as const)
    return { name: `show-${i}`, feeds: [`camera-${i}`], destinations: Object.fromEntries(destinations) }
  })
}

/** Pictures come everywhere, and have for a while. */
async function settled(load: Load, sink: Sink, signal: AbortSignal, afterMs: number): Promise<void> {
  const wanted = load.broadcasts * load.destinations
  const hasCome = () => {
    const names = new Set(sink.firsts.filter(each => each.what === 'key frame').map(each => each.name))
    return names.size === wanted || undefined
  }
  await must(`pictures come to all ${wanted} destinations`, hasCome, signal)
  await pause(afterMs, signal)
}

async function ourMeasured(load: Load, { product, sink }: OnAir, bench: Bench): Promise<Round> {
  const pids = product.pids()
  const round = await measured(load, { pids, sink }, bench)
  if (JSON.stringify(product.pids()) !== JSON.stringify(pids))
    throw new Error('a process of ours was replaced in the midst of the measurement')
  let droppedFrames = 0
  for (const { name } of showsOf(load, sink))
    for (const leg of await legsOf(product, name)) droppedFrames += leg.droppedFrames
  return { ...round, droppedFrames }
}

type Measured = { readonly pids: Record<string, number>; readonly sink: Sink }

async function measured(
  load: Load,
  { pids, sink }: Measured,
  { windowSeconds, signal }: Bench,
): Promise<Omit<Round, 'droppedFrames'>> {
  const from = sink.seconds.length
  const cost = await costOf(pids, windowSeconds, signal)
  const all = sink.seconds.slice(from + 1).flat() // the second in which it began counts for neither
  const delays = all.flatMap(each => each.delaysMs)
  const frames = all.reduce((total, each) => total + each.frames, 0)
  const seconds = Math.max(1, sink.seconds.length - from - 1)
  return {
    ...cost,
    delayP50Ms: percentile(delays, 50),
    delayP95Ms: percentile(delays, 95),
    frames,
    lostFrames: all.reduce((total, each) => total + each.lost, 0),
    receivedShare: frames / (load.broadcasts * load.destinations * 30 * seconds),
  }
}
