import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('an endpoint that takes too little drops to key frames, bounded, and is left for its backup; a sibling loses nothing', async () => {
  await using main = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using sibling = await RudePlatform.open()
  await using rig = await RelayRig.open(20_000)
  rig.start(
    [
      {
        name: 'douyin',
        endpoints: [
          { url: main.url, key: 'k1' },
          { url: backup.url, key: 'k1' },
        ],
      },
      { name: 'kuaishou', endpoints: [{ url: sibling.url, key: 'k2' }] },
    ],
    { queueMaxMs: 500, slowAfterMs: 1_500, abandonAfterMs: 20_000 },
  )
  await rig.untilLeg('douyin', 'carrying')
  await rig.untilLeg('kuaishou', 'carrying')
  main.drip(200_000)
  await until('frames were dropped', () => rig.leg('douyin').droppedFrames > 0)
  expect(rig.leg('douyin').queueMs).toBeLessThanOrEqual(1_000)
  await until('a publish at the backup', () => backup.publishes[0], 20_000)
  expect((await rig.untilLeg('douyin', 'carrying')).endpoint).toBe(1)
  expect(rig.leg('kuaishou').droppedFrames).toBe(0)
  expect(sibling.publishes).toHaveLength(1)
})
