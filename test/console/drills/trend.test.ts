// How recovery has been going, drill after drill.
import { expect, test } from 'vitest'
import { placed, topOf, trendsOf } from '../../../console/drills/trend.ts'
import { faults, type Summary } from '../../../console/drills/types.ts'
import { drillWords } from '../../../console/drills/words.ts'
import { drillFaults } from '#monitoring'

const drill = (
  id: string,
  beganMs: number,
  recoveredMs: Summary['recoveredMs'],
  more: Partial<Summary> = {},
): Summary => ({
  id,
  by: 'anna',
  beganMs,
  endedMs: beganMs + 1,
  outcome: 'passed',
  isWhole: true,
  broken: [],
  why: null,
  recoveredMs,
  progress: null,
  ...more,
})

test('each fault has its line, oldest first, with how the last one stands to the one before', () => {
  const trends = trendsOf([
    drill('c', 3, { 'relay-killed': 900, 'uplink-cut': null }),
    drill('b', 2, { 'relay-killed': 1_500, 'uplink-cut': 800 }),
    drill('a', 1, { 'relay-killed': 1_200 }),
    drill('d', 4, {}, { outcome: 'unfinished' }),
    drill('e', 5, { 'relay-killed': 100 }, { outcome: 'running' }),
  ])
  expect(
    trends.map(({ fault, points, lastMs, slowerMs }) => [
      fault,
      points.map(({ ms }) => ms),
      lastMs,
      slowerMs,
    ]),
  ).toEqual([
    ['uplink-cut', [800, null], null, null],
    ['relay-killed', [1_200, 1_500, 900], 900, -600],
  ])
})

test('points stand within their box, the promise below its top', () => {
  const points = [1_200, 1_500, null].map((ms, i) => ({ id: String(i), atMs: i, ms }))
  const topMs = topOf(points, 2_000)
  expect(topMs).toBe(2_200)
  const spots = placed(points, { width: 200, height: 50, topMs })
  expect(spots.map(({ x }) => x)).toEqual([6, 100, 194])
  for (const { y } of spots) expect(y).toBeGreaterThanOrEqual(6)
  expect(placed(points.slice(0, 1), { width: 200, height: 50, topMs })[0]?.x).toBe(194)
})

test('every fault of a drill has a name in both languages', () => {
  expect([...faults]).toEqual([...drillFaults])
  for (const fault of faults) {
    expect(drillWords.zh.faults[fault]).toMatch(/\p{Script=Han}/u)
    expect(drillWords.en.faults[fault]).toMatch(/^[A-Z]/)
  }
})
