// Key frames for a decoder that gets nothing else.
import { expect, test } from 'vitest'
import { loneHeader, lonePicture, readAvcConfig, slicesOf, unitLengthBytes } from '#media'
import { avcConfigPayload, avcHeaderOf } from '../support/synthetic-media.ts'

test.each([
  ['a real one', avcConfigPayload],
  ['one of a portrait stream', avcHeaderOf({ widthPx: 1_080, heightPx: 1_920, frameRateFps: 30 })],
])('a header without usage tells the same picture: %s', (_, header) => {
  const { frameRateFps, ...told } = readAvcConfig(header)
  expect(frameRateFps).not.toBeNull()
  expect(readAvcConfig(loneHeader(header))).toEqual({ ...told, frameRateFps: null })
  expect(loneHeader(loneHeader(header))).toEqual(loneHeader(header))
})

test('of a picture its slices are kept, and nothing else', () => {
  const unit = (kind: number, bytes: number) => {
    const whole = Buffer.alloc(4 + bytes, 7)
    whole.writeUInt32BE(bytes)
    whole[4] = kind
    return whole
  }
  const head = Buffer.from([0x17, 1, 0, 0, 40])
  const payload = Buffer.concat([head, unit(9, 2), unit(0x67, 20), unit(6, 9), unit(0x65, 300), unit(12, 50)])
  expect(unitLengthBytes(avcConfigPayload)).toBe(4)
  expect(slicesOf(payload, 4).map(({ length }) => length)).toEqual([300])
  expect(lonePicture(payload, 4)).toEqual(Buffer.concat([head, unit(0x65, 300)]))
  expect(lonePicture(payload.subarray(0, -1), 4)).toBeUndefined()
  expect(lonePicture(Buffer.concat([head, unit(9, 2)]), 4)).toBeUndefined()
})
