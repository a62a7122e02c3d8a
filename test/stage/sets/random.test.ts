// Dice of the sets: the same for the same seed, and even.
import { expect, test } from 'vitest'
import { inSquare, onDisc, randomFrom } from '../../../stage/sets/random.ts'

function thrown(seed: number, count: number): number[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, () => random.next())
}

test('the same seed throws the same, another one something else', () => {
  expect(thrown(7, 5)).toEqual(thrown(7, 5))
  expect(thrown(7, 5)).not.toEqual(thrown(8, 5))
})

test('throws are from 0 up to 1, half of them below a half', () => {
  const all = thrown(3, 4_000)
  expect(Math.min(...all)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...all)).toBeLessThan(1)
  expect(Math.abs(all.filter(value => value < 0.5).length - 2_000)).toBeLessThan(120)
})

test('points on the disc stay on it and have their middle in its middle', () => {
  const points = Array.from({ length: 48 }, (_, i) => onDisc(i, 48))
  const sum = points.reduce(([x, y], [dx, dy]) => [x + dx, y + dy], [0, 0])
  expect(points.every(([x, y]) => Math.hypot(x, y) <= 1)).toBe(true)
  expect(Math.hypot(sum[0], sum[1]) / 48).toBeLessThan(0.03)
})

test('the first points in the square already lie in all its quarters', () => {
  const quarters = Array.from({ length: 8 }, (_, i) => inSquare(i)).map(([x, y]) => `${x < 0.5}${y < 0.5}`)
  expect(new Set(quarters).size).toBe(4)
})
