// Fan-out: one camera of 25 Mb/s to ten destinations, beside nginx-rtmp's push: CPU, added delay, memory.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { atMost, type Bench, type Benchmark, merely, peerMissing, type Row } from './benchmark.ts'
import {
  eveningMs,
  type Load,
  nginxRound,
  ourGrowth,
  ourRound,
  relayMb,
  type Round,
} from './fan-out-round.ts'
import { median, spread, sum } from './numbers.ts'

const ten: Load = { broadcasts: 1, destinations: 10, kbps: 25_000 }
const two: Load = { ...ten, destinations: 2 }
const added = ten.destinations - two.destinations

export const fanOut: Benchmark = {
  name: 'fan-out',
  sentence: 'one 25 Mb/s camera to 10 destinations, ours beside nginx-rtmp push',
  run: async bench => {
    const rounds = await allRounds(bench)
    const lost = rounds.ours.reduce((total, each) => total + each.lostFrames + each.droppedFrames, 0)
    return [
      ...cpuRows(rounds),
      ...delayRows(rounds),
      ...memoryRows(rounds),
      atMost({ what: 'frames lost or dropped', value: lost, limit: 0, unit: '' }),
    ]
  },
}

type Rounds = {
  readonly ours: readonly Round[]
  readonly nginx: readonly Round[]
  /** Of one worker: with two destinations, then with all ten. */
  readonly growths: readonly { readonly from: Round; readonly to: Round }[]
  readonly cold: Round
}

/** Ours, nginx, nginx, ours, ours, …: what else the machine does meets both alike. */
async function allRounds(bench: Bench): Promise<Rounds> {
  const ours: Round[] = []
  const nginx: Round[] = []
  const growths: { from: Round; to: Round }[] = []
  const turns = [
    async () => void ours.push(await told('ours', await ourRound(ten, bench, eveningMs), bench)),
    async () => void nginx.push(await told('nginx', await nginxRound(ten, bench), bench)),
  ]
  for (let i = 0; i < bench.rounds; i++) {
    const inTurn = i % 2 === 0 ? turns : turns.toReversed()
    for (const turn of bench.hasPeer ? inTurn : turns.slice(0, 1)) await turn()
  }
  for (let i = 0; i < bench.rounds; i++) {
    const growth = await ourGrowth(two, ten, bench)
    growths.push(growth)
    await told(`ours, ${two.destinations} destinations`, growth.from, bench)
    bench.say(`one worker: ${usualMb(growth.from).toFixed(1)} → ${usualMb(growth.to).toFixed(1)} MB`)
  }
  return { ours, nginx, growths, cold: await coldRound(bench) }
}

async function told(who: string, round: Round, bench: Bench): Promise<Round> {
  const costs = Object.entries(round.cpu).map(([name, cost]) => `${name} ${cost.toFixed(0)}`)
  const delay = `delay p50 ${round.delayP50Ms.toFixed(1)} p95 ${round.delayP95Ms.toFixed(1)} ms`
  bench.say(`${who}: ${sum(round.cpu).toFixed(0)} thousandths of a core (${costs.join(', ')}), ${delay}`)
  return round
}

async function coldRound(bench: Bench): Promise<Round> {
  const cacheFolder = mkdtempSync(join(tmpdir(), 'changming-bench-cold-'))
  try {
    return await told('ours, the first start', await ourRound(ten, { ...bench, cacheFolder }), bench)
  } finally {
    rmSync(cacheFolder, { recursive: true, force: true, maxRetries: 5 })
  }
}

const usualMb = (round: Round) => relayMb(round.usualMb)
const mostMb = (round: Round) => relayMb(round.mostMb)
const cpuOf = (round: Round) => sum(round.cpu)

function cpuRows({ ours, nginx, growths }: Rounds): Row[] {
  const [mine, theirs] = [ours.map(cpuOf), nginx.map(cpuOf)]
  const parts = Object.keys(ours[0]?.cpu ?? {}).map(name => {
    const cost = median(ours.map(each => each.cpu[name] ?? 0))
    return `${name.replace(/^relay-.*/, 'relay')} ${cost.toFixed(0)}`
  })
  const ofTwo = growths.map(each => cpuOf(each.from))
  const rows = [
    merely('CPU, ours, thousandths of a core', `${middle(mine)}: ${parts.join(', ')}`, {
      cpu: ours.map(each => each.cpu),
    }),
    merely(`the same with ${two.destinations} destinations`, middle(ofTwo), { cpu: ofTwo }),
  ]
  const what = 'our CPU ÷ nginx-rtmp push'
  if (nginx.length === 0) return [...rows, peerMissing(what, '≤ 1.5')]
  const ratios = mine.map((cpu, i) => cpu / (theirs[i] ?? Number.NaN))
  const value = median(mine) / median(theirs)
  const note = `${spread(ratios, 2)}, aim 1.0`
  return [
    ...rows,
    merely('CPU, nginx-rtmp push', middle(theirs), { cpu: theirs }),
    atMost({ what, value, limit: 1.5, unit: '', digits: 2, note, values: { ratios } }),
  ]
}

function delayRows({ ours, nginx }: Rounds): Row[] {
  const limits = [
    ['p50', 10, (round: Round) => round.delayP50Ms],
    ['p95', 30, (round: Round) => round.delayP95Ms],
  ] as const
  return limits.map(([p, limit, of]) => {
    const what = `delay ${p}, beyond nginx-rtmp push`
    const [mine, theirs] = [ours.map(of), nginx.map(of)]
    if (theirs.length === 0) return merely(what, `ours ${middle(mine)} ms; nginx-rtmp is missing`, { mine })
    const note = `ours ${middle(mine)}, theirs ${middle(theirs)}`
    const value = median(mine) - median(theirs)
    return atMost({ what, value, limit, unit: 'ms', digits: 1, note, values: { mine, theirs } })
  })
}

function memoryRows({ ours, growths, cold }: Rounds): Row[] {
  const sizes = ours.map(mostMb)
  const each = growths.map(({ from, to }) => (usualMb(to) - usualMb(from)) / added)
  const memory = { limit: 110, unit: 'MB', digits: 1, values: { mostMb: sizes, usualMb: ours.map(usualMb) } }
  return [
    atMost({ ...memory, what: 'memory of the relay worker', value: median(sizes), note: spread(sizes) }),
    atMost({ ...memory, what: 'the same, first start on a machine', value: mostMb(cold), values: {} }),
    atMost({
      what: 'more for each further destination',
      value: median(each),
      limit: 1,
      unit: 'MB',
      digits: 2,
      note: spread(each, 2),
      values: { each },
    }),
  ]
}

/** The median, and how far the others are from it. */
function middle(values: readonly number[]): string {
  return `${median(values).toFixed(median(values) < 10 ? 1 : 0)} ${spread(values)}`.trimEnd()
}
