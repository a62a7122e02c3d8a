// Tiles of a wall screen.
import { expect, test } from 'vitest'
import { gridFor } from '../../console/tonight/density.ts'

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [3, 2, 2],
  [4, 2, 2],
  [6, 3, 2],
  [12, 4, 3],
])('%i broadcasts on a wide screen stand in %i columns and %i rows', (count, columns, rows) => {
  expect(gridFor(count, 1_920, 1_000)).toEqual({ columns, rows })
})

test('on a screen that stands upright they stand below each other, and all of them have a place', () => {
  expect(gridFor(2, 1_080, 1_800)).toEqual({ columns: 1, rows: 2 })
  for (let count = 0; count <= 50; count++) {
    const { columns, rows } = gridFor(count, 1_920, 1_080)
    expect(columns * rows).toBeGreaterThanOrEqual(count)
  }
})
