// Fan-out: what one camera to many destinations, and the evening peak, cost; and the delay they add. Beside nginx-rtmp.
import { startProduct, type Product } from '../product.ts'
import { endAll, hasNginx, startNginx, startPump, startSink, type Second } from './children.ts'
import { percentile, residentMb, sum, thousandths } from './cpu.ts'

export type FanOut = { broadcasts: number; destinations: number; kbps: number; seconds: number }

export type FanOutResult = {
  cpu: Record<string, number>
  cpuTotal: number
  /** MiB of the largest relay worker. */
  relayMb: number
  ingestMb: number
  delayP50Ms: number
  delayP95Ms: number
  receivedShare: number
  droppedFrames: number
}

const settleMs = 4_000

/** Delay and completeness of what a sink got over its last seconds. */
function judged(
  seconds: readonly Second[],
  asked: FanOut,
): Pick<FanOutResult, 'delayP50Ms' | 'delayP95Ms' | 'receivedShare'> {
  const all = seconds.slice(-asked.seconds).flat()
  const delays = all.flatMap(each => each.delaysMs)
  const frames = all.reduce((total, each) => total + each.frames, 0)
  const wanted = asked.broadcasts * asked.destinations * 30 * Math.min(asked.seconds, seconds.length)
  return {
    delayP50Ms: percentile(delays, 50),
    delayP95Ms: percentile(delays, 95),
    receivedShare: frames / wanted,
  }
}

export async function measureOurs(asked: FanOut): Promise<FanOutResult> {
  const sink = await startSink()
  const product = await startProduct()
  try {
    await setUp(product, asked, sink.port)
    await new Promise(resolve => setTimeout(resolve, settleMs))
    const cpu = await thousandths(product.pids(), asked.seconds)
    const pids = product.pids()
    const relays = Object.entries(pids).filter(([name]) => name.startsWith('relay-'))
    let droppedFrames = 0
    for (let i = 0; i < asked.broadcasts; i++) {
      const { legs } = await product.api('GET', `/api/broadcasts/show-${i}`)
      for (const leg of legs) droppedFrames += leg.droppedFrames
    }
    return {
      cpu,
      cpuTotal: sum(cpu),
      relayMb: Math.max(...relays.map(([, pid]) => residentMb(pid))),
      ingestMb: residentMb(pids.ingest ?? 0),
      droppedFrames,
      ...judged(sink.seconds, asked),
    }
  } finally {
    endAll()
    await product.stop()
  }
}

export async function setUp(product: Product, asked: FanOut, sinkPort: number): Promise<void> {
  const keys: string[] = []
  for (let i = 0; i < asked.broadcasts; i++) {
    keys.push((await product.api('PUT', `/api/feeds/camera-${i}`, { kind: 'rtmp' })).streamKey)
    const destinations = Array.from({ length: asked.destinations }, (_, d) => ({
      name: `to-${d}`,
      platform: 'rtmp',
      rendition: 'source',
    }))
    await product.api('PUT', `/api/broadcasts/show-${i}`, { feeds: [`camera-${i}`], destinations })
    for (const { name } of destinations) {
      await product.api('PUT', `/api/broadcasts/show-${i}/destinations/${name}/endpoints`, [
        { url: `rtmp://127.0.0.1:${sinkPort}/live`, key: `show-${i}-${name}` },
      ])
    }
    await product.api('POST', `/api/broadcasts/show-${i}/start`)
  }
  startPump({ port: product.rtmpPort, app: 'live', kbps: asked.kbps, keys })
}

export async function measureNginx(asked: FanOut): Promise<FanOutResult | undefined> {
  if (!hasNginx) return undefined
  const sink = await startSink()
  try {
    const pushes = Array.from(
      { length: asked.destinations },
      (_, d) => `rtmp://127.0.0.1:${sink.port}/live/to-${d}`,
    )
    const nginx = await startNginx(pushes)
    startPump({ port: nginx.port, app: 'in', kbps: asked.kbps, keys: ['camera'] })
    await new Promise(resolve => setTimeout(resolve, settleMs))
    const cpu = await thousandths({ nginx: nginx.pid }, asked.seconds)
    return {
      cpu,
      cpuTotal: sum(cpu),
      relayMb: residentMb(nginx.pid),
      ingestMb: 0,
      droppedFrames: 0,
      ...judged(sink.seconds, asked),
    }
  } finally {
    endAll()
  }
}
