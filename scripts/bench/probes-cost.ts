// What all probes cost together: one 1080p broadcast to three platforms that can be played back, with probes and without.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFfmpeg } from '#core/ffmpeg.ts'
import type { WorkerFile } from '#core/worker-file.ts'
import { PlatformProgram } from '../demo/platform-program.ts'
import { type Product, startProduct } from '../product.ts'
import { atMost, type Bench, type Benchmark, merely } from './benchmark.ts'
import { startReplay } from './children.ts'
import { costOf } from './cpu.ts'
import { median, spread, sum } from './numbers.ts'
import { untilAtFirst } from './show.ts'
import { must, pause } from './waiting.ts'

const broadcast = 'probed'
const names = ['one', 'two', 'three']
const settleMs = 6_000
/** Long enough for several looks at each playback. */
const leastSeconds = 25
const off = {
  CHANGMING_RELAY_CONTENT_PROBES: 'false',
  CHANGMING_PROBES_PLAYBACK_EVERY_MS: '0',
  CHANGMING_PROBES_STANDBY_EVERY_MS: '0',
}

export const probesCost: Benchmark = {
  name: 'probes-cost',
  sentence: 'all probes of one 1080p broadcast at 6 Mb/s to three destinations, their playbacks proved',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const file = await record(stage)
    const platforms = await Promise.all(names.map(async name => stage.use(await PlatformProgram.start(name))))
    const rounds: { on: number; off: number; child: number }[] = []
    for (let round = 0; round < bench.rounds; round++) {
      const first = round % 2 === 0
      const a = await measure(bench, { platforms, file, isOn: first })
      const b = await measure(bench, { platforms, file, isOn: !first })
      const [on, without] = first ? [a, b] : [b, a]
      bench.say(`with ${on.all.toFixed(1)}, without ${without.all.toFixed(1)} thousandths of a core`)
      rounds.push({ on: on.all, off: without.all, child: on.child })
    }
    const each = rounds.map(({ on, off: without }) => on - without)
    return [
      atMost({
        what: 'CPU of all probes, thousandths of a core',
        value: median(each),
        limit: 50,
        unit: '',
        digits: 1,
        note: spread(each, 1),
        values: { rounds },
      }),
      merely(
        'of that the FFmpeg that decodes key frames and sound',
        median(rounds.map(({ child }) => child)).toFixed(1),
      ),
    ]
  },
}

/** Twenty seconds of a busy picture, encoded once. */
async function record(stage: AsyncDisposableStack): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'changming-probes-'))
  stage.defer(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'camera.flv')
  const { path } = await findFfmpeg()
  const picture = '-f lavfi -i testsrc2=s=1920x1080:r=30 -f lavfi -i sine=f=440:r=48000 -t 20'
  const video = '-c:v libx264 -preset ultrafast -b:v 6M -maxrate 6M -bufsize 6M -g 60 -pix_fmt yuv420p'
  const args = `-v error ${picture} ${video} -c:a aac -b:a 128k -ac 2 -f flv`.split(' ')
  execFileSync(path, [...args, file])
  return file
}

type Asked = { readonly platforms: readonly PlatformProgram[]; readonly file: string; readonly isOn: boolean }

/** Thousandths of a core of the product and its children; and of the children alone. */
async function measure(
  bench: Bench,
  { platforms, file, isOn }: Asked,
): Promise<{ all: number; child: number }> {
  await using stage = new AsyncDisposableStack()
  const product = await startProduct(isOn ? {} : off, { cacheFolder: bench.cacheFolder })
  stage.defer(() => product.stop())
  const { streamKey } = await product.api('PUT', '/api/feeds/camera', { kind: 'rtmp' })
  await product.api('PUT', `/api/broadcasts/${broadcast}`, {
    feeds: ['camera'],
    destinations: platforms.map(({ name, playUrl }) => ({
      name,
      platform: 'rtmp',
      playback: { url: playUrl },
    })),
  })
  for (const { name, urls } of platforms) {
    const addresses = urls.map((url, i) => ({ url, key: `${name}-${i}-${isOn ? 'on' : 'off'}` }))
    await product.api('PUT', `/api/broadcasts/${broadcast}/destinations/${name}/endpoints`, addresses)
  }
  await product.api('POST', `/api/broadcasts/${broadcast}/start`)
  startReplay(stage, { port: product.rtmpPort, app: 'live', file, key: streamKey })
  await untilAtFirst(product, broadcast, bench.signal)
  await must('all is ready, and proved where it is probed', () => isReady(product, isOn), bench.signal)
  await pause(settleMs, bench.signal)
  const { control, ingest, [`relay-${broadcast}`]: relay } = product.pids()
  if (control === undefined || ingest === undefined || relay === undefined)
    throw new Error('a process is missing')
  const children = Object.fromEntries(childrenOf(product).map(pid => [`child-${pid}`, pid]))
  const pids = { control, ingest, relay, ...children }
  const { cpu } = await costOf(pids, Math.max(bench.windowSeconds, leastSeconds), bench.signal)
  bench.say(
    Object.entries(cpu)
      .map(([name, used]) => `${name.split('-')[0]} ${used.toFixed(1)}`)
      .join(', '),
  )
  const child = sum(Object.fromEntries(Object.entries(cpu).filter(([name]) => name.startsWith('child'))))
  return { all: sum(cpu), child }
}

async function isReady(product: Product, isOn: boolean): Promise<true | undefined> {
  const view: {
    slateState: { at: string }
    legs: { verified: { state: string } | null }[]
    contents: { probe: string }[]
  } = await product.api('GET', `/api/broadcasts/${broadcast}`)
  if (view.slateState.at !== 'ready') return undefined
  const isProbed = view.contents.length > 0 && view.contents.every(({ probe }) => probe === 'looking')
  const isProved = view.legs.every(({ verified }) => verified?.state === 'live')
  return !isOn || (isProbed && isProved) || undefined
}

function childrenOf(product: Product): number[] {
  const file = join(product.folder, 'workers', `relay-${broadcast}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as WorkerFile).children.map(({ pid }) => pid)
}
