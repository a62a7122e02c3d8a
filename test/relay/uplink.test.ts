import { expect, test } from 'vitest'
import { heldBy, isUplinkDown, type UplinkHold } from '../../relay/leg/uplink.ts'

const limits = { stalledAfterMs: 900, withinMs: 1_000 }
const down = (...silences: (number | null)[]) =>
  isUplinkDown(
    silences.map(silentForMs => ({ silentForMs })),
    limits,
  )

test.for([
  ['both fell silent together', [1_500, 1_300], true],
  ['one is silent, the other carries', [1_500, 0], false],
  ['one is silent, the other is between two proofs', [1_500, 150], false],
  ['a single leg can tell nothing of the uplink', [1_500], false],
  ['legs without a connection do not count', [1_500, null, null], false],
  ['three fell silent within a second', [1_500, 900, 600], true],
  ['they fell silent at different times', [4_000, 1_500], false],
  ['nobody is silent long enough yet', [500, 400], false],
] as const)('%s: %o', ([, silences, isDown]) => {
  expect(down(...silences)).toBe(isDown)
})

test.for([
  ['an uplink that was never dead holds nobody', [[0, false]], null],
  [
    'a dead one holds since it was first seen',
    [
      [0, true],
      [400, true],
      [900, true],
    ],
    { sinceMs: 0, seenMs: 900 },
  ],
  [
    'a sibling that came back first does not take the hold from the others at once',
    [
      [0, true],
      [600, false],
    ],
    { sinceMs: 0, seenMs: 0 },
  ],
  [
    'who is silent a second later still is silent by itself',
    [
      [0, true],
      [500, true],
      [1_500, false],
    ],
    null,
  ],
  [
    'all silent again within that second is the same dead uplink',
    [
      [0, true],
      [700, false],
      [900, true],
    ],
    { sinceMs: 0, seenMs: 900 },
  ],
] as const)('%s', ([, looks, held]) => {
  const start: UplinkHold | null = null
  expect(
    looks.reduce((hold: UplinkHold | null, [nowMs, isDown]) => heldBy(hold, isDown, nowMs, 1_000), start),
  ).toEqual(held)
})
