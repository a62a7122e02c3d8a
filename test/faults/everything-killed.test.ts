// Every process of the house dies at once, as when the machine loses power: started again, it is on air by itself.
import { expect, test } from 'vitest'
import { isAlive } from '#core/process-identity.ts'
import { Evening } from '../support/evening.ts'
import { pictures } from '../support/house-rig.ts'
import { until } from '../support/until.ts'

test('a house whose processes were all killed is on air again once it is started, with the profile and counters it had', async () => {
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a' }] })
  const { house, platforms } = evening
  await evening.begin()
  const before = await evening.program()
  const dead = house.processes()
  for (const { pid } of Object.values(dead)) process.kill(pid, 'SIGKILL')
  evening.camera('camera-a').stop()
  await until('all of them are gone', () => Object.values(dead).every(each => !isAlive(each)))
  await house.product.startControl()
  await until('the front door is open again', () =>
    evening
      .camera('camera-a')
      .publish()
      .then(
        () => true,
        () => false,
      ),
  )
  await house.untilCarrying('evening')
  await until('each platform gets pictures from a second publish', () =>
    platforms.every(({ publishes }) => publishes.length === 2 && pictures(publishes[1]).length > 30),
  )
  const after = await evening.program()
  expect(after.profile).toEqual(before.profile)
  expect(after.counters.cameraMs).toBeGreaterThan(before.counters.cameraMs)
  for (const { publishes } of platforms) expect(publishes[0]?.closedAtMs).not.toBeNull()
}, 60_000)
