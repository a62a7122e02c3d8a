// Colour to planes: known colours, and the same picture over a ground whether blended before or after.
import { expect, test } from 'vitest'
import { halfAlpha, i420Of, yuvaOf } from '../../../avatar/compose/yuv.ts'
import { painted } from '../../support/painted-host.ts'

const one = (r: number, g: number, b: number) => {
  const [y, , , , u, v] = i420Of(painted(2, 2, () => [r, g, b, 255]))
  return [y, u, v]
}

test('white, black, grey and red are what BT.709 says they are', () => {
  expect(one(255, 255, 255)).toEqual([235, 128, 128])
  expect(one(0, 0, 0)).toEqual([16, 128, 128])
  expect(one(128, 128, 128)).toEqual([126, 128, 128])
  expect(one(255, 0, 0)).toEqual([63, 102, 240])
})

test('nothing at all is nothing in every plane', () => {
  expect(yuvaOf(painted(4, 4, () => [90, 20, 200, 0])).bytes.every(byte => byte === 0)).toBe(true)
})

test('blending planes is blending colours, to within one step', () => {
  const [ground, over] = [{ rgb: [30, 120, 200] }, { rgb: [220, 40, 90] }]
  for (let alpha = 0; alpha <= 255; alpha += 5) {
    const mixed = ground.rgb.map(
      (value, c) => (over.rgb[c] as number) * (alpha / 255) + value * (1 - alpha / 255),
    )
    const wanted = one(...(mixed.map(Math.round) as [number, number, number]))
    const { bytes } = yuvaOf(painted(2, 2, () => [220, 40, 90, alpha]))
    const half = new Uint8Array(1)
    halfAlpha(bytes.subarray(6), 2, 2, half)
    const under = one(30, 120, 200) as number[]
    const got = [bytes[0], bytes[4], bytes[5]].map(
      (p, i) => (p as number) + ((under[i] as number) * (255 - (half[0] as number))) / 255,
    )
    for (const [i, value] of got.entries()) expect(Math.abs(value - (wanted[i] as number))).toBeLessThan(1.6)
  }
})

test('an odd size is refused, and so are bytes that do not fit it', () => {
  expect(() => yuvaOf({ widthPx: 3, heightPx: 2, rgba: new Uint8Array(24) })).toThrow(
    'an even width and height',
  )
  expect(() => i420Of({ widthPx: 2, heightPx: 2, rgba: new Uint8Array(15) })).toThrow('four bytes a pixel')
})
