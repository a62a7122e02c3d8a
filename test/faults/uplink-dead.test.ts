import { expect, test } from 'vitest'
import { systemClock } from '#core/clock.ts'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

const pair = (main: RudePlatform, backup: RudePlatform) => [
  { url: main.url, key: 'k' },
  { url: backup.url, key: 'k' },
]

const legs = ['douyin', 'kuaishou']

/**
 * Kernels of far ends that read no more go on acknowledging for as long as they have room, which those behind a dead uplink do not:
 * so their reading must have been seen for a while before, and a leg that is held says so itself.
 */
async function fallSilent(rig: RelayRig, ends: readonly RudePlatform[]): Promise<void> {
  await until('both were seen to read for a while', () =>
    legs.every(name => systemClock.wallMs() - (rig.leg(name).carryingSinceMs ?? Infinity) > 2_500),
  )
  for (const end of ends) end.freeze()
  await until('both are stalled past the time to leave, and held', () =>
    legs.every(name => rig.leg(name).why?.includes('uplink')),
  )
}

test('when all legs fall silent together it is the uplink: no endpoint is given up, and all carry on when it is back', async () => {
  await using one = await RudePlatform.open()
  await using two = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using rig = await RelayRig.open(6_000)
  rig.start([
    { name: 'douyin', endpoints: pair(one, backup) },
    { name: 'kuaishou', endpoints: pair(two, backup) },
  ])
  await fallSilent(rig, [one, two])
  for (const name of legs) expect(rig.leg(name).state.at).toBe('stalled')
  one.thaw()
  two.thaw()
  await rig.untilLeg('douyin', 'carrying')
  await rig.untilLeg('kuaishou', 'carrying')
  expect(backup.connections).toBe(0)
  expect([one.publishes.length, two.publishes.length]).toEqual([1, 1])
})

test('when one of the silent legs comes back the other is its own endpoint, and is left', async () => {
  await using one = await RudePlatform.open()
  await using two = await RudePlatform.open()
  await using backup = await RudePlatform.open()
  await using rig = await RelayRig.open(6_000)
  rig.start([
    { name: 'douyin', endpoints: pair(one, backup) },
    { name: 'kuaishou', endpoints: pair(two, backup) },
  ])
  await fallSilent(rig, [one, two])
  two.thaw()
  await until('the other went to its backup', () => backup.open.length === 1)
  expect((await rig.untilLeg('douyin', 'carrying')).endpoint).toBe(1)
  expect((await rig.untilLeg('kuaishou', 'carrying')).endpoint).toBe(0)
})
