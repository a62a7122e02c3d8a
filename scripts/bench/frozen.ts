// Endpoints frozen by SIGSTOP, connected all the while: how soon that is shown, and how soon they are left.
import { atMost, type Bench, type Benchmark, merely, type Row } from './benchmark.ts'
import { type Sink, startPump, startSink } from './children.ts'
import { type FarEnd, startAnswering, startIgnoring } from './far-end.ts'
import { LegMoves } from './leg-moves.ts'
import { percentile } from './numbers.ts'
import { peerFreeze } from './peer-freeze.ts'
import { goLive, openProduct, planShow, type Show, untilAtFirst } from './show.ts'
import { awaited, pause, sharedMs } from './waiting.ts'

const broadcast = 'frozen'
const kbps = 6_000
const steadyMs = { least: 3_000, more: 2_000 }
const givenUpAfterMs = 15_000

export const frozen: Benchmark = {
  name: 'frozen',
  sentence: 'endpoint frozen but connected → abandoned (loopback, 6 Mb/s)',
  run: async bench => {
    const seen = await freezeAll(bench)
    return [
      ...manners.flatMap(manner => rowsOf(seen.filter(each => each.destination === manner))),
      ...(bench.peerFreezeSeconds > 0 ? [await peerFreeze(kbps, bench)] : []),
    ]
  },
}

/** What it does with pings; names its destination too. */
const manners = ['answers', 'ignores'] as const
type Manner = (typeof manners)[number]

type Freeze = {
  readonly destination: Manner
  readonly program: string
  /** From the SIGSTOP until somebody who listens to events was told. */
  readonly shownMs: number
  /** Until the leg let it go. */
  readonly leftMs: number
  /** Until the first key frame was at the backup. */
  readonly backMs: number
}

type Stand = {
  readonly moves: LegMoves
  readonly backup: Sink
  readonly mains: Readonly<Record<Manner, FarEnd>>
}

async function freezeAll(bench: Bench): Promise<Freeze[]> {
  await using stage = new AsyncDisposableStack()
  const { signal } = bench
  const product = await openProduct(stage, bench)
  const backup = await startSink(stage, signal)
  const mains = {
    answers: await startAnswering(stage, bench),
    ignores: await startIgnoring(stage, bench),
  }
  const keys = await goLive(product, showOf(0, mains, backup))
  startPump(stage, { port: product.rtmpPort, app: 'live', kbps, keys })
  const stand: Stand = { moves: await LegMoves.open(stage, product, broadcast), backup, mains }

  const seen: Freeze[] = []
  for (let round = 0; round < bench.freezes; round++) {
    await planShow(product, showOf(round, mains, backup))
    await untilAtFirst(product, broadcast, signal)
    await pause(steadyMs.least + Math.random() * steadyMs.more, signal)
    const order = round % 2 === 0 ? manners : manners.toReversed()
    for (const manner of order) seen.push(await freezeOne(manner, round, stand, bench))
  }
  return seen
}

/** Streams have new names in every round, so that legs go back to their first address. */
function showOf(round: number, mains: Stand['mains'], backup: Sink): Show {
  const backupUrl = `rtmp://127.0.0.1:${backup.port}/live`
  const addresses = (manner: Manner) =>
    [mains[manner].url, backupUrl].map(url => ({ url, key: streamOf(manner, round) }))
  const sibling = [{ url: backupUrl, key: 'sibling' }]
  const destinations = { answers: addresses('answers'), ignores: addresses('ignores'), sibling }
  return { name: broadcast, feeds: ['camera'], destinations }
}

const streamOf = (manner: Manner, round: number) => `${manner}-round-${round}`

async function freezeOne(
  destination: Manner,
  round: number,
  { moves, backup, mains }: Stand,
  bench: Bench,
): Promise<Freeze> {
  const { signal } = bench
  const { pid, program } = mains[destination]
  const [fromMs, fromWallMs] = [sharedMs(), Date.now()]
  process.kill(pid, 'SIGSTOP')
  const stalled = await moves.first({ destination, to: 'stalled', fromMs }, givenUpAfterMs, signal)
  const left = await moves.first({ destination, to: 'waiting', fromMs }, givenUpAfterMs, signal)
  const isIt = (each: { name: string; what: string }) =>
    each.name === `live/${streamOf(destination, round)}` && each.what === 'key frame'
  const back = await awaited(() => backup.firsts.find(isIt), givenUpAfterMs, signal)
  process.kill(pid, 'SIGCONT')
  const freeze = {
    destination,
    program,
    shownMs: stalled === undefined ? givenUpAfterMs : stalled.shownAtMs - fromMs,
    leftMs: left === undefined ? givenUpAfterMs : left.atMs - fromWallMs,
    backMs: back === undefined ? givenUpAfterMs : back.atMs - fromMs,
  }
  const { shownMs, leftMs, backMs } = freeze
  bench.say(
    `${program} frozen: shown after ${shownMs.toFixed(0)}, left after ${leftMs.toFixed(0)}, picture back after ${backMs.toFixed(0)} ms`,
  )
  return freeze
}

function rowsOf(seen: readonly Freeze[]): Row[] {
  const { program = '', destination: manner = '' } = seen[0] ?? {}
  const timesOf = (of: (freeze: Freeze) => number) => seen.map(of)
  const row = (what: string, limit: number, times: readonly number[]) =>
    atMost({
      what: `${program}, ${manner} pings: ${what}`,
      value: Math.max(...times) / 1_000,
      limit,
      unit: 's',
      digits: 2,
      note: `longest of ${times.length}; p50 ${(percentile(times, 50) / 1_000).toFixed(2)} s`,
      values: { timesMs: times },
    })
  const shown = timesOf(each => each.shownMs)
  const left = timesOf(each => each.leftMs)
  const back = timesOf(each => each.backMs)
  const backText = `p50 ${(percentile(back, 50) / 1_000).toFixed(2)} s, longest ${(Math.max(...back) / 1_000).toFixed(2)} s`
  return [
    row('shown stalled', 1.5, shown),
    row('abandoned', 2, left),
    merely(`${program}: first key frame at the backup`, backText, { timesMs: back }),
  ]
}
