// Cameras that change what they are in the middle of the evening: size, sound, clock; and people who cut through all of it.
import { expect, test } from 'vitest'
import { Evening } from '../support/evening.ts'
import { until } from '../support/until.ts'

test('another size in the middle goes on air marked, until a camera that fits is there', async () => {
  await using evening = await Evening.open({
    cameras: [{ name: 'camera-a' }, { name: 'camera-b', clockMs: 5_000 }],
  })
  await evening.camera('camera-a').publish()
  await evening.house.start('evening')
  await evening.house.untilCarrying('evening')
  await evening.pass(2_000)
  const fromMs = performance.now()
  evening.camera('camera-a').made.changePicture({ widthPx: 640, heightPx: 360, frameRateFps: 30 })
  await until('it is marked', async () => (await evening.program()).misfit === '640x360 instead of 320x180')
  const labels = 'broadcast="evening",program="main"'
  expect((await evening.house.metrics()).get(`changming_program_profile_change{${labels}}`)).toBe(1)
  await evening.camera('camera-b').publish()
  await evening.untilOnAir('camera-b')
  await evening.pass(500)
  expect((await evening.program()).misfit).toBeNull()
  for (const seen of evening.seen(fromMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0, sources: [1, 2] })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
}, 60_000)

test('clocks that jump forward, back and stand still leave one output that goes forward', async () => {
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a', clockMs: 2 ** 31 - 4_000 }] })
  await evening.begin()
  const fromMs = performance.now()
  const { made } = evening.camera('camera-a')
  for (const jumpMs of [3_600_000, -3_600_000, 2_500, -2_500]) {
    made.jump(jumpMs)
    await evening.pass(1_200)
  }
  made.standStill(true)
  await evening.pass(1_500)
  made.standStill(false)
  await evening.pass(1_000)
  expect((await evening.program()).onAir).toBe('camera-a')
  for (const seen of evening.seen(fromMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0, sources: [1] })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
    expect(seen.largestHoleMs.audio).toBeLessThanOrEqual(250)
  }
}, 60_000)

test('a flapping camera leaves the other on air for longer each time', async () => {
  await using evening = await Evening.open({
    cameras: [{ name: 'camera-a' }, { name: 'camera-b', clockMs: 8_000 }],
  })
  await evening.begin()
  const fromMs = performance.now()
  for (let i = 0; i < 3; i++) {
    evening.camera('camera-a').stop()
    await evening.untilOnAir('camera-b')
    await evening.camera('camera-a').publish()
    await evening.pass(1_500)
  }
  for (const seen of evening.seen(fromMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
    expect(seen.sources.filter(source => source === 2)).toHaveLength(1) // it stays with the one that is steady
  }
}, 60_000)

test('people take and release while cameras die under their hands', async () => {
  await using evening = await Evening.open({
    cameras: [{ name: 'camera-a' }, { name: 'camera-b', clockMs: 8_000 }],
  })
  await evening.begin()
  const fromMs = performance.now()
  await evening.take('camera-b')
  evening.camera('camera-b').stop()
  await evening.pass(1_000)
  expect((await evening.program()).onAir).toBe('camera-a')
  await evening.camera('camera-b').publish()
  await evening.untilOnAir('camera-b') // it is still wished
  await evening.take('slate')
  await evening.untilOnAir('slate')
  evening.camera('camera-a').stop()
  await evening.pass(500)
  await evening.release()
  await evening.untilOnAir('camera-b')
  await evening.pass(500)
  for (const seen of evening.seen(fromMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
}, 60_000)
