// Which patches make a mouth.
import { expect, test } from 'vitest'
import { mixOf } from '../../../avatar/compose/mouth-mix.ts'

const mix = (strength: number) => mixOf({ shape: 'aa', strength })

test('a baked strength is its patch alone, and none is the body at rest', () => {
  expect([0, 1 / 3, 2 / 3, 1].map(mix)).toEqual(
    [0, 1, 2, 3].map(strength => ({ lower: strength, upper: strength, share: 0 })),
  )
})

test('between two baked strengths both have their share', () => {
  expect(mix(0.5)).toEqual({ lower: 1, upper: 2, share: 128 })
  expect(mix(0.25)).toEqual({ lower: 0, upper: 1, share: 192 })
})

test('a hair beside a baked strength is that strength', () => {
  expect(mix(0.335)).toEqual({ lower: 1, upper: 1, share: 0 })
  expect(mix(0.99)).toEqual({ lower: 3, upper: 3, share: 0 })
})
