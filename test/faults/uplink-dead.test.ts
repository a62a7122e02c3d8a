import { expect, test } from 'vitest'
import { RelayRig } from '../support/relay-rig.ts'
import { RudePlatform } from '../support/rude-platform.ts'
import { until } from '../support/until.ts'

const pair = (main: RudePlatform, backup: RudePlatform) => [
  { url: main.url, key: 'k' },
  { url: backup.url, key: 'k' },
]

const legs = ['douyin', 'kuaishou']

/** A far end's kernel takes some time's worth after it reads no more; where that differs by too much, they did not fall silent together. */
async function silenceTogether(rig: RelayRig, ends: readonly RudePlatform[]): Promise<void> {
  for (let tries = 0; tries < 5; tries++) {
    for (const name of legs) await rig.untilLeg(name, 'carrying')
    for (const end of ends) end.freeze()
    const ages = await until('both are silent', () => {
      const found = legs.map(name => rig.leg(name).lastProgressAgeMs ?? 0)
      return found.every(ageMs => ageMs > 400) ? found : undefined
    })
    if (Math.max(...ages) - Math.min(...ages) < 800) return
    for (const end of ends) end.thaw()
  }
  throw new Error('they never fell silent within one second')
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
  await silenceTogether(rig, [one, two])
  await until('both are stalled and past the time to leave', () =>
    legs.every(name => (rig.leg(name).lastProgressAgeMs ?? 0) > 2_500),
  )
  expect(rig.leg('douyin').state.at).toBe('stalled')
  expect(rig.leg('douyin').why).toContain('uplink')
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
  await silenceTogether(rig, [one, two])
  await until('both are held', () => legs.every(name => (rig.leg(name).lastProgressAgeMs ?? 0) > 1_800))
  two.thaw()
  await until('the other went to its backup', () => backup.open.length === 1)
  expect((await rig.untilLeg('douyin', 'carrying')).endpoint).toBe(1)
  expect((await rig.untilLeg('kuaishou', 'carrying')).endpoint).toBe(0)
})
