// Which pictures of a program tell an incident: the last before it, what came instead, and the first after it.
import { expect, test } from 'vitest'
import type { Still } from '#relay'
import { chooseStills, type Had, isSettled, renamed } from '../../../control/pictures/moments.ts'

const beganMs = 100_000
const nothing: readonly Had[] = []

/** A picture each two seconds of these times, the slate between `slateFromMs` and `slateToMs`. */
function stillsOf(fromMs: number, toMs: number, slateFromMs = Infinity, slateToMs = Infinity): Still[] {
  const stills: Still[] = []
  for (let atMs = fromMs; atMs <= toMs; atMs += 2_000) {
    const isSlate = atMs >= slateFromMs && atMs < slateToMs
    stills.push({ atMs, shows: isSlate ? 'slate' : 'camera-a', bytes: 1_000 })
  }
  return stills
}

const told = (chosen: ReturnType<typeof chooseStills>) =>
  chosen.map(({ still, moment }) => [moment, still.atMs - beganMs, still.shows])

test('a camera that was lost and came back: before it, its last picture, the slate, and its first again', () => {
  const times = { beganMs, recoveredMs: beganMs + 9_000, overMs: beganMs + 9_000 }
  const stills = stillsOf(81_500, 125_500, beganMs + 700, beganMs + 9_000)
  expect(told(chooseStills(times, stills, nothing))).toEqual([
    ['before', -4_500, 'camera-a'],
    ['began', -500, 'camera-a'],
    ['during', 1_500, 'slate'],
    ['during', 7_500, 'slate'],
    ['recovered', 9_500, 'camera-a'],
    ['after', 13_500, 'camera-a'],
  ])
})

test('while it lasts there is nothing of its end, and what is there already is not chosen again', () => {
  const times = { beganMs, recoveredMs: null, overMs: null }
  const stills = stillsOf(91_500, 109_500, beganMs + 700)
  const had: readonly Had[] = [
    { atMs: 95_500, moment: 'before' },
    { atMs: 99_500, moment: 'began' },
  ]
  expect(told(chooseStills(times, stills, had))).toEqual([
    ['during', 1_500, 'slate'],
    ['during', 7_500, 'slate'],
  ])
})

test('once a moment has its picture, a later one does not take its place', () => {
  const times = { beganMs, recoveredMs: null, overMs: null }
  const had: readonly Had[] = [
    { atMs: 95_500, moment: 'before' },
    { atMs: 99_500, moment: 'began' },
    { atMs: 101_500, moment: 'during' },
    { atMs: 107_500, moment: 'during' },
  ]
  expect(told(chooseStills(times, stillsOf(109_500, 127_500), had))).toEqual([])
})

test('a program that sent nothing has its last picture and its first again', () => {
  const times = { beganMs, recoveredMs: beganMs + 40_000, overMs: beganMs + 40_000 }
  const stills = [...stillsOf(91_500, 99_500), ...stillsOf(141_500, 151_500)]
  expect(told(chooseStills(times, stills, nothing))).toEqual([
    ['before', -4_500, 'camera-a'],
    ['began', -500, 'camera-a'],
    ['recovered', 41_500, 'camera-a'],
    ['after', 45_500, 'camera-a'],
  ])
})

test('of what was never sent nothing is chosen', () => {
  expect(chooseStills({ beganMs, recoveredMs: null, overMs: null }, [], nothing)).toEqual([])
  const later = stillsOf(beganMs + 60_000, beganMs + 62_000)
  expect(
    told(chooseStills({ beganMs, recoveredMs: null, overMs: beganMs + 20_000 }, later, nothing)),
  ).toEqual([])
})

test('many changes within one incident are told up to a bound', () => {
  const stills = Array.from({ length: 60 }, (_, i) => ({
    atMs: beganMs + 500 + i * 500,
    shows: i % 2 === 0 ? 'slate' : 'camera-a',
    bytes: 1_000,
  }))
  const chosen = chooseStills({ beganMs, recoveredMs: null, overMs: null }, stills, nothing)
  expect(chosen.length).toBeLessThanOrEqual(12)
})

test('nothing more is to come half a minute after its end, and never before that', () => {
  expect(isSettled({ beganMs, recoveredMs: null, overMs: null }, beganMs + 3_600_000)).toBe(false)
  const over = { beganMs, recoveredMs: beganMs + 5_000, overMs: beganMs + 5_000 }
  expect(isSettled(over, beganMs + 12_000)).toBe(false)
  expect(isSettled(over, beganMs + 30_000)).toBe(true)
})

test('a picture that was kept before its end was known is of its end', () => {
  const times = { beganMs, recoveredMs: beganMs + 9_000, overMs: beganMs + 9_000 }
  const had: readonly Had[] = [
    { atMs: beganMs - 500, moment: 'began' },
    { atMs: beganMs + 1_500, moment: 'during' },
    { atMs: beganMs + 9_020, moment: 'during' },
    { atMs: beganMs + 13_500, moment: 'recovered' },
  ]
  expect(renamed(times, had).map(({ moment }) => moment)).toEqual(['began', 'during', 'recovered', 'after'])
  expect(renamed({ recoveredMs: null, overMs: null }, had)).toEqual(had)
  expect(told(chooseStills(times, stillsOf(109_500, 125_500), had))).toEqual([])
})
