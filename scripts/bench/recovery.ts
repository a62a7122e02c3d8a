// Our own processes killed: ingest, the relay worker, all of them; how soon platforms have what they should.
import type { Product } from '../product.ts'
import { atMost, type Bench, type Benchmark, type Row } from './benchmark.ts'
import { type Sink, startPump, startSink, type Turn } from './children.ts'
import { percentile } from './numbers.ts'
import { lossAfterMs, publishesOf, showTo, turnedEverywhere, untilSafe } from './platforms.ts'
import { goLive, openProduct } from './show.ts'
import { pause, sharedMs } from './waiting.ts'

const broadcast = 'recovering'
const camera = 'camera'
const kbps = 6_000
const steadyMs = { least: 1_000, more: 2_000 }
const withinMs = 30_000

/** What is measured, in seconds but for the last. */
const rows = {
  slate: { what: 'ingest killed → slate at every platform', limit: (lossAfterMs + 100) / 1_000 },
  camera: { what: 'ingest killed → camera at every platform again', limit: 5 },
  publish: { what: 'relay worker killed → pictures from a new publish everywhere', limit: 2 },
  all: { what: 'everything killed and started → camera at every platform', limit: 20 },
} as const

type Times = Readonly<Record<keyof typeof rows, number[]>>
type Stand = { readonly product: Product; readonly sink: Sink; readonly times: Times }

export const recovery: Benchmark = {
  name: 'recovery',
  sentence: 'our own processes killed: ingest, the relay worker, all of them and started',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const product = await openProduct(stage, bench)
    const sink = await startSink(stage, bench.signal)
    const keys = await goLive(product, showTo(sink, broadcast, [camera]))
    startPump(stage, { port: product.rtmpPort, app: 'live', kbps, keys, comesBack: true })
    const times: Times = { slate: [], camera: [], publish: [], all: [] }
    const stand = { product, sink, times }
    let republished = 0
    for (let round = 0; round < bench.rounds; round++) {
      republished += await loseIngest(stand, bench)
      await loseRelay(stand, bench)
      await loseAll(stand, bench)
      const last = Object.entries(times).map(([what, all]) => `${what} ${all.at(-1)?.toFixed(0)}`)
      bench.say(`after ${last.join(', ')} ms`)
    }
    return [
      ...Object.entries(rows).map(([name, row]) => rowOf(row, times[name as keyof Times])),
      atMost({ what: 'publishes anew while ingest was away', value: republished, limit: 0, unit: '' }),
    ]
  },
}

/** So that kills meet the camera's key frames at all distances. */
async function steady({ product }: Stand, { signal }: Bench): Promise<void> {
  await untilSafe(product, broadcast, signal)
  await pause(steadyMs.least + Math.random() * steadyMs.more, signal)
}

const turned = (sink: Sink, fromMs: number, isIt: (turn: Turn) => boolean, { signal }: Bench) =>
  turnedEverywhere(sink, { camera, isIt, fromMs, withinMs }, signal)

/** How many publishes it cost. */
async function loseIngest(stand: Stand, bench: Bench): Promise<number> {
  const { product, sink, times } = stand
  await steady(stand, bench)
  const before = publishesOf(sink, camera)
  const fromMs = sharedMs()
  kill(product, 'ingest')
  times.slate.push(await turned(sink, fromMs, turn => turn.to === 'slate', bench))
  times.camera.push(await turned(sink, fromMs, turn => turn.to === 'camera', bench))
  return publishesOf(sink, camera) - before
}

async function loseRelay(stand: Stand, bench: Bench): Promise<void> {
  const { product, sink, times } = stand
  await steady(stand, bench)
  const fromMs = sharedMs()
  kill(product, `relay-${broadcast}`)
  times.publish.push(await turned(sink, fromMs, turn => turn.isNew, bench))
}

async function loseAll(stand: Stand, bench: Bench): Promise<void> {
  const { product, sink, times } = stand
  await steady(stand, bench)
  const fromMs = sharedMs()
  await product.killControl()
  kill(product, 'ingest')
  kill(product, `relay-${broadcast}`)
  await product.startControl()
  times.all.push(await turned(sink, fromMs, turn => turn.to === 'camera', bench))
}

function kill(product: Product, name: string): void {
  const pid = product.pids()[name]
  if (pid === undefined) throw new Error(`there is no process ${name}`)
  process.kill(pid, 'SIGKILL')
}

function rowOf({ what, limit }: { what: string; limit: number }, times: readonly number[]): Row {
  return atMost({
    what,
    value: Math.max(...times) / 1_000,
    limit,
    unit: 's',
    digits: 2,
    note: `longest of ${times.length}; p50 ${(percentile(times, 50) / 1_000).toFixed(2)} s`,
    values: { timesMs: times },
  })
}
