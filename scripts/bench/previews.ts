// What previews cost the server: one 1080p program at 6 Mb/s, watched over twelve WebSockets at once, and by nobody.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFfmpeg } from '#core/ffmpeg.ts'
import type { Product } from '../product.ts'
import { atMost, type Bench, type Benchmark, merely, type Row } from './benchmark.ts'
import { startReplay, startSink } from './children.ts'
import { costOf } from './cpu.ts'
import { sum } from './numbers.ts'
import { showTo } from './platforms.ts'
import { goLive, openProduct, untilAtFirst } from './show.ts'
import { pause } from './waiting.ts'

const broadcast = 'watched'
const watchers = 12
const settleMs = 4_000
const limit = 500

export const previews: Benchmark = {
  name: 'previews',
  sentence: 'twelve previews at once of a 1080p program at 6 Mb/s, over WebSocket',
  run: async bench => {
    await using stage = new AsyncDisposableStack()
    const product = await openProduct(stage, bench)
    const sink = await startSink(stage, bench.signal)
    const [key = ''] = await goLive(product, showTo(sink, broadcast, ['camera']))
    startReplay(stage, { port: product.rtmpPort, app: 'live', file: await record(stage), key })
    await untilAtFirst(product, broadcast, bench.signal)
    const alone = await cost(product, bench)
    const counts = { bytes: 0 }
    for (let i = 0; i < watchers; i++) stage.defer(await watch(product, counts))
    await pause(settleMs, bench.signal)
    const before = counts.bytes
    const watched = await cost(product, bench)
    return rowsOf(watched - alone, { alone, watched, bytes: counts.bytes - before }, bench)
  },
}

type Seen = { readonly alone: number; readonly watched: number; readonly bytes: number }

function rowsOf(value: number, seen: Seen, bench: Bench): Row[] {
  const mbps = (seen.bytes * 8) / 1e6 / bench.windowSeconds / watchers
  return [
    atMost({
      what: `CPU of ${watchers} previews at once, thousandths of a core`,
      value,
      limit,
      unit: '',
      digits: 1,
      values: seen,
    }),
    merely('what each of them got', `${mbps.toFixed(2)} Mb/s`),
  ]
}

/** Thousandths of a core of control, ingest and relay. */
async function cost(product: Product, bench: Bench): Promise<number> {
  await pause(settleMs, bench.signal)
  const { control, ingest, [`relay-${broadcast}`]: relay } = product.pids()
  if (control === undefined || ingest === undefined || relay === undefined)
    throw new Error('a process is missing')
  const { cpu } = await costOf({ control, ingest, relay }, bench.windowSeconds, bench.signal)
  return sum(cpu)
}

/** A page's player, but for its drawing: a ticket, then a WebSocket that is read. Returns what ends it. */
async function watch(product: Product, counts: { bytes: number }): Promise<() => void> {
  const path = `/preview/${broadcast}.flv`
  const { ticket } = await product.api('POST', '/api/tickets', { path })
  const socket = new WebSocket(`ws://127.0.0.1:${product.httpPort}${path}?ticket=${ticket}`)
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
    counts.bytes += data.byteLength
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('a preview was refused')))
  })
  return () => socket.close()
}

/** Twenty seconds of a busy picture, encoded once. */
async function record(stage: AsyncDisposableStack): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'changming-previews-'))
  stage.defer(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'camera.flv')
  const { path } = await findFfmpeg()
  const picture = '-f lavfi -i testsrc2=s=1920x1080:r=30 -f lavfi -i sine=f=440:r=48000 -t 20'
  const video = '-c:v libx264 -preset ultrafast -b:v 6M -maxrate 6M -bufsize 6M -g 60 -pix_fmt yuv420p'
  const args = `-v error ${picture} ${video} -c:a aac -b:a 128k -ac 2 -f flv`.split(' ')
  execFileSync(path, [...args, file])
  return file
}
