// Endpoints killed: how soon the first key frame is at the backup.
import type { Product } from '../product.ts'
import { atMost, type Bench, type Benchmark, type Row } from './benchmark.ts'
import { type Sink, startPump, startSink } from './children.ts'
import { type FarEnd, startAnswering } from './far-end.ts'
import { percentile } from './numbers.ts'
import { type Address, goLive, openProduct, planShow, type Show, untilAtFirst } from './show.ts'
import { awaited, pause, sharedMs } from './waiting.ts'

const atOnce = 5
const broadcast = 'killed'
const steadyMs = 2_000
/** Between one kill and the next, so that they meet the camera's key frames at all distances. */
const apartMs = { least: 300, more: 900 }
const givenUpAfterMs = 10_000

export const killed: Benchmark = {
  name: 'killed',
  sentence: 'endpoint killed → first key frame at its backup',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const product = await openProduct(stage, bench)
    const backup = await startSink(stage, bench.signal)
    const keys = await goLive(product, showOf([], backup))
    startPump(stage, { port: product.rtmpPort, app: 'live', kbps: 6_000, keys })
    const kills: Kill[] = []
    for (let round = 0; kills.length < bench.kills; round++) {
      const count = Math.min(atOnce, bench.kills - kills.length)
      kills.push(...(await killSome({ product, backup, round, count }, bench)))
      bench.say(`${kills.length} killed: ${kills.map(each => each.backMs.toFixed(0)).join(' ')} ms`)
    }
    return rowsOf(kills, backup)
  },
}

type Kill = { readonly program: string; readonly backMs: number }

/** `stream` is new in every round: a late echo of the last one is not taken for this one. */
type Target = { readonly destination: string; readonly stream: string; readonly main: FarEnd }

type Turn = {
  readonly product: Product
  readonly backup: Sink
  readonly round: number
  readonly count: number
}

/** One after the other, each with a sibling that nothing is done to. */
async function killSome({ product, backup, round, count }: Turn, bench: Bench): Promise<Kill[]> {
  await using mains = new AsyncDisposableStack()
  const targets: Target[] = []
  for (let i = 0; i < count; i++) {
    const main = await startAnswering(mains, bench)
    targets.push({ destination: `to-${i}`, stream: `to-${i}-round-${round}`, main })
  }
  await planShow(product, showOf(targets, backup))
  await untilAtFirst(product, broadcast, bench.signal)
  await pause(steadyMs, bench.signal)
  const kills: Kill[] = []
  for (const target of targets) kills.push(await killOne(target, backup, bench.signal))
  return kills
}

const urlOf = (sink: Sink) => `rtmp://127.0.0.1:${sink.port}/live`

function showOf(targets: readonly Target[], backup: Sink): Show {
  const addresses = ({ stream, main }: Target): Address[] =>
    [main.url, urlOf(backup)].map(url => ({ url, key: stream }))
  const sibling = [{ url: urlOf(backup), key: 'sibling' }]
  const planned = Object.fromEntries(targets.map(target => [target.destination, addresses(target)]))
  return { name: broadcast, feeds: ['camera'], destinations: { sibling, ...planned } }
}

async function killOne({ stream, main }: Target, backup: Sink, signal: AbortSignal): Promise<Kill> {
  await pause(apartMs.least + Math.random() * apartMs.more, signal)
  const killedAtMs = sharedMs()
  process.kill(main.pid, 'SIGKILL')
  const isIt = (each: Sink['firsts'][number]) => each.name === `live/${stream}` && each.what === 'key frame'
  const first = await awaited(() => backup.firsts.find(isIt), givenUpAfterMs, signal)
  return { program: main.program, backMs: first === undefined ? givenUpAfterMs : first.atMs - killedAtMs }
}

function rowsOf(kills: readonly Kill[], backup: Sink): Row[] {
  const times = kills.map(each => each.backMs)
  const ofSibling = backup.seconds.flat().filter(each => each.name === 'live/sibling')
  return [
    atMost({
      what: `${kills[0]?.program ?? ''} killed ${times.length} times, p95`,
      value: percentile(times, 95),
      limit: 500,
      unit: 'ms',
      note: `p50 ${percentile(times, 50).toFixed(0)} ms, longest ${Math.max(...times).toFixed(0)} ms`,
      values: { timesMs: times },
    }),
    atMost({
      what: 'frames their sibling lost meanwhile',
      value: ofSibling.reduce((lost, each) => lost + each.lost, 0),
      limit: 0,
      unit: '',
      note: `of ${ofSibling.reduce((frames, each) => frames + each.frames, 0)}`,
    }),
  ]
}
