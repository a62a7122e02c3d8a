import { expect, test } from 'vitest'
import { isUplinkDown } from '../../relay/leg/uplink.ts'

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
