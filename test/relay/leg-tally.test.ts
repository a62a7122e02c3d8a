// What a leg counts of its light and darkness, through restarts of its worker too.
import { expect, test } from 'vitest'
import { LegTally } from '../../relay/leg/leg-tally.ts'
import { FakeClock } from '../support/fake-clock.ts'

test('the last lit moment stands still in the dark, goes through a restart, and is forgotten with the wish', async () => {
  const clock = new FakeClock()
  const tally = new LegTally()
  const lastLitAtMs = () => tally.counters(undefined).lastLitAtMs
  tally.tick('dark', clock)
  expect(lastLitAtMs()).toBeNull() // no room can close that never had a stream
  await clock.advance(50)
  tally.tick('lit', clock)
  const litAtMs = clock.wallMs()
  await clock.advance(3_000)
  tally.tick('dark', clock)
  expect([lastLitAtMs(), tally.counters(undefined).darkMs]).toEqual([litAtMs, 3_000])
  const successor = new LegTally()
  successor.restore(tally.counters(undefined), 0)
  successor.tick('dark', clock)
  expect(successor.counters(undefined).lastLitAtMs).toBe(litAtMs)
  tally.tick('unwished', clock)
  expect(lastLitAtMs()).toBeNull()
})
