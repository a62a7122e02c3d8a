import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

const refuse =
  (
    description: string,
    code: 'NetStream.Publish.Rejected' | 'NetStream.Publish.BadName' = 'NetStream.Publish.Rejected',
  ) =>
  () => ({ code, description })

test('a rejected key blocks the leg until a person gives another, and nothing is tried meanwhile', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  platform.answer = refuse('503 auth failed')
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'wrong-key' }] }])
  const blocked = await rig.untilLeg('douyin', 'blocked')
  expect(blocked).toMatchObject({ cause: 'auth-invalid', attempts: 1 })
  expect(blocked.why).toContain('503 auth failed')

  platform.answer = name => (name === 'right-key' ? 'accept' : 'hang-up')
  rig.change({
    destinations: [
      {
        name: 'douyin',
        platform: 'rtmp',
        generation: 2,
        endpoints: [{ url: platform.url, key: 'right-key' }],
      },
    ],
  })
  await rig.untilLeg('douyin', 'carrying')
  expect(platform.publishes.map(publish => publish.streamName)).toEqual(['right-key'])
})

test('an expired key at the first endpoint moves to the second, whose key may live longer', async () => {
  await using first = await RudePlatform.open()
  await using second = await RudePlatform.open()
  await using rig = await RelayRig.open()
  first.answer = refuse('501 push url expired')
  rig.start([
    {
      name: 'douyin',
      endpoints: [
        { url: first.url, key: 'k?txTime=1' },
        { url: second.url, key: 'k?txTime=2' },
      ],
    },
  ])
  const leg = await rig.untilLeg('douyin', 'carrying')
  expect(leg).toMatchObject({ endpoint: 1, reconnects: { 'auth-expired': 1 } })
})

test('a platform that refuses in a fast loop is asked ever more slowly, not stormed', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  platform.answer = refuse('try again')
  rig.start(
    [
      {
        name: 'douyin',
        endpoints: [
          { url: platform.url, key: 'k' },
          { url: platform.url, key: 'k' },
        ],
      },
    ],
    { backoffFirstMs: 300, backoffMaxMs: 5_000 },
  )
  platform.answer = () => 'hang-up'
  await until('four attempts', () => rig.leg('douyin').attempts >= 4)
  const waits = rig.worker.snapshot().legs[0]?.state
  await new Promise(resolve => setTimeout(resolve, 1_000))
  expect(platform.connections).toBeLessThanOrEqual(8)
  expect(waits).toBeDefined()
})

test('another sender that replaced us is not fought: the leg is blocked at once', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([
    {
      name: 'douyin',
      endpoints: [
        { url: platform.url, key: 'k' },
        { url: platform.url, key: 'k2' },
      ],
    },
  ])
  await rig.untilLeg('douyin', 'carrying')
  platform.say('NetStream.Publish.Rejected', '21/102 replaced by a new push')
  const blocked = await rig.untilLeg('douyin', 'blocked')
  expect(blocked.cause).toBe('replaced-by-new')
  expect(platform.publishes).toHaveLength(1)
})

test('our own ghost after a cut is waited out: a duplicate within a minute of our disconnect is retried', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  await rig.untilLeg('douyin', 'carrying')
  let ghosts = 3
  platform.answer = () =>
    ghosts-- > 0 ? { code: 'NetStream.Publish.BadName', description: 'Already publishing' } : 'accept'
  platform.reset()
  await until(
    'the ghost was gone and we are back',
    () => platform.open.length === 1 && platform.publishes.length === 2,
  )
  expect(rig.leg('douyin').reconnects).toEqual({ network: 1, 'duplicate-rejected': 3 })
})

test('a duplicate that is not our ghost is somebody else: the leg is blocked', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  platform.answer = refuse('Already publishing', 'NetStream.Publish.BadName')
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key: 'k' }] }])
  expect((await rig.untilLeg('douyin', 'blocked')).cause).toBe('duplicate-rejected')
})

test('what a platform says never carries the key into a snapshot or an event', async () => {
  await using platform = await RudePlatform.open()
  await using rig = await RelayRig.open()
  const key = 'stream-4711?sign=deadbeef&expire=6942'
  platform.answer = name => ({ code: 'NetStream.Publish.Rejected', description: `auth failed for ${name}` })
  rig.start([{ name: 'douyin', endpoints: [{ url: platform.url, key }] }])
  const blocked = await rig.untilLeg('douyin', 'blocked')
  const shown = JSON.stringify([blocked, rig.events])
  for (const secret of ['stream-4711', 'deadbeef']) expect(shown).not.toContain(secret)
  expect(shown).toContain('auth failed for •••')
})
