// The soak: one 25 Mb/s camera to ten destinations for a long while; memory must stay flat, and nothing be lost.
import { atMost, type Bench, type Benchmark, merely, type Row } from './benchmark.ts'
import { startPump, startSink } from './children.ts'
import { memoryOf } from './cpu.ts'
import { median, slope } from './numbers.ts'
import { goLive, legsOf, openProduct, untilAtFirst } from './show.ts'
import { pause } from './waiting.ts'

const destinationsCount = 10
const broadcast = 'soak'
const kbps = 25_000
const sampleEveryMs = 2_000
/** Growth of this much over all that was measured is flat: 6 MB an hour in the 30 minutes that count. */
const flatWithinMb = 3
const recordMinutes = 30
/** In less, a worker is still finding its size. */
const judgedFromMinutes = 10
const recordText = `--soak ${recordMinutes} is; memory is judged from --soak ${judgedFromMinutes} on`
/** A third of the run, this much at most, goes by before memory is judged. */
const warmUpMinutes = 5

export const soak: Benchmark = {
  name: 'soak',
  sentence: 'memory at 10 × 25 Mb/s, flat over time',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const { signal } = bench
    const sink = await startSink(stage, signal)
    const product = await openProduct(stage, bench)
    const names = Array.from({ length: destinationsCount }, (_, d) => `to-${d}`)
    const url = `rtmp://127.0.0.1:${sink.port}/live`
    const destinations = Object.fromEntries(names.map(name => [name, [{ url, key: name }]]))
    const keys = await goLive(product, { name: broadcast, feeds: ['camera'], destinations })
    startPump(stage, { port: product.rtmpPort, app: 'live', kbps, keys })
    await untilAtFirst(product, broadcast, signal)
    const pids = product.pids()
    const samples = await sample(pids, bench)
    if (JSON.stringify(product.pids()) !== JSON.stringify(pids))
      throw new Error('a process of ours was replaced in the midst of the soak')
    const legs = await legsOf(product, broadcast)
    const came = sink.seconds.flat()
    const lost = came.reduce((all, each) => all + each.lost, 0)
    const dropped = legs.reduce((all, leg) => all + leg.droppedFrames, 0)
    const frames = came.reduce((all, each) => all + each.frames, 0)
    return [
      ...Object.keys(pids).map(name => flatRow(name, samples, bench)),
      atMost({
        what: 'frames lost or dropped',
        value: lost + dropped,
        limit: 0,
        unit: '',
        note: `of ${frames}`,
      }),
      ...(bench.soakMinutes < recordMinutes ? [merely('not the record', recordText)] : []),
      merely(
        'attempts to connect',
        `${legs.reduce((all, leg) => all + leg.attempts, 0)} by ${legs.length} legs`,
      ),
    ]
  },
}

type Sample = { readonly minutes: number; readonly mb: Record<string, number> }

async function sample(pids: Record<string, number>, bench: Bench): Promise<Sample[]> {
  const samples: Sample[] = []
  const startedMs = performance.now()
  let saidMinute = 0
  for (;;) {
    const minutes = (performance.now() - startedMs) / 60_000
    const mb = memoryOf(pids)
    samples.push({ minutes, mb })
    if (Math.floor(minutes) > saidMinute) {
      saidMinute = Math.floor(minutes)
      const each = Object.entries(mb).map(([name, size]) => `${name} ${size.toFixed(1)} MB`)
      bench.say(`after ${saidMinute} min: ${each.join(', ')}`)
    }
    if (minutes >= bench.soakMinutes) return samples
    await pause(sampleEveryMs, bench.signal)
  }
}

function flatRow(name: string, samples: readonly Sample[], bench: Bench): Row {
  const fromMinutes = Math.min(warmUpMinutes, bench.soakMinutes / 3)
  const warm = samples.filter(each => each.minutes >= fromMinutes)
  const points = warm.map(each => ({ x: each.minutes / 60, y: each.mb[name] ?? Number.NaN }))
  const mbPerHour = slope(points)
  const hours = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0)
  const sizes = points.map(each => each.y)
  const mostMb = Math.max(...samples.map(each => each.mb[name] ?? 0))
  const tenth = Math.ceil(sizes.length / 10)
  const [first, last] = [median(sizes.slice(0, tenth)), median(sizes.slice(-tenth))]
  const row = atMost({
    what: `${name.replace(/^relay-.*/, 'relay')} grows in ${(hours * 60).toFixed(0)} min`,
    value: mbPerHour * hours,
    limit: flatWithinMb,
    unit: 'MB',
    digits: 1,
    note: `${mbPerHour.toFixed(1)} MB/h; ${first.toFixed(1)} → ${last.toFixed(1)}, most ${mostMb.toFixed(1)} MB`,
    values: {
      mbPerHour,
      mostMb,
      minutes: bench.soakMinutes,
      samples: samples.map(each => [each.minutes, each.mb[name]]),
    },
  })
  return bench.soakMinutes < judgedFromMinutes ? { ...row, verdict: 'not judged' } : row
}
