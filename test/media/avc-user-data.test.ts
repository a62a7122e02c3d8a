// Words of ours within a picture: in front of its slices, read back to the letter, harmless to whoever passes over them.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slicesOf, userDataIn, withParameterSets, withUserData } from '#media'
import { avcHeaderOf } from '../support/synthetic-media.ts'

const uuid = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex')
const unit = (bytes: number[]) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), Buffer.from(bytes)])
const tag = Buffer.from([0x17, 1, 0, 0, 0])
const idr = [0x65, 0x88, 0x80, 1, 2, 3]
const picture = Buffer.concat([tag, unit([0x06, 5, 1, 9, 0x80]), unit(idr), unit([0x65, 9])])

test('what was put in is read back to the letter, whatever bytes it is of, and slices stay as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700 }), words => {
      const marked = withUserData(picture, 4, uuid, Buffer.from(words))
      expect(userDataIn(marked, 4, uuid)).toEqual(Buffer.from(words))
      expect(slicesOf(marked, 4)).toEqual(slicesOf(picture, 4))
      // No start code appears in what was added, so that a stream of them stays one.
      expect(marked.subarray(tag.length + 4).includes(Buffer.from([0, 0, 1, 6]))).toBe(false)
    }),
  )
})

test('it stands in front of the first slice, and behind parameter sets that somebody adds later', () => {
  const marked = withUserData(picture, 4, uuid, Buffer.from('hello'))
  const kinds = (payload: Buffer) => {
    const found: number[] = []
    for (let at = 5; at < payload.length; at += 4 + payload.readUInt32BE(at))
      found.push((payload[at + 4] ?? 0) & 31)
    return found
  }
  expect(kinds(marked)).toEqual([6, 6, 5, 5])
  const header = avcHeaderOf({ widthPx: 64, heightPx: 64, frameRateFps: 25 }, 1)
  const whole = withParameterSets(marked, header)
  expect(kinds(whole).slice(-4)).toEqual([6, 6, 5, 5])
  expect(userDataIn(whole, 4, uuid)?.toString()).toBe('hello')
})

test('a picture without slices, one cut short and one of strangers are left and read as they are', () => {
  for (const odd of [tag, Buffer.concat([tag, unit([0x06, 1])]), picture.subarray(0, picture.length - 1)])
    expect(withUserData(odd, 4, uuid, Buffer.from('x'))).toBe(odd)
  expect(userDataIn(picture, 4, uuid)).toBe(undefined)
  expect(userDataIn(picture.subarray(0, 12), 4, uuid)).toBe(undefined)
  const other = withUserData(picture, 4, Buffer.alloc(16, 7), Buffer.from('theirs'))
  expect(userDataIn(other, 4, uuid)).toBe(undefined)
})
