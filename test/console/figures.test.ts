// Numbers as people read them.
import { expect, test } from 'vitest'
import {
  bytes,
  duration,
  frameRate,
  megabits,
  RateWindow,
  seconds,
  sparkline,
  timeOfDay,
} from '../../console/tell/figures.ts'
import { en } from '../../console/tell/words-en.ts'
import { zh } from '../../console/tell/words-zh.ts'

test.each([
  [-5, '0 s'],
  [999, '0 s'],
  [7_900, '7 s'],
  [60_000, '1 min'],
  [200_000, '3 min 20 s'],
  [3_600_000, '1 h'],
  [3_605_000, '1 h'],
  [18_720_000, '5 h 12 min'],
  [183_600_000, '2 d 3 h'],
])('%i ms last %s', (ms, told) => {
  expect(duration(ms, en.units)).toBe(told)
})

test('a duration speaks the visitor’s language', () => {
  expect(duration(18_720_000, zh.units)).toBe('5 小时 12 分')
})

test.each([
  [-1, '0.0 s'],
  [349, '0.3 s'],
  [9_940, '9.9 s'],
  [9_950, '10 s'],
  [12_499, '12 s'],
])('%i ms are %s', (ms, told) => {
  expect(seconds(ms, 's')).toBe(told)
})

test.each([
  [-1, '0.00'],
  [350_000, '0.35'],
  [6_024_000, '6.02'],
  [24_830_000, '24.8'],
  [250_000_000, '250'],
])('%i bit/s are %s Mb/s', (bits, told) => {
  expect(megabits(bits)).toBe(told)
})

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [123_456, '123 kB'],
  [5_500_000, '5.5 MB'],
  [7_000_000_000_000_000, '7000 TB'],
])('%i bytes are %s', (count, told) => {
  expect(bytes(count)).toBe(told)
})

test('a frame rate has no more decimals than it needs', () => {
  expect([30, 29.97002997, 23.976].map(frameRate)).toEqual(['30', '29.97', '23.98'])
})

test('a time of day has two digits each', () => {
  expect(timeOfDay(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('03:04:05')
})

test('a rate is that of the last seconds, not since ever', () => {
  const rates = new RateWindow(5_000, 90)
  expect(rates.bitsPerS()).toBeNull()
  for (let s = 0; s <= 20; s++) rates.add(s * 1_000, s <= 10 ? 0 : (s - 10) * 125_000)
  expect(rates.bitsPerS()).toBe(1_000_000)
})

test('an answer that is asked twice for the same moment changes no rate', () => {
  const rates = new RateWindow(5_000, 90)
  rates.add(0, 0)
  rates.add(1_000, 1_000)
  rates.add(1_000, 9_000)
  rates.add(500, 9_000)
  expect(rates.bitsPerS()).toBe(8_000)
  expect(rates.history).toHaveLength(2)
})

test('a counter that begins anew is no negative rate', () => {
  const rates = new RateWindow(5_000, 90)
  rates.add(0, 1_000_000)
  rates.add(1_000, 2_000_000)
  rates.add(2_000, 10)
  expect(rates.bitsPerS()).toBeNull()
  rates.add(3_000, 1_010)
  expect(rates.bitsPerS()).toBe(8_000)
  expect(Math.min(...rates.history)).toBe(0)
})

test('only so many rates are remembered', () => {
  const rates = new RateWindow(5_000, 3)
  for (let s = 0; s < 10; s++) rates.add(s * 1_000, s)
  expect(rates.history).toHaveLength(3)
})

test('a line of rates ends at the right edge and stays within its box', () => {
  const box = { width: 90, height: 40, slots: 10, atLeast: 100 }
  const points = sparkline([0, 50, 200], box)
    .split(' ')
    .map(point => point.split(',').map(Number) as [number, number])
  expect(points.map(([x]) => x)).toEqual([70, 80, 90])
  expect(points[0]?.[1]).toBe(40)
  for (const [, y] of points) expect(y).toBeGreaterThan(0)
  expect(sparkline([], box)).toBe('')
})

test('a small rate is not blown up to look like a large one', () => {
  const box = { width: 90, height: 40, slots: 10, atLeast: 500_000 }
  const [, y] = sparkline([1_000], box).split(',').map(Number)
  expect(y).toBeGreaterThan(39)
})
