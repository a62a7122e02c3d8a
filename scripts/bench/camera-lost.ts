// Cameras lost: what three platforms get when their only camera is killed, or freezes, and when it is back.
import { atMost, type Bench, type Benchmark, merely, type Row } from './benchmark.ts'
import { type Pump, type Sink, startPump, startSink, type Turn } from './children.ts'
import { percentile } from './numbers.ts'
import {
  lossAfterMs,
  type Missed,
  missedSince,
  publishesOf,
  showTo,
  turnedEverywhere,
  untilSafe,
} from './platforms.ts'
import { goLive, openProduct } from './show.ts'
import { pause, sharedMs } from './waiting.ts'

const broadcast = 'lost'
/** The more often a camera was lost the longer it must prove itself: many cameras, each lost a few times, take less time. */
const cameras = Array.from({ length: 7 }, (_, i) => `camera-${i}`)
const kbps = 6_000
const steadyMs = { least: 1_500, more: 1_000 }
const awayMs = 1_000
const backMs = 1_000
const givenUpAfterMs = 30_000

export const cameraLost: Benchmark = {
  name: 'camera-lost',
  sentence: 'the only camera killed, or frozen: what three platforms get (6 Mb/s)',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const product = await openProduct(stage, bench)
    const sink = await startSink(stage, bench.signal)
    const keys = await goLive(product, showTo(sink, broadcast, cameras))
    const lives = cameras.map((camera, i): Life => {
      const plan = { port: product.rtmpPort, app: 'live', kbps, keys: keys.slice(i, i + 1) }
      const start = () => startPump(stage, plan)
      return { sink, camera, start, pump: start() }
    })
    await untilSafe(product, broadcast, bench.signal)
    const publishes = () => cameras.reduce((all, each) => all + publishesOf(sink, each), 0)
    const [before, seconds] = [publishes(), sink.seconds.length]
    const losses = (await Promise.all(lives.map((life, i) => loseOften(life, i, bench)))).flat()
    return [
      ...rowsOf('killed', losses, 200),
      ...rowsOf('frozen', losses, lossAfterMs + 100),
      atMost({ what: 'publishes anew meanwhile', value: publishes() - before, limit: 0, unit: '' }),
      lateRow(sink.latesMs.slice(seconds)),
    ]
  },
}

type Life = { readonly sink: Sink; readonly camera: string; readonly start: () => Pump; pump: Pump }
type Manner = 'killed' | 'frozen'
type Loss = Missed & { readonly manner: Manner }

/** Killed and frozen in turn. */
async function loseOften(life: Life, first: number, bench: Bench): Promise<Loss[]> {
  const losses: Loss[] = []
  for (let turn = first; losses.length < (2 * bench.freezes) / cameras.length; turn++) {
    await pause(steadyMs.least + Math.random() * steadyMs.more, bench.signal)
    const loss = await lose(life, turn % 2 === 0 ? 'killed' : 'frozen', bench.signal)
    losses.push(loss)
    const { manner, holeMs, silenceMs } = loss
    bench.say(`${life.camera} ${manner}: hole ${holeMs}, no picture for ${silenceMs.toFixed(0)} ms`)
  }
  return losses
}

/** The worst that any platform got from the loss until the camera had been back for a while. */
async function lose(life: Life, manner: Manner, signal: AbortSignal): Promise<Loss> {
  const { sink, camera } = life
  const seconds = sink.seconds.length
  const lostMs = sharedMs()
  life.pump.kill(manner === 'killed' ? 'SIGKILL' : 'SIGSTOP')
  await turned(life, 'slate', lostMs, signal)
  await pause(awayMs, signal)
  const mendedMs = sharedMs()
  if (manner === 'killed') life.pump = life.start()
  else life.pump.kill('SIGCONT')
  await turned(life, 'camera', mendedMs, signal)
  await pause(backMs, signal)
  return { manner, ...missedSince(sink, camera, seconds) }
}

async function turned(
  { sink, camera }: Life,
  to: Turn['to'],
  fromMs: number,
  signal: AbortSignal,
): Promise<void> {
  const wanted = { camera, isIt: (turn: Turn) => turn.to === to, fromMs, withinMs: givenUpAfterMs }
  if ((await turnedEverywhere(sink, wanted, signal)) === givenUpAfterMs)
    throw new Error(`${camera}: its platforms do not get the ${to} within ${givenUpAfterMs / 1_000} s`)
}

function rowsOf(manner: Manner, all: readonly Loss[], silenceLimitMs: number): Row[] {
  const losses = all.filter(each => each.manner === manner)
  const row = (what: string, limit: number, times: readonly number[]) =>
    atMost({
      what: `camera ${manner} and back: ${what}`,
      value: Math.max(...times),
      limit,
      unit: 'ms',
      note: `longest of ${times.length}; p50 ${percentile(times, 50).toFixed(0)}, p95 ${percentile(times, 95).toFixed(0)} ms`,
      values: { timesMs: times },
    })
  const holes = losses.map(each => each.holeMs)
  const silences = losses.map(each => each.silenceMs)
  return [row('hole in timestamps', 200, holes), row('no picture for', silenceLimitMs, silences)]
}

/** A machine without time for a timer has none for a cut either, and gaps make programs more patient: reason to measure again. */
function lateRow(latesMs: readonly number[]): Row {
  return merely('a timer beside it came late by at most', `${Math.max(...latesMs).toFixed(0)} ms`, {
    latesMs,
  })
}
