// A camera dies on air: every platform keeps its one connection, and sees the slate in the same moment.
import { expect, test } from 'vitest'
import { Evening } from '../support/evening.ts'

test('a killed camera is followed by the slate on every platform, and by itself when it is back', async () => {
  await using evening = await Evening.open({ cameras: [{ name: 'camera-a', compositionMs: 66 }] })
  await evening.begin()
  const killedMs = performance.now()
  evening.camera('camera-a').stop()
  await evening.untilOnAir('slate')
  await evening.pass(2_000)
  for (const seen of evening.seen(killedMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.sources.at(-1)).toBe(0)
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
    expect(seen.largestHoleMs.audio).toBeLessThanOrEqual(200)
  }
  await evening.camera('camera-a').publish(2 ** 32 - 2_000)
  await evening.untilOnAir('camera-a')
  await evening.pass(3_000)
  for (const seen of evening.seen(killedMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.sources.slice(-2)).toEqual([0, 1])
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
  }
  const cuts = (await evening.house.events()).filter(({ kind }) => kind === 'program-cut')
  expect(cuts.map(({ detail }) => [detail.from, detail.to, detail.cause])).toEqual([
    [null, 'camera-a', 'start'],
    ['camera-a', 'slate', 'lost'],
    ['slate', 'camera-a', 'return'],
  ])
  const metrics = await evening.house.metrics()
  const labels = 'broadcast="evening",program="main"'
  expect(metrics.get(`changming_program_cuts_total{${labels},from="camera-a",to="slate",cause="lost"}`)).toBe(
    1,
  )
  expect(metrics.get(`changming_program_slate_seconds_total{${labels}}`)).toBeGreaterThan(1.5)
  expect(metrics.get(`changming_program_output_gap_seconds_bucket{${labels},le="0.2"}`)).toBe(2)
}, 60_000)

test('when both cameras are gone the slate stays, and whichever comes back first is shown', async () => {
  await using evening = await Evening.open({
    cameras: [{ name: 'camera-a' }, { name: 'camera-b', clockMs: 9_000 }],
  })
  await evening.begin()
  const lostMs = performance.now()
  evening.camera('camera-a').stop()
  await evening.untilOnAir('camera-b')
  evening.camera('camera-b').stop()
  await evening.untilOnAir('slate')
  await evening.pass(1_000)
  await evening.camera('camera-b').publish()
  await evening.untilOnAir('camera-b')
  await evening.pass(1_000)
  for (const seen of evening.seen(lostMs)) {
    expect(seen).toMatchObject({ publishes: 1, stepsBack: 0 })
    expect(seen.largestHoleMs.video).toBeLessThanOrEqual(200)
    expect(seen.sources.slice(-3)).toEqual([2, 0, 2])
  }
}, 60_000)
