import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

test('an endpoint that stays connected and reads nothing is shown stalled, then left for its backup; siblings notice nothing', async () => {
  await using main = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using sibling = await RudePlatform.open()
  await using rig = await RelayRig.open(6_000)
  rig.start([
    {
      name: 'douyin',
      endpoints: [
        { url: main.url, key: 'k1' },
        { url: backup.url, key: 'k1' },
      ],
    },
    { name: 'kuaishou', endpoints: [{ url: sibling.url, key: 'k2' }] },
  ])
  await rig.untilLeg('douyin', 'carrying')
  await rig.untilLeg('kuaishou', 'carrying')
  main.freeze()
  const stalled = await rig.untilLeg('douyin', 'stalled')
  expect(stalled.lastProgressAgeMs).toBeGreaterThanOrEqual(900)
  await until('a publish at the backup', () => backup.publishes[0])
  await rig.untilLeg('douyin', 'carrying')

  const left = rig.events.find(
    event => event.detail.destination === 'douyin' && event.detail.to === 'waiting',
  )
  expect(left?.detail).toMatchObject({ cause: 'timeout' })
  expect(sibling.publishes).toHaveLength(1)
  expect(rig.path('kuaishou')).not.toContain('stalled')

  const badMs = (destination: string) => rig.leg(destination).wishedMs - rig.leg(destination).goodMs
  const judgedMs = rig.leg('douyin').wishedMs
  await until(
    'the seconds of the freeze have been judged',
    () => rig.leg('douyin').wishedMs > judgedMs + 4_000,
  )
  expect(badMs('kuaishou')).toBeLessThan(2_500) // of its start
  expect(badMs('douyin') - badMs('kuaishou')).toBeGreaterThan(900)
  expect(badMs('douyin') - badMs('kuaishou')).toBeLessThan(5_000)
})

test('a frozen endpoint without a backup is tried again until it answers', async () => {
  await using main = await RudePlatform.open()
  await using rig = await RelayRig.open(6_000)
  rig.start([{ name: 'douyin', endpoints: [{ url: main.url, key: 'k1' }] }], { handshakeWithinMs: 500 })
  await rig.untilLeg('douyin', 'carrying')
  main.freeze()
  await until(
    'the leg gave up and a new attempt ran into its deadline',
    () => (rig.leg('douyin').reconnects.timeout ?? 0) >= 2,
  )
  main.thaw()
  const carrying = await rig.untilLeg('douyin', 'carrying')
  expect(carrying.endpoint).toBe(0)
  expect(carrying.darkMs).toBeGreaterThan(1_000)
  await until('the room is known to be lit', () => rig.leg('douyin').lastLitAtMs !== carrying.lastLitAtMs)
})
