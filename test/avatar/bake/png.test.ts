// PNGs as browsers write them: every filter, and nothing else.
import { crc32, deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readPng } from '../../../avatar/bake/png.ts'

const [widthPx, heightPx] = [5, 7]
const rowBytes = widthPx * 4
const pixels = Uint8Array.from({ length: rowBytes * heightPx }, (_, i) => (i * 37 + (i >> 3) * 11) & 255)

function chunk(type: string, body: Buffer): Buffer {
  const whole = Buffer.alloc(body.length + 12)
  whole.writeUInt32BE(body.length, 0)
  whole.write(type, 4, 'latin1')
  body.copy(whole, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, body.length + 8)), body.length + 8)
  return whole
}

/** A PNG of `pixels` whose row y is written with filter `filterOf(y)`. */
function png(filterOf: (y: number) => number, colour = 6): Buffer {
  const rows = Buffer.alloc((rowBytes + 1) * heightPx)
  for (let y = 0; y < heightPx; y++) {
    const filter = filterOf(y)
    rows[y * (rowBytes + 1)] = filter
    for (let i = 0; i < rowBytes; i++) {
      const at = (dx: number, dy: number) =>
        i - dx * 4 < 0 || y - dy < 0 ? 0 : (pixels[(y - dy) * rowBytes + i - dx * 4] as number)
      const [left, up, corner] = [at(1, 0), at(0, 1), at(1, 1)]
      const guess = left + up - corner
      const paeth = [left, up, corner].reduce((best, value) =>
        Math.abs(guess - value) < Math.abs(guess - best) ? value : best,
      )
      const told = [0, left, up, (left + up) >> 1, paeth][filter] ?? 0
      rows[y * (rowBytes + 1) + 1 + i] = (pixels[y * rowBytes + i] as number) - told
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(widthPx, 0)
  header.writeUInt32BE(heightPx, 4)
  header.set([8, colour, 0, 0, 0], 8)
  const data = deflateSync(rows)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', data.subarray(0, 20)),
    chunk('IDAT', data.subarray(20)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test.each([0, 1, 2, 3, 4])('rows of filter %i come out as they were drawn', filter => {
  expect(readPng(png(() => filter)).rgba).toEqual(pixels)
})

test('filters may change from row to row', () => {
  expect(readPng(png(y => (y * 3) % 5))).toEqual({ widthPx, heightPx, rgba: pixels })
})

test('what is no such PNG is refused with a reason', () => {
  const good = png(() => 0)
  expect(() => readPng(Buffer.from('GIF89a'))).toThrow('it does not begin as a PNG does')
  expect(() => readPng(good.subarray(0, 60))).toThrow('it is cut short')
  expect(() => readPng(png(() => 0, 2))).toThrow('it is not of 8 bits, with red, green, blue and alpha')
  expect(() => readPng(png(() => 7))).toThrow('a row has filter 7')
  const damaged = Buffer.from(good)
  damaged.fill(0, 45, 55)
  expect(() => readPng(damaged)).toThrow('its pixels are damaged')
})
