// The desk in Chromium: what the first load weighs, when it can be used, and what a page left open for eight hours keeps and misses.
import { existsSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { type CDPSession, chromium, type Page } from 'playwright-core'
import type { Product } from '../product.ts'
import { atMost, type Bench, type Benchmark, merely, type Row } from './benchmark.ts'
import { percentile } from './numbers.ts'
import { openProduct } from './show.ts'
import { pause } from './waiting.ts'

const browserFile = '/usr/bin/chromium'
const loads = 5
/** A busy evening: six events a minute for eight hours, at the pace of a minute per second and a half. */
const events = 2_900
const breaks = 50
const broadcast = 'open-long'

export const desk: Benchmark = {
  name: 'desk',
  sentence: 'the desk in Chromium: its first load, and a page left open for eight hours of events',
  run: async bench => {
    if (!existsSync(browserFile)) return [merely('the desk in Chromium', `${browserFile} is missing`)]
    await using stage = new AsyncDisposableStack()
    const product = await openProduct(stage, bench)
    await product.api('PUT', '/api/feeds/camera-a', { kind: 'rtmp' })
    const browser = await chromium.launch({ executablePath: browserFile, args: ['--no-sandbox'] })
    stage.defer(() => browser.close())
    const address = `http://127.0.0.1:${product.httpPort}/`
    const rows: Row[] = []
    const times: number[] = []
    for (let i = 0; i < loads; i++) {
      const context = await browser.newContext()
      const page = await context.newPage()
      const { ms, bytes } = await firstLoad(page, address, product)
      times.push(ms)
      if (i === 0)
        rows.push(atMost({ what: 'first load, packed', value: bytes / 1_000, limit: 350, unit: 'kB' }))
      await context.close()
    }
    const interactive = {
      what: 'until Tonight can be used, median',
      value: percentile(times, 50),
      limit: 1_500,
    }
    rows.push(atMost({ ...interactive, unit: 'ms', values: { times } }))
    const context = await browser.newContext()
    rows.push(...(await leftOpen(await context.newPage(), product, stage, bench)))
    return rows
  },
}

/** From the address being opened, with a token in it, until the page's own heading stands there. */
async function firstLoad(
  page: Page,
  address: string,
  product: Product,
): Promise<{ ms: number; bytes: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  let bytes = 0
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength))
  const began = performance.now()
  await page.goto(`${address}#token=${product.token}`)
  await page.locator('main h1').first().waitFor()
  return { ms: performance.now() - began, bytes }
}

async function leftOpen(
  page: Page,
  product: Product,
  stage: AsyncDisposableStack,
  bench: Bench,
): Promise<Row[]> {
  const wire = await breakableWire(stage, product.httpPort)
  await page.addInitScript(`globalThis.heard = []
    addEventListener('changming-event', event => heard.push(event.detail.id))`)
  await page.goto(`http://127.0.0.1:${wire.port}/#token=${product.token}`)
  await page.locator('main h1').first().waitFor()
  const session = await page.context().newCDPSession(page)
  await happen(product, events / 10, bench) // what is kept at most is kept by then
  const before = await heapBytes(session)
  const first = await newestHeard(page)
  let broken = 0
  const ids: string[] = []
  for (let done = 0; done < events; done += events / breaks) {
    ids.push(...(await happen(product, events / breaks, bench)))
    wire.cut()
    broken += 1
    await pause(300, bench.signal)
    if (broken % 10 === 0) bench.say(`${done + events / breaks} events, ${broken} broken connections`)
  }
  const heard = await heardAll(page, ids.length, first, bench)
  const after = await heapBytes(session)
  const growth = {
    what: 'heap of a page after eight hours of events',
    value: (after - before) / 1e6,
    limit: 20,
  }
  return [
    atMost({ ...growth, unit: 'MB more', digits: 1, values: { before, after } }),
    atMost({
      what: `events missed over ${broken} broken connections`,
      value: ids.length - heard,
      limit: 0,
      unit: '',
      note: `of ${ids.length}`,
    }),
  ]
}

/** Makes so many events, by commands; their own count is what the page must hear. */
async function happen(product: Product, count: number, { signal }: Bench): Promise<string[]> {
  const made: string[] = []
  for (let i = 0; i < count; i++) {
    signal.throwIfAborted()
    await product.api('PUT', `/api/broadcasts/${broadcast}`, {
      feeds: ['camera-a'],
      destinations: [
        { name: `shop-${made.length % 2}-${Math.floor(Math.random() * 1e6)}`, platform: 'rtmp' },
      ],
    })
    made.push(String(i))
  }
  return made
}

const newestHeard = (page: Page) => page.evaluate('Number(heard.at(-1) ?? 0)') as Promise<number>

/** How many different events came after `first`, once they have all come or no more come. */
async function heardAll(page: Page, wanted: number, first: number, { signal }: Bench): Promise<number> {
  const count = () =>
    page.evaluate(`new Set(heard.filter(id => Number(id) > ${first})).size`) as Promise<number>
  for (let i = 0; i < 50; i++) {
    if ((await count()) >= wanted) break
    await pause(200, signal)
  }
  const all = (await page.evaluate(`heard.filter(id => Number(id) > ${first}).length`)) as number
  const different = await count()
  const last = await newestHeard(page)
  const gaps = last - first - different // ids count up by one
  return all === different ? Math.min(different, wanted) - gaps : 0 // told twice is wrong too
}

async function heapBytes(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

/** A wire between page and control that can be cut: every connection at once. */
async function breakableWire(
  stage: AsyncDisposableStack,
  port: number,
): Promise<{ port: number; cut(): void }> {
  const open = new Set<Socket>()
  const server = createServer(near => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far).pipe(near)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  stage.defer(() => {
    cut()
    server.close()
  })
  return { port: (server.address() as AddressInfo).port, cut }
}
