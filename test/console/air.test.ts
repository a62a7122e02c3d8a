// Which picture the page shows, and which cuts.
import { expect, test } from 'vitest'
import { lastCuts, mainOf, whyOf } from '../../console/tell/air.ts'
import { broadcast, cut, nowMs, program } from './samples.ts'

test('the last cuts of all programs come newest first', () => {
  const ago = (ms: number) => ({ atMs: nowMs - ms })
  const main = program('camera-b', {
    cuts: [
      cut(null, 'camera-a', 'start', ago(9_000)),
      cut('camera-a', 'slate', 'lost', ago(4_000)),
      cut('slate', 'camera-b', 'lost', ago(4_000)),
    ],
  })
  const other = program('slate', {
    name: 'without-camera-b',
    cuts: [cut('camera-a', 'slate', 'lost', ago(3_990))],
  })
  const told = lastCuts([main, other], 3).map(({ program, cut }) => [program.name, cut.from, cut.to])
  expect(told).toEqual([
    ['without-camera-b', 'camera-a', 'slate'],
    ['main', 'slate', 'camera-b'],
    ['main', 'camera-a', 'slate'],
  ])
})

test('a camera that follows the slate after the loss of another was not lost itself', () => {
  expect(whyOf(cut('slate', 'camera-b', 'lost'))).toBe('bridged')
  expect(whyOf(cut('camera-a', 'camera-b', 'lost'))).toBe('lost')
  expect(whyOf(cut('slate', 'camera-a', 'return'))).toBe('return')
})

test('the program that is shown is the one with all feeds, else the first', () => {
  const [some, all] = [program('camera-a', { name: 'without-camera-b' }), program('camera-b')]
  expect(mainOf(broadcast({ programs: [some, all] }))).toBe(all)
  expect(mainOf(broadcast({ programs: [some] }))).toBe(some)
  expect(mainOf(broadcast({ programs: [] }))).toBeUndefined()
})
