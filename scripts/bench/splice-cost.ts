// What the splice costs: eight destinations as one program, and as eight, which do all of a program's work eight times.
import type { LegSnapshot, ProgramSnapshot } from '#relay'
import type { Product } from '../product.ts'
import { atMost, type Bench, type Benchmark, merely } from './benchmark.ts'
import { startPump, startSink } from './children.ts'
import { costOf } from './cpu.ts'
import { median, spread } from './numbers.ts'
import { goLive, openProduct, planShow, type Show, untilAtFirst } from './show.ts'
import { must, pause } from './waiting.ts'

const broadcast = 'cost'
const worker = `relay-${broadcast}`
const kbps = 6_000
const programs = 8
const settleMs = 2_000
const mostSeconds = 5
const numbers = Array.from({ length: programs }, (_, i) => i)
/** Feeds that nobody sends: a destination that must not carry one of them has a program of its own. */
const absent = numbers.slice(1).map(i => `absent-${i}`)

export const spliceCost: Benchmark = {
  name: 'splice-cost',
  sentence: 'one program more for the same legs: splicing and serialising 6 Mb/s',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const costs = await measureAll(stage, bench)
    const each = costs.map(({ one, many }) => (many - one) / (programs - 1))
    return [
      atMost({
        what: 'CPU of a program, thousandths of a core',
        value: median(each),
        limit: 5,
        unit: '',
        digits: 2,
        note: spread(each, 2),
        values: { each },
      }),
      merely(
        `the relay worker with ${programs} legs and 1 → ${programs} programs`,
        `${median(costs.map(({ one }) => one)).toFixed(1)} → ${median(costs.map(({ many }) => many)).toFixed(1)}`,
        { costs },
      ),
    ]
  },
}

function showOf(port: number, count: number): Show {
  const address = (i: number) => ({ url: `rtmp://127.0.0.1:${port}/live`, key: `to-${i}` })
  const feedsNot = (i: number) => (count === 1 || i === 0 ? [] : [`absent-${i}`])
  return {
    name: broadcast,
    feeds: ['camera', ...absent],
    destinations: Object.fromEntries(numbers.map(i => [`to-${i}`, [address(i)]])),
    without: Object.fromEntries(numbers.map(i => [`to-${i}`, feedsNot(i)])),
  }
}

type Costs = { readonly one: number; readonly many: number }

/** One, many, many, one, one, …: what else the machine does meets both alike. */
async function measureAll(stage: AsyncDisposableStack, bench: Bench): Promise<Costs[]> {
  const product = await openProduct(stage, bench)
  const sink = await startSink(stage, bench.signal)
  const keys = await goLive(product, showOf(sink.port, 1))
  startPump(stage, { port: product.rtmpPort, app: 'live', kbps, keys: keys.slice(0, 1) })
  const costs: Costs[] = []
  for (let round = 0; round < bench.rounds; round++) {
    const [first, second] = round % 2 === 0 ? [1, programs] : [programs, 1]
    const costOfFirst = await relayCost(product, sink.port, first, bench)
    const costOfSecond = await relayCost(product, sink.port, second, bench)
    const [one, many] = round % 2 === 0 ? [costOfFirst, costOfSecond] : [costOfSecond, costOfFirst]
    bench.say(`1 program ${one.toFixed(1)}, ${programs} programs ${many.toFixed(1)} thousandths of a core`)
    costs.push({ one, many })
  }
  return costs
}

/** Thousandths of a core. */
async function relayCost(product: Product, port: number, count: number, bench: Bench): Promise<number> {
  await planShow(product, showOf(port, count))
  await must(`${count} programs are on air`, () => isOnAir(product, count), bench.signal)
  await untilAtFirst(product, broadcast, bench.signal)
  await pause(settleMs, bench.signal)
  const pid = product.pids()[worker]
  if (pid === undefined) throw new Error('there is no relay worker')
  const { cpu } = await costOf({ [worker]: pid }, Math.min(bench.windowSeconds, mostSeconds), bench.signal)
  return cpu[worker] ?? Number.NaN
}

async function isOnAir(product: Product, count: number): Promise<true | undefined> {
  const view: {
    programs: ProgramSnapshot[]
    legs: LegSnapshot[]
    slateState: { at: string }
  } = await product.api('GET', `/api/broadcasts/${broadcast}`)
  const carried = new Set(view.legs.map(each => each.program))
  const areAll = view.programs.length === count && carried.size === count
  return (
    (areAll && view.slateState.at === 'ready' && view.programs.every(each => each.onAir === 'camera')) ||
    undefined
  )
}
