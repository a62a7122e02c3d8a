// Pixels tell whether a host can stand before them.
import { expect, test } from 'vitest'
import { faultsBehindHost, measureBehindHost } from '../../scene-gen/index.ts'
import { isBehindHost } from '../../scene-gen/behind-host.ts'

const size = { widthPx: 180, heightPx: 320 }

/** A picture from a luma, 0 to 1, for each place in shares. */
function picture(luma: (x: number, y: number) => number): Uint8Array {
  const rgba = new Uint8Array(size.widthPx * size.heightPx * 4)
  for (let y = 0; y < size.heightPx; y += 1)
    for (let x = 0; x < size.widthPx; x += 1) {
      const value = Math.round(255 * luma((x + 0.5) / size.widthPx, (y + 0.5) / size.heightPx))
      rgba.set([value, value, value, 255], (y * size.widthPx + x) * 4)
    }
  return rgba
}

const faultsOf = (luma: (x: number, y: number) => number) =>
  faultsBehindHost(measureBehindHost(picture(luma), size))
const room = (x: number, y: number): number => 0.3 + 0.25 * y + 0.12 * Math.cos(x * 6)
const stripes = (x: number): number => (Math.floor(x * 30) % 2 === 0 ? 0.1 : 0.6)

test('a calm room is fit', () => {
  expect(faultsOf(room)).toEqual([])
})

test('shelves at the sides are fit, in the middle they are not', () => {
  expect(faultsOf((x, y) => (Math.abs(x - 0.5) > 0.38 ? stripes(x) : room(x, y)))).toEqual([])
  expect(faultsOf(stripes)).toEqual(['restless'])
})

test('fine noise does not count as unrest', () => {
  const dice = (x: number, y: number): number => (Math.sin(x * 91_173 + y * 53_917) * 43_758.5453) % 1
  const noisy = (x: number, y: number): number => Math.min(1, Math.max(0, room(x, y) + 0.05 * dice(x, y)))
  expect(faultsOf(noisy)).toEqual([])
})

test.each([
  [
    'a window behind the head',
    (x: number, y: number) => (Math.hypot(x - 0.5, (y - 0.6) * 1.8) < 0.2 ? 0.97 : 0.4),
    'too-bright',
  ],
  ['a white wall', (_: number, y: number) => 0.8 + 0.2 * y, 'too-bright'],
  ['a black room', (x: number, y: number) => (y < 0.2 ? 0.5 : 0.02 * x), 'too-dark'],
  ['one even colour', () => 0.4, 'flat'],
] as const)('%s is not', (_, luma, fault) => {
  expect(faultsOf(luma)).toContain(fault)
})

test('the host stands in the middle of the lower two thirds, in any shape of picture', () => {
  for (const widthPerHeight of [9 / 16, 16 / 9]) {
    expect(isBehindHost(0.5, 0.6, widthPerHeight)).toBe(true)
    expect(isBehindHost(0.5, 0.2, widthPerHeight)).toBe(false)
    expect(isBehindHost(0.05, 0.6, widthPerHeight)).toBe(false)
  }
})
