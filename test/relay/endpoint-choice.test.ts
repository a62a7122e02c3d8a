import { expect, test } from 'vitest'
import { nextEndpoint, waitBeforeMs } from '../../relay/leg/endpoint-choice.ts'

test.for([
  { count: 3, last: -1, refused: [], next: 0 },
  { count: 3, last: 0, refused: [], next: 1 },
  { count: 3, last: 2, refused: [], next: 0 },
  { count: 3, last: 0, refused: [1], next: 2 },
  { count: 1, last: 0, refused: [], next: 0 },
  { count: 2, last: 1, refused: [0, 1], next: undefined },
  { count: 0, last: -1, refused: [], next: undefined },
])(
  'of $count endpoints, after $last and with $refused refused, comes $next',
  ({ count, last, refused, next }) => {
    expect(nextEndpoint({ count, last, refused: new Set(refused) })).toBe(next)
  },
)

const backoff = { firstMs: 500, factor: 2, maxMs: 8_000, jitter: 0 }
const middle = () => 0.5

test.for([
  [2, [0, 500, 500, 1_000, 1_000, 2_000]],
  [1, [500, 1_000, 2_000, 4_000, 8_000, 8_000]],
] as const)(
  'with %i endpoints the first round flips at once and each later round waits longer',
  ([usable, waits]) => {
    expect(waits.map((_, i) => waitBeforeMs({ failures: i + 1, usable, backoff }, middle))).toEqual(waits)
  },
)

test('jitter spreads waits to both sides', () => {
  const spread = { ...backoff, jitter: 0.2 }
  expect(waitBeforeMs({ failures: 1, usable: 1, backoff: spread }, () => 0)).toBe(400)
  expect(waitBeforeMs({ failures: 1, usable: 1, backoff: spread }, () => 1)).toBe(600)
})
