// What Prometheus itself makes of our metrics.
import { spawnSync } from 'node:child_process'
import { expect } from 'vitest'
import { ffmpegCamera } from '../support/real-cameras.ts'
import { type House, openHouse } from '../support/real-house.ts'
import { startNginx } from '../support/real-nginx.ts'
import { watchProduct } from '../support/real-prometheus.ts'
import { realTest } from '../support/real-programs.ts'
import { until } from '../support/until.ts'

const needed = ['prometheus', 'ffmpeg', 'nginx'] as const

async function onAir(stage: AsyncDisposableStack): Promise<House> {
  const destinations = [await startNginx(stage), await startNginx(stage)].map(({ url }, i) => ({
    name: `shop-${i + 1}`,
    endpoints: [{ url, key: `key-never-shown-${i}?expire=1893456000` }],
  }))
  const house = await openHouse(stage, destinations)
  await house.start()
  ffmpegCamera(stage, house.publishUrl)
  await house.allCarrying()
  return house
}

async function scrape({ product }: House): Promise<string> {
  return await (await fetch(`http://127.0.0.1:${product.httpPort}/metrics`)).text()
}

async function pleasesPromtool(stage: AsyncDisposableStack): Promise<void> {
  const text = await scrape(await onAir(stage))
  expect(text).toContain('changming_leg_state{broadcast="evening",destination="shop-1",state="carrying"} 1')
  const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
    input: text,
    encoding: 'utf8',
  })
  expect({ status, said: stdout + stderr }).toEqual({ status: 0, said: '' })
}

realTest('promtool finds nothing to say against the metrics of a broadcast on air', needed, pleasesPromtool)

async function isScraped(stage: AsyncDisposableStack): Promise<void> {
  const house = await onAir(stage)
  const { ask } = await watchProduct(stage, house.product.httpPort)
  const up = await until('a good scrape', async () => {
    const series = await ask('up{job="changming"}')
    return series[0]?.value[1] === '1' && series
  })
  expect(up).toHaveLength(1)
  const carrying = await ask('changming_leg_state{state="carrying"} == 1')
  expect(carrying).toHaveLength(2)
  for (const destination of ['shop-1', 'shop-2'])
    expect(carrying.map(({ metric }) => metric)).toContainEqual(
      expect.objectContaining({ broadcast: 'evening', destination }),
    )
  await until('acknowledged bytes that grow at both', async () => {
    const growing = await ask('rate(changming_leg_acked_bytes_total[5s]) > 10000')
    return growing.length === 2
  })
  const samples = await ask('{job="changming"}')
  expect(JSON.stringify(samples)).not.toMatch(new RegExp(`${house.streamKey}|never-shown`))
}

realTest('Prometheus scrapes a house on air and can tell what each leg does', needed, isScraped)
