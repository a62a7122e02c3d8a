// Which files may stand in a corner of the picture.
import { expect, test } from 'vitest'
import { readLogo } from '../../../avatar/overlay/index.ts'
import { pngOf } from '../../support/png.ts'

test('a PNG of a fit size is a logo, and says how large it is', () => {
  expect(readLogo(pngOf(200, 56))).toEqual({ widthPx: 200, heightPx: 56 })
})

const whole = pngOf(64, 64)
const bent = Buffer.from(whole)
bent[45] = (bent[45] ?? 0) ^ 1

test.each([
  ['another kind of file', Buffer.from('<svg onload="alert(1)"/>'), 'a logo is a PNG'],
  ['one that is too wide', pngOf(1_025, 64), 'this is 1025×64'],
  ['one that is nearly nothing', pngOf(4, 4), 'this is 4×4'],
  ['one that is cut short', whole.subarray(0, whole.length - 6), 'damaged or cut short'],
  ['one with a bent bit', bent, 'damaged or cut short'],
  ['one that is too heavy', Buffer.alloc(512_001), 'at most 512 kB'],
])('%s is refused with what to upload instead', (_, bytes, sentence) => {
  expect(readLogo(bytes)).toContain(sentence)
})
