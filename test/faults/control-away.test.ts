// Control goes away while a broadcast is on air, killed or asked to, and comes back: platforms and workers notice nothing.
import { expect, test } from 'vitest'
import { isAlive } from '#core/process-identity.ts'
import { backwardSteps, HouseRig, longestSilenceMs, untilMorePictures } from '../support/house-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('a broadcast on air outlives its control; what happened meanwhile is told once, and commands work again', async () => {
  await using douyin = await RudePlatform.open()
  await using kuaishou = await RudePlatform.open()
  await using archive = await RudePlatform.open()
  const platforms = { douyin, kuaishou, archive }
  await using house = await HouseRig.open()
  const address = ({ url }: RudePlatform, key: string) => [{ url, key }]
  await house.plan('evening', {
    douyin: address(douyin, 'key-douyin-1'),
    kuaishou: address(kuaishou, 'key-kuaishou-1'),
    archive: address(archive, 'key-archive-1'),
  })
  await house.start('evening')
  await house.untilCarrying('evening')
  const { control, ...workers } = house.processes()
  const onAirSince = performance.now()

  await house.product.killControl()
  for (const platform of Object.values(platforms)) await untilMorePictures(platform)
  archive.reset() // with nobody there to see it
  await until('archive is published to again', () => archive.publishes.length === 2)
  await untilMorePictures(archive)
  await house.product.startControl()

  const seen = await house.untilCarrying('evening')
  expect(Object.keys(workers).toSorted()).toEqual(['ingest', 'relay-evening'])
  expect(house.processes()).toEqual({ ...workers, control: expect.anything() })
  expect(house.processes().control).not.toEqual(control)
  expect(seen.worker).toMatchObject({ state: 'up', restarts: 0 })
  const lost = async () =>
    (await house.events()).filter(
      ({ kind, detail }) =>
        kind === 'leg-state' && detail.destination === 'archive' && detail.to === 'waiting',
    )
  await until('what happened meanwhile is told', async () => (await lost()).length > 0)

  for (let round = 0; round < 2; round++) {
    const again = house.processes().control
    process.kill(again?.pid ?? 0, 'SIGTERM')
    await until('control ended', () => again === undefined || !isAlive(again))
    await untilMorePictures(kuaishou)
    await house.product.startControl()
    expect(house.processes()).toEqual({ ...workers, control: expect.anything() })
  }
  await house.untilCarrying('evening')
  const events = await house.events()
  expect((await lost()).map(({ detail }) => detail.cause)).toEqual(['network'])
  expect(events.filter(({ kind }) => kind === 'start' || kind === 'feed-up')).toHaveLength(2)
  const told = events.map(event => JSON.stringify({ ...event, id: '' }))
  expect(told.length).toBe(new Set(told).size)

  for (const platform of [douyin, kuaishou]) {
    expect([platform.publishes.length, platform.connections]).toEqual([1, 1])
    expect(platform.publishes[0]?.closedAtMs).toBeNull()
    expect(backwardSteps(platform.publishes[0])).toBe(0)
    expect(longestSilenceMs(platform.publishes[0], onAirSince)).toBeLessThan(1_500)
  }
  await house.product.api('POST', '/api/broadcasts/evening/stop')
  await until('every platform heard goodbye', () =>
    Object.values(platforms).every(({ publishes }) => publishes.at(-1)?.saidGoodbye === true),
  )
  await until('the worker is gone', () => {
    const worker = workers['relay-evening']
    return worker !== undefined && !isAlive(worker)
  })
}, 60_000)
