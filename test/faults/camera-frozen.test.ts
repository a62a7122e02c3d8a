// A camera stays connected and sends nothing; later all it kept comes at once.
import { expect, test } from 'vitest'
import { Evening } from '../support/evening.ts'

test('a frozen camera is left when its patience is over, and what it kept is never shown', async () => {
  // Ingest must not throw it out first: it is the program that notices.
  const settings = { CHANGMING_INGEST_IDLE_AFTER_MS: '600000' }
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a' }], settings })
  await evening.begin()
  const frozenMs = performance.now()
  evening.camera('camera-a').made.freeze()
  await evening.untilOnAir('slate')
  await evening.pass(2_000)
  for (const seen of evening.seen(frozenMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
  evening.camera('camera-a').made.thaw('with-backlog')
  await evening.untilOnAir('camera-a')
  await evening.pass(2_000)
  const { aheadMs } = await evening.program()
  expect(Math.abs(aheadMs)).toBeLessThan(500)
  for (const seen of evening.seen(frozenMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.sources.slice(-2)).toEqual([0, 1])
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
}, 60_000)

test('two minutes of backlog delivered at once put nothing old on air', async () => {
  await using evening = await Evening.open({
    cameras: [{ name: 'camera-a' }, { name: 'camera-b', clockMs: 77_000 }],
  })
  await evening.begin()
  const camera = evening.camera('camera-b')
  const fromMs = performance.now()
  camera.made.run(performance.now() + 120_000) // camera-b sends two minutes of pictures within a moment
  evening.camera('camera-a').stop()
  await evening.pass(400)
  for (const { sources } of evening.seen(fromMs)) {
    expect(sources.at(-1)).toBe(0)
    expect(sources).not.toContain(2)
  }
  await evening.camera('camera-b').publish()
  await evening.untilOnAir('camera-b')
  for (const seen of evening.seen(fromMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
}, 60_000)

test('a camera that keeps its sound and loses its picture is lost; one that loses its sound is not', async () => {
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a' }] })
  await evening.begin()
  const fromMs = performance.now()
  evening.camera('camera-a').made.hasSound = false
  await evening.pass(2_500)
  expect(await evening.program()).toMatchObject({ onAir: 'camera-a', isSoundLost: true })
  for (const seen of evening.seen(fromMs)) expect(seen.largestHoleMs.audio).toBeLessThanOrEqual(200)
  evening.camera('camera-a').made.hasSound = true
  evening.camera('camera-a').made.hasVideo = false
  await evening.untilOnAir('slate')
  const told = (await evening.house.events()).map(({ kind }) => kind)
  expect(told).toEqual(expect.arrayContaining(['sound-lost', 'sound-back']))
  for (const seen of evening.seen(fromMs)) expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
}, 60_000)
