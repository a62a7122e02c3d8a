// What a leg counts of its light and darkness, through restarts of its worker too.
import { expect, test } from 'vitest'
import { LegTally, notAway } from '../../relay/leg/leg-tally.ts'
import { FakeClock } from '../support/fake-clock.ts'

test('the last lit moment stands still in the dark, goes through a restart, and is forgotten with the wish', async () => {
  const clock = new FakeClock()
  const tally = new LegTally()
  const lastLitAtMs = () => tally.counters(undefined).lastLitAtMs
  tally.tick('dark', 0, clock)
  expect(lastLitAtMs()).toBeNull() // no room can close that never had a stream
  await clock.advance(50)
  tally.tick('lit', 0, clock)
  const litAtMs = clock.wallMs()
  await clock.advance(3_000)
  tally.tick('dark', 3_000, clock)
  expect([lastLitAtMs(), tally.counters(undefined).darkMs]).toEqual([litAtMs, 3_050])
  const successor = new LegTally()
  successor.restore(tally.counters(undefined), notAway)
  successor.tick('dark', 0, clock)
  expect(successor.counters(undefined).lastLitAtMs).toBe(litAtMs)
  tally.tick('unwished', 0, clock)
  expect(lastLitAtMs()).toBeNull()
})

type Tick = readonly [atMs: number, light: Parameters<LegTally['tick']>[0], forMs: number, unsureMs?: number]

async function darkAfter(ticks: readonly Tick[]): Promise<number> {
  const clock = new FakeClock()
  const tally = new LegTally()
  let nowMs = 0
  for (const [atMs, light, forMs, unsureMs] of ticks) {
    await clock.advance(atMs - nowMs)
    nowMs = atMs
    tally.tick(light, forMs, clock, unsureMs)
  }
  return tally.counters(undefined).darkMs
}

test('a far end that is found silent has been dark since it fell silent, not since it was found out', async () => {
  expect(
    await darkAfter([
      [0, 'lit', 0],
      [2_000, 'lit', 2_000],
      [2_900, 'dark', 850],
      [3_500, 'dark', 1_450],
      [3_600, 'lit', 0],
    ]),
  ).toBe(1_550)
})

test('darkness that may have ended is counted once that is known', async () => {
  const silent: Tick[] = [
    [0, 'lit', 0],
    [2_900, 'dark', 900, 400],
    [3_500, 'dark', 1_500, 400],
  ]
  expect(await darkAfter(silent)).toBe(1_100)
  expect(await darkAfter([...silent, [3_600, 'lit', 250]])).toBe(1_350)
  expect(await darkAfter([...silent, [3_600, 'dark', 1_600]])).toBe(1_600)
})

test('a publish was lit from its beginning once the far end has proved it', async () => {
  const before: Tick[] = [
    [0, 'lit', 0],
    [1_000, 'dark', 0],
    [1_100, 'unproved', 50],
    [1_300, 'unproved', 250],
  ]
  expect(await darkAfter([...before, [1_400, 'lit', 350]])).toBe(50)
  expect(await darkAfter([...before, [1_400, 'dark', 0]])).toBe(400)
})

test('nothing is counted twice, whatever the evidence says of the past', async () => {
  expect(
    await darkAfter([
      [0, 'lit', 0],
      [1_000, 'dark', 800],
      [1_200, 'lit', 0],
      [1_300, 'dark', 1_300],
    ]),
  ).toBe(1_100)
})

test('a successor counts as dark only the time in which its predecessor was dead', () => {
  const before = new LegTally()
  before.served({ spanMs: 5_000, isGood: true })
  const successor = new LegTally()
  successor.restore(before.counters(undefined), { uncountedMs: 2_600, unservedMs: 900 })
  expect(successor.counters(undefined)).toMatchObject({ wishedMs: 7_600, darkMs: 900, goodMs: 5_000 })
})
