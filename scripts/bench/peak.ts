// The evening peak: eight broadcasts to three destinations each, all at once.
import { atMost, type Benchmark, merely } from './benchmark.ts'
import { type Load, nginxRound, ourRound, relayMb, type Round } from './fan-out-round.ts'
import { median, spread, sum } from './numbers.ts'

const evening: Load = { broadcasts: 8, destinations: 3, kbps: 6_000 }
const frameTolerance = 0.02

export const peak: Benchmark = {
  name: 'peak',
  sentence: '8 broadcasts × 3 destinations at 6 Mb/s, the evening peak',
  run: async bench => {
    const ours: Round[] = []
    const nginx: Round[] = []
    for (let i = 0; i < bench.rounds; i++) {
      ours.push(await ourRound(evening, bench))
      if (bench.hasPeer) nginx.push(await nginxRound(evening, bench))
      const theirs = nginx.at(-1)
      const beside = theirs === undefined ? '' : `, nginx ${sum(theirs.cpu).toFixed(0)}`
      bench.say(`ours: ${sum(ours.at(-1)?.cpu ?? {}).toFixed(0)} thousandths of a core${beside}`)
    }
    const cpu = ours.map(each => sum(each.cpu))
    const total = (of: (round: Round) => number) => ours.reduce((all, each) => all + of(each), 0)
    const share = Math.min(...ours.map(each => each.receivedShare))
    return [
      atMost({
        what: 'CPU of all our processes',
        value: median(cpu) / 1_000,
        limit: 1,
        unit: 'cores',
        digits: 2,
        note: spread(
          cpu.map(each => each / 1_000),
          2,
        ),
        values: { cpu: ours.map(each => each.cpu) },
      }),
      atMost({
        what: 'frames our legs dropped',
        value: total(each => each.droppedFrames),
        limit: 0,
        unit: '',
      }),
      atMost({
        what: 'frames that did not come',
        value: total(each => each.lostFrames),
        limit: 0,
        unit: '',
        note: `of ${total(each => each.frames)}`,
      }),
      {
        what: 'pictures a second that came, of 30',
        measured: (share * 30).toFixed(2),
        target: `≥ ${30 * (1 - frameTolerance)}`,
        verdict: share >= 1 - frameTolerance ? 'met' : 'missed',
        values: { shares: ours.map(each => each.receivedShare) },
      },
      merely(
        'delay p50 / p95',
        `${median(ours.map(each => each.delayP50Ms)).toFixed(1)} / ${median(ours.map(each => each.delayP95Ms)).toFixed(1)} ms`,
      ),
      merely(
        'memory of the largest relay worker',
        `${median(ours.map(each => relayMb(each.mostMb))).toFixed(0)} MB`,
      ),
      merely('beside it, nginx-rtmp push', nginx.length === 0 ? 'nginx-rtmp is missing' : peerText(nginx)),
    ]
  },
}

function peerText(nginx: readonly Round[]): string {
  const cores = median(nginx.map(each => sum(each.cpu))) / 1_000
  const lost = nginx.reduce((all, each) => all + each.lostFrames, 0)
  const delay = `${median(nginx.map(each => each.delayP50Ms)).toFixed(1)} / ${median(nginx.map(each => each.delayP95Ms)).toFixed(1)} ms`
  return `${cores.toFixed(2)} cores, delay ${delay}, ${lost} frames did not come`
}
