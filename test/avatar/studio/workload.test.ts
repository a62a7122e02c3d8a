// When the studio may give back what clips were made of.
import { expect, test } from 'vitest'
import { Workload } from '../../../avatar/studio/workload.ts'
import { FakeClock, settle } from '../../support/fake-clock.ts'

const never = new AbortController().signal

test('it rests ten minutes after its last clip, not before the first and not while one is made', async () => {
  const clock = new FakeClock()
  const workload = new Workload(clock)
  await clock.advance(700_000)
  expect(workload.hasRested).toBe(false)
  await workload.clip(async () => {})
  await clock.advance(600_000)
  expect(workload.hasRested).toBe(false)
  await clock.advance(1)
  expect(workload.hasRested).toBe(true)
  const { promise, resolve } = Promise.withResolvers<void>()
  const making = workload.clip(() => promise)
  expect(workload.hasRested).toBe(false)
  resolve()
  await making
  expect(workload.hasRested).toBe(false)
})

test('a host that has all its loops now is worth ten minutes more', async () => {
  const clock = new FakeClock()
  const workload = new Workload(clock)
  await workload.clip(async () => {})
  await clock.advance(600_001)
  workload.stir()
  expect(workload.hasRested).toBe(false)
  await clock.advance(600_001)
  expect(workload.hasRested).toBe(true)
})

test('a loop waits while a clip is made, and no longer than twelve seconds', async () => {
  const clock = new FakeClock()
  const workload = new Workload(clock)
  let calm = 0
  const { promise, resolve } = Promise.withResolvers<void>()
  const making = workload.clip(() => promise)
  void workload.whenCalm(never).then(() => (calm += 1))
  await clock.advance(11_900)
  expect(calm).toBe(0)
  await clock.advance(200)
  expect(calm).toBe(1)
  void workload.whenCalm(never).then(() => (calm += 1))
  resolve()
  await making
  await clock.advance(100)
  await settle()
  expect(calm).toBe(2)
})
