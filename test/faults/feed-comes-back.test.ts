import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('a camera that goes and comes back goes on over the same connection, its clock wherever it stands', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'carrying')
  rig.ingest.stop()
  const count = platform.publishes[0]?.frames.length ?? 0
  rig.ingest.publish(2 ** 32 - 200)
  const publish = await until('frames again', () =>
    (platform.publishes[0]?.frames.length ?? 0) > count + 60 ? platform.publishes[0] : undefined,
  )
  expect(platform.publishes).toHaveLength(1)
  const video = publish.frames
    .filter(frame => frame.kind === 'video' && !frame.isConfig)
    .map(frame => frame.dtsMs)
  expect(video).toEqual([...video].sort((a, b) => a - b))
  expect(Math.max(...video)).toBeLessThan(60_000)
})

test('legs wait armed until there is a picture', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.ingest.stop()
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'armed')
  expect(platform.connections).toBe(0)
  rig.ingest.publish()
  await rig.untilLeg('douyin', 'carrying')
})

test('a leg that is armed takes up new addresses, and connects once there is a picture', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.ingest.stop()
  rig.start([{ name: 'douyin', endpoints: [{ url: 'rtmp://127.0.0.1:9/live', key: 'k' }] }])
  await rig.untilLeg('douyin', 'armed')
  const [url, key] = [platform.url, 'tonight']
  rig.change({
    destinations: [{ name: 'douyin', platform: 'rtmp', generation: 2, endpoints: [{ url, key }] }],
  })
  rig.change({
    destinations: [{ name: 'douyin', platform: 'rtmp', generation: 3, endpoints: [{ url, key }] }],
  })
  rig.ingest.publish()
  await rig.untilLeg('douyin', 'carrying')
  expect(platform.publishes.map(each => each.streamName)).toEqual(['tonight'])
})

test('a destination that gets nothing but pings counts as dark', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'carrying')
  rig.ingest.stop()
  const { darkMs } = rig.leg('douyin')
  await until('darkness is counted', () => rig.leg('douyin').darkMs > darkMs + 500)
  expect(rig.leg('douyin').state.at).toBe('carrying')
})

test('a stopped broadcast says goodbye, and starts again on demand', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'carrying')
  rig.change({ wish: 'off' })
  await rig.untilLeg('douyin', 'stopped')
  expect(platform.publishes[0]).toMatchObject({ saidGoodbye: true })
  rig.change({ wish: 'on' })
  await rig.untilLeg('douyin', 'carrying')
  expect(platform.open).toHaveLength(1)
})
