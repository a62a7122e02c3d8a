// A timeline's lanes out of events.
import { expect, test } from 'vitest'
import { lanesOf, percentOf, type Timeline } from '../../console/broadcast/lanes.ts'
import type { HouseEvent } from '../../console/live/types.ts'

const sinceMs = 1_000_000
const nowMs = 1_900_000
let id = 0
const event = (atMs: number, kind: string, detail: HouseEvent['detail'] = {}): HouseEvent => ({
  id: String((id += 1)),
  atMs,
  broadcast: 'evening',
  kind,
  detail,
})
const cut = (atMs: number, to: string, program = 'main') => event(atMs, 'program-cut', { program, to })
const leg = (atMs: number, to: string) => event(atMs, 'leg-state', { destination: 'douyin', to })
const timeline = (more: Partial<Timeline>): Timeline => ({
  sinceMs,
  nowMs,
  before: [],
  events: [],
  isCut: false,
  incidents: [],
  rates: { everyMs: 10_000, atMs: [], destinations: [] },
  ...more,
})
const shortly = (blocks: readonly { what: string; fromMs: number; toMs: number }[]) =>
  blocks.map(({ what, fromMs, toMs }) => [what, fromMs, toMs])

test('what was on air before it began is on air at its left edge, and what goes on ends at its right', () => {
  const { air } = lanesOf(
    timeline({
      before: [cut(500_000, 'camera-a')],
      events: [cut(1_200_000, 'slate'), cut(1_260_000, 'mira')],
    }),
    new Set(['mira']),
  )
  expect(air.map(({ of }) => of)).toEqual(['main'])
  expect(shortly(air[0]?.blocks ?? [])).toEqual([
    ['camera-a', sinceMs, 1_200_000],
    ['slate', 1_200_000, 1_260_000],
    ['mira', 1_260_000, nowMs],
  ])
  expect(air[0]?.blocks.map(({ level }) => level)).toEqual(['good', 'wait', 'busy'])
  expect(air[0]?.blocks.map(({ isOpen }) => isOpen)).toEqual([false, false, true])
})

test('a stop ends what is on air in every program, and darkness is a gap', () => {
  const { air } = lanesOf(
    timeline({
      events: [
        cut(1_000_100, 'camera-a'),
        cut(1_000_100, 'camera-a', 'without-host'),
        event(1_100_000, 'program-dark', { program: 'main' }),
        event(1_110_000, 'program-lit', { program: 'main' }),
        event(1_500_000, 'stop'),
      ],
    }),
    new Set(),
  )
  expect(air.map(({ of, blocks }) => [of, shortly(blocks)])).toEqual([
    [
      'main',
      [
        ['camera-a', 1_000_100, 1_100_000],
        ['camera-a', 1_110_000, 1_500_000],
      ],
    ],
    ['without-host', [['camera-a', 1_000_100, 1_500_000]]],
  ])
})

test('a leg is drawn by its states, the same one twice as one, nothing while it rests', () => {
  const { legs } = lanesOf(
    timeline({
      before: [leg(100_000, 'carrying'), leg(200_000, 'stopped')],
      events: [
        leg(1_300_000, 'carrying'),
        leg(1_300_000, 'carrying'),
        leg(1_400_000, 'stalled'),
        leg(1_401_000, 'blocked'),
      ],
    }),
    new Set(),
  )
  expect(shortly(legs[0]?.blocks ?? [])).toEqual([
    ['carrying', 1_300_000, 1_400_000],
    ['stalled', 1_400_000, 1_401_000],
    ['blocked', 1_401_000, nowMs],
  ])
  expect(legs[0]?.blocks.map(({ level }) => level)).toEqual(['good', 'busy', 'bad'])
})

test('incidents are spans, clipped where they began earlier', () => {
  const cause = { en: 'x', zh: 'x' }
  const { incidents } = lanesOf(
    timeline({
      incidents: [
        { id: 'b', cause, beganMs: 1_500_000, overMs: null },
        { id: 'a', cause, beganMs: 900_000, overMs: 1_050_000 },
      ],
    }),
    new Set(),
  )
  expect(shortly(incidents)).toEqual([
    ['a', sinceMs, 1_050_000],
    ['b', 1_500_000, nowMs],
  ])
})

test('a moment stands in proportion, never outside', () => {
  expect([percentOf(1_450_000, { sinceMs, nowMs }), percentOf(0, { sinceMs, nowMs })]).toEqual([50, 0])
  expect(percentOf(nowMs + 1, { sinceMs, nowMs })).toBe(100)
})
