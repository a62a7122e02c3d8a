// Whoever dies, no counter of /metrics runs backwards, and what is gone from the world is gone from the text.
import { expect, test } from 'vitest'
import { HouseRig } from '../support/house-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

/** Begins again with each process, as everywhere. */
const ofOneProcess = /^changming_process_cpu_seconds_total/
const isCounter = (series: string) => /_(?:total|bucket|sum|count)(?:\{|$)/.test(series)

/** Scrapes on and on; every step backwards that it saw. */
class Scraper implements AsyncDisposable {
  readonly steps: string[] = []
  scrapes = 0
  readonly #house: HouseRig
  readonly #last = new Map<string, number>()
  readonly #running: Promise<void>
  #isOver = false

  constructor(house: HouseRig) {
    this.#house = house
    this.#running = this.#run()
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      await this.#scrape().catch(() => {}) // control is away: there is nothing to read
      await new Promise(resolve => setTimeout(resolve, 40))
    }
  }

  async #scrape(): Promise<void> {
    for (const [series, value] of await this.#house.metrics()) {
      if (!isCounter(series) || ofOneProcess.test(series)) continue
      const before = this.#last.get(series) ?? 0
      if (value < before) this.steps.push(`${series} went from ${before} to ${value}`)
      this.#last.set(series, value)
    }
    this.scrapes += 1
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isOver = true
    await this.#running
  }
}

test('control, ingest and the relay worker are killed one after another: no counter runs backwards', async () => {
  await using platform = await RudePlatform.open()
  await using house = await HouseRig.open()
  await using scraper = new Scraper(house)
  await house.plan('evening', { douyin: [{ url: platform.url, key: 'k1' }] })
  await house.start('evening')
  await house.untilCarrying('evening')
  const grown = async (series: string, from: number) =>
    until(`${series} has grown`, async () => ((await house.metrics()).get(series) ?? 0) > from, 20_000)
  const acked = 'changming_leg_acked_bytes_total{broadcast="evening",destination="douyin"}'
  await grown(acked, 300_000)

  for (const victim of ['relay-evening', 'ingest', 'control'] as const) {
    const before = (await house.metrics()).get(acked) ?? 0
    if (victim === 'control') {
      await house.product.killControl()
      await house.product.startControl()
    } else process.kill(house.product.pids()[victim] as number, 'SIGKILL')
    await grown(acked, before + 200_000)
  }

  expect(scraper.steps).toEqual([])
  expect(scraper.scrapes).toBeGreaterThan(50)
  const shown = await house.metrics()
  for (const worker of ['relay-evening', 'ingest'])
    expect(shown.get(`changming_process_restarts_total{process="${worker}"}`)).toBe(1)
  expect(shown.get('changming_control_data_free_bytes')).toBeGreaterThan(0)
}, 120_000)

test('a destination that was removed, and a feed and a broadcast that were forgotten, leave no series behind', async () => {
  await using platform = await RudePlatform.open()
  await using house = await HouseRig.open()
  const endpoints = [{ url: platform.url, key: 'k1' }]
  await house.plan('evening', { douyin: endpoints, kuaishou: [{ url: platform.url, key: 'k2' }] })
  await house.start('evening')
  await house.untilCarrying('evening')
  await house.product.api('POST', '/api/broadcasts/evening/stop')
  const worker = async () => (await house.product.api('GET', '/api/broadcasts/evening')).worker
  await until('the worker has ended', async () => (await worker()).state === 'none')
  const seriesOf = async (label: string) =>
    [...(await house.metrics()).keys()].filter(series => series.includes(`="${label}"`))
  expect(await seriesOf('kuaishou')).not.toEqual([])

  await house.plan('evening', { douyin: endpoints })
  expect(await seriesOf('kuaishou')).toEqual([])
  expect(await seriesOf('douyin')).not.toEqual([])
  await house.product.api('DELETE', '/api/broadcasts/evening')
  await house.product.api('DELETE', '/api/feeds/camera-a')
  expect(await seriesOf('evening')).toEqual([])
  expect(await seriesOf('camera-a')).toEqual([])
}, 60_000)
