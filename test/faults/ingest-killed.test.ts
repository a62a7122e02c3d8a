// The front door dies under a broadcast on air: it is opened again on the same port, and no platform sees a second publish.
import { expect, test } from 'vitest'
import { isAlive } from '#core/process-identity.ts'
import { Evening } from '../support/evening.ts'
import { backwardSteps, HouseRig, pictures, untilMorePictures } from '../support/house-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

const received = 'changming_ingest_feed_received_bytes_total{feed="camera-a"}'

test('a killed ingest is back on its port, and its camera goes on over the same connections to the platforms', async () => {
  await using douyin = await RudePlatform.open()
  await using kuaishou = await RudePlatform.open()
  const platforms = [douyin, kuaishou]
  await using house = await HouseRig.open()
  await house.plan('evening', {
    douyin: [{ url: douyin.url, key: 'key-douyin-1' }],
    kuaishou: [{ url: kuaishou.url, key: 'key-kuaishou-1' }],
  })
  await house.start('evening')
  await house.untilCarrying('evening')
  await untilMorePictures(douyin)
  const before = house.processes()
  const counted = await until(
    'its bytes are counted',
    async () => (await house.metrics()).get(received) || false,
  )

  for (let round = 0; round < 2; round++) {
    const dead = house.processes().ingest
    const killedMs = performance.now()
    process.kill(dead?.pid ?? 0, 'SIGKILL')
    await until('ingest is gone', () => dead !== undefined && !isAlive(dead))
    await until('pictures come again', () =>
      platforms.every(({ publishes }) => (pictures(publishes[0]).at(-1)?.atMs ?? 0) > killedMs + 500),
    )
    await untilMorePictures(kuaishou)
    const hole = pictures(douyin.publishes[0]).find(
      ({ atMs }, i, all) => atMs - (all[i - 1]?.atMs ?? atMs) > 400,
    )
    expect(hole?.isKeyframe).toBe(true)
  }

  const { ingest, control, ...relays } = house.processes()
  expect(ingest?.pid).not.toBe(before.ingest?.pid)
  expect({ control, ...relays }).toEqual({
    control: before.control,
    'relay-evening': before['relay-evening'],
  })
  for (const { publishes, connections } of platforms) {
    expect([publishes.length, connections, publishes[0]?.closedAtMs]).toEqual([1, 1, null])
    expect(backwardSteps(publishes[0])).toBe(0)
  }
  await house.untilCarrying('evening')
  const feeds = await house.product.api('GET', '/api/feeds')
  expect(feeds.worker).toMatchObject({ state: 'up', restarts: 2 })
  expect(feeds.publishUrl).toBe(`rtmp://127.0.0.1:${house.product.rtmpPort}/live`)
  const recounted = await until('its counters are shown again', async () =>
    (await house.metrics()).get(received),
  )
  expect(recounted).toBeGreaterThanOrEqual(counted)
  const kinds = (await house.events()).map(({ kind }) => kind)
  expect(kinds.filter(kind => kind === 'worker-lost')).toHaveLength(2)
}, 60_000)

test('with a slate the platforms see it while the front door is shut, and the camera again behind it', async () => {
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a' }] })
  await evening.begin()
  const killedMs = performance.now()
  process.kill(evening.house.processes().ingest?.pid ?? 0, 'SIGKILL')
  await evening.untilOnAir('slate')
  await until('the front door is open again', () =>
    evening
      .camera('camera-a')
      .publish()
      .then(
        () => true,
        () => false,
      ),
  )
  await evening.untilOnAir('camera-a')
  await evening.pass(1_000)
  for (const seen of evening.seen(killedMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.sources.slice(-2)).toEqual([0, 1])
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
}, 60_000)
