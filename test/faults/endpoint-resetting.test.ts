import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('an endpoint that resets again and again is retried with growing waits, and recovers by itself', async () => {
  await using main = await RudePlatform.open()
  await using rig = await RelayRig.open()
  rig.start([{ name: 'douyin', endpoints: [{ url: main.url, key: 'k' }] }])
  for (let i = 1; i <= 3; i++) {
    await rig.untilLeg('douyin', 'carrying')
    main.reset()
    await until('the leg noticed', () => (rig.leg('douyin').reconnects.network ?? 0) >= i)
  }
  const leg = await rig.untilLeg('douyin', 'carrying')
  expect(leg.reconnects).toEqual({ network: 3 })
  expect(leg.attempts).toBe(4)
  expect(main.publishes).toHaveLength(4)
  expect(main.open).toHaveLength(1)
})
