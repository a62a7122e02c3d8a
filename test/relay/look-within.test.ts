// How soon a program is looked at again: seldom while all is well, in the very moment in which its feed would be lost.
import { expect, test } from 'vitest'
import { toNextLookMs } from '../../relay/program/look-within.ts'
import { ProgramStage } from '../support/program-stage.ts'

async function onAir(...names: string[]): Promise<ProgramStage> {
  const stage = await ProgramStage.open({ cameras: names.map(name => ({ name })) })
  stage.publish(...names)
  await stage.pass(5_000)
  return stage
}

test('a program whose first camera is well is looked at each 100 ms', async () => {
  const stage = await onAir('camera-a')
  expect(stage.onAir).toBe('camera-a')
  expect(stage.program.lookWithinMs).toBe(100)
  stage.close()
})

test('a camera that is silent is looked at when its patience is over, not later', async () => {
  const stage = await onAir('camera-a')
  const { feed } = stage.camera('camera-a')
  stage.camera('camera-a').freeze()
  await stage.pass(660)
  const leftMs = feed.patienceMs(700) - (feed.lastVideoAgeMs ?? 0)
  expect(leftMs).toBeLessThan(50)
  expect(stage.program.lookWithinMs).toBe(Math.ceil(leftMs) + 1)
  stage.close()
})

test('a program on its second camera, or on the slate, is looked at more often', async () => {
  const stage = await onAir('camera-a', 'camera-b')
  stage.camera('camera-a').stop()
  await stage.pass(4_000)
  expect(stage.onAir).toBe('camera-b')
  expect(stage.program.lookWithinMs).toBe(50)
  stage.camera('camera-b').stop()
  await stage.pass(500)
  expect(stage.onAir).toBe('slate')
  expect(stage.program.lookWithinMs).toBeCloseTo(1_000 / 60)
  stage.close()
})

test.each([
  [[100], 1_030, 70],
  [[100, 50], 1_030, 20],
  [[100, 12], 1_030, 12],
  [[], 1_030, 70],
])('programs that want %j are looked at together, at %d ms after %d ms', (wanted, nowMs, inMs) => {
  expect(
    toNextLookMs(
      wanted.map(lookWithinMs => ({ lookWithinMs })),
      nowMs,
    ),
  ).toBe(inMs)
})
