// The size of a picture file is read from its head alone.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureHead } from '../../scene-gen/picture-head.ts'
import { pngOf } from '../../scripts/sets/png.ts'

const jpeg = Buffer.from(
  'ffd8ffe000104a46494600010100000100010000ffc400040000ffc0001108050002d003012200021101',
  'hex',
)
const webp = (kind: string, rest: string): Buffer =>
  Buffer.concat([
    Buffer.from(`RIFF\0\0\0\0WEBP${kind}\0\0\0\0`, 'latin1'),
    Buffer.from(rest, 'hex'),
    Buffer.alloc(16),
  ])

test.each([
  ['PNG', pngOf(new Uint8Array(12 * 7 * 4), 12, 7), { type: 'image/png', widthPx: 12, heightPx: 7 }],
  ['JPEG', jpeg, { type: 'image/jpeg', widthPx: 720, heightPx: 1_280 }],
  ['WebP', webp('VP8X', '00000000cf0200ff0400'), { type: 'image/webp', widthPx: 720, heightPx: 1_280 }],
  ['WebP without loss', webp('VP8L', '2fcfc23f0100'), { type: 'image/webp', widthPx: 720, heightPx: 1_280 }],
  [
    'WebP with loss',
    webp('VP8 ', '3001009d012ad0020005'),
    { type: 'image/webp', widthPx: 720, heightPx: 1_280 },
  ],
])('%s', (_, bytes, head) => {
  expect(pictureHead(bytes)).toEqual(head)
})

test.each(['', '<html>502 Bad Gateway</html>', 'GIF89a\x10\0\x10\0', '\x89PNG\r\n\x1a\n'])(
  '%j is no picture',
  text => {
    expect(pictureHead(Buffer.from(text, 'latin1'))).toBeUndefined()
  },
)

test('whatever comes, it answers', () => {
  const start = fc.constantFrom(
    jpeg.subarray(0, 4),
    Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'),
    Buffer.alloc(0),
  )
  fc.assert(
    fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      const found = pictureHead(Buffer.concat([head, rest]))
      expect(found === undefined || found.widthPx > 0).toBe(true)
    }),
    { numRuns: 300 },
  )
})
