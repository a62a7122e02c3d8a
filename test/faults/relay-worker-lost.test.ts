// A broadcast loses its worker, killed or frozen: control puts another in its place; other broadcasts notice nothing.
import { expect, test } from 'vitest'
import { isAlive } from '#core/process-identity.ts'
import { HouseRig, longestSilenceMs, pictures, untilMorePictures } from '../support/house-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

/** Counters of what was carried; those of a process itself begin anew with it. */
async function carriedTotals(house: HouseRig): Promise<Map<string, number>> {
  const samples = [...(await house.metrics())]
  return new Map(samples.filter(([name]) => /_total\{/.test(name) && !name.startsWith('changming_process_')))
}

function ranBackwards(before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): string[] {
  return [...now].filter(([name, value]) => value < (before.get(name) ?? 0)).map(([name]) => name)
}

/** The story of each loss has the picture that viewers had last, which the dead worker alone had in its memory. */
async function showsTheLastPictures({ product }: HouseRig): Promise<void> {
  const { incidents } = await product.api('GET', '/api/incidents?kind=relay-lost')
  expect(incidents.length).toBeGreaterThan(0) // one soon after another is the same
  for (const { id, beganMs } of incidents) {
    const began = await until('its story has a picture of its beginning', async () => {
      const shown = (await product.api('GET', `/api/incidents/${id}/pictures`)).pictures
      return shown.find(({ moment }: { moment: string | null }) => moment === 'began')
    })
    expect(began).toMatchObject({ shows: 'feed', feed: 'camera-a' })
    expect(beganMs - began.atMs).toBeGreaterThanOrEqual(0)
    expect(beganMs - began.atMs).toBeLessThan(8_000)
  }
}

test('a lost relay worker is followed by another; siblings, counters and the rule of one sender hold', async () => {
  await using shop = await RudePlatform.open()
  await using mall = await RudePlatform.open()
  await using other = await RudePlatform.open()
  await using house = await HouseRig.open()
  await house.plan('evening', {
    shop: [{ url: shop.url, key: 'key-shop-1' }],
    mall: [{ url: mall.url, key: 'key-mall-1' }],
  })
  await house.plan('sibling', { other: [{ url: other.url, key: 'key-other-1' }] })
  for (const name of ['evening', 'sibling']) await house.start(name)
  for (const name of ['evening', 'sibling']) await house.untilCarrying(name)
  await untilMorePictures(other)
  const before = house.processes()
  const siblingSinceMs = performance.now()
  let counted = await carriedTotals(house)
  expect(counted.size).toBeGreaterThan(10)

  for (const [round, signal] of (['SIGKILL', 'SIGSTOP'] as const).entries()) {
    await until('the counters were shown', async () => {
      const now = await carriedTotals(house)
      expect(ranBackwards(counted, now)).toEqual([])
      counted = now
      return (
        (now.get('changming_leg_sent_bytes_total{broadcast="evening",destination="shop"}') ?? 0) > 100_000
      )
    })
    const lost = house.processes()['relay-evening']
    process.kill(lost?.pid ?? 0, signal)
    await until(
      'both platforms have pictures again',
      async () => {
        const now = await carriedTotals(house)
        expect(ranBackwards(counted, now)).toEqual([])
        counted = new Map([...counted, ...now]) // a series that is away a moment is not forgotten
        return [shop, mall].every(({ publishes }) => pictures(publishes[round + 1]).length > 0)
      },
      25_000,
    )
    expect(lost !== undefined && isAlive(lost)).toBe(false)
    await house.untilCarrying('evening')
  }
  for (const { publishes } of [shop, mall]) {
    expect(publishes).toHaveLength(3)
    for (const [i, publish] of publishes.slice(1).entries()) {
      expect(publishes[i]?.closedAtMs ?? Infinity).toBeLessThanOrEqual(publish.openedAtMs)
      expect(pictures(publish)[0]?.isKeyframe).toBe(true)
    }
  }
  expect(house.processes()).toEqual({ ...before, 'relay-evening': expect.anything() })
  expect([other.connections, other.publishes.length, other.publishes[0]?.closedAtMs]).toEqual([1, 1, null])
  expect(longestSilenceMs(other.publishes[0], siblingSinceMs)).toBeLessThan(1_500)
  expect(ranBackwards(counted, await carriedTotals(house))).toEqual([])
  const { worker } = await house.product.api('GET', '/api/broadcasts/evening')
  expect(worker).toMatchObject({ state: 'up', restarts: 2 })
  const losses = (await house.events()).filter(({ kind }) => kind === 'worker-lost')
  expect(losses.map(({ broadcast, detail }) => [broadcast, detail.why])).toEqual([
    ['evening', 'it died'],
    ['evening', 'it does not answer'],
  ])
  await showsTheLastPictures(house)
}, 90_000)
