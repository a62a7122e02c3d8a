// FLV: tags are written and read, however the stream is cut; nonsense is refused.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FlvReader, flvFileHeader, flvTag } from '#media'
import type { Tag } from '#media'

function read(pieces: Buffer[], maxTagBytes = 10_000): Tag[] {
  const tags: Tag[] = []
  const reader = new FlvReader(tag => tags.push(tag), { maxTagBytes })
  for (const piece of pieces) reader.push(piece)
  return tags
}

const someTag = fc
  .tuple(
    fc.constantFrom('audio' as const, 'video' as const, 'script' as const),
    fc.nat(0xffffffff),
    fc.uint8Array({ maxLength: 400 }),
  )
  .map(([kind, timestampMs, payload]) => flvTag(kind, timestampMs, Buffer.from(payload)))

test('any tags, cut anywhere, are read as they were written', () => {
  const run = fc.property(
    fc.array(someTag, { maxLength: 10 }),
    fc.integer({ min: 1, max: 500 }),
    (tags, pieceBytes) => {
      const bytes = Buffer.concat([flvFileHeader, ...tags.map(tag => tag.bytes)])
      const pieces = Array.from({ length: Math.ceil(bytes.length / pieceBytes) }, (_, i) =>
        bytes.subarray(i * pieceBytes, (i + 1) * pieceBytes),
      )
      expect(read(pieces)).toEqual(tags)
    },
  )
  fc.assert(run, { numRuns: 300, seed: 3 })
})

test('a tag within one buffer is not copied, and one over two buffers is in one piece', () => {
  const tag = flvTag('video', 5, Buffer.alloc(1_000, 1))
  const bytes = Buffer.from(new Uint8Array([...flvFileHeader, ...tag.bytes, ...tag.bytes]).buffer)
  const [first, second] = read([bytes.subarray(0, 1_500), bytes.subarray(1_500)])
  expect(first?.bytes.buffer).toBe(bytes.buffer)
  expect(second?.bytes.buffer).not.toBe(bytes.buffer)
  expect(second?.bytes).toEqual(tag.bytes)
  expect(second?.payload.byteOffset).toBe((second?.bytes.byteOffset ?? 0) + 11)
})

test('where buffers are reused, tags in pieces are gathered in the same memory again, whatever their sizes', () => {
  const tags = [900, 300, 1_000, 20].map((bytes, i) => flvTag('video', i, Buffer.alloc(bytes, i)))
  const memories = new Set<ArrayBufferLike>()
  let right = 0
  const take = (tag: Tag) => {
    memories.add(tag.bytes.buffer)
    if (tags[right]?.bytes.equals(tag.bytes) === true) right++
  }
  const reader = new FlvReader(take, { maxTagBytes: 10_000, isReused: true })
  const bytes = Buffer.concat([flvFileHeader, ...tags.map(tag => tag.bytes)])
  for (let at = 0; at < bytes.length; at += 15) reader.push(Buffer.from(bytes.subarray(at, at + 15)))
  expect(right).toBe(4)
  expect(memories.size).toBeLessThan(3)
})

test('a time is taken modulo 2^32', () => {
  expect(flvTag('audio', 2 ** 32 + 5, Buffer.alloc(0)).timestampMs).toBe(5)
  expect(flvTag('audio', -1, Buffer.alloc(0)).bytes.subarray(4, 8).toString('hex')).toBe('ffffffff')
})

describe('refused', () => {
  const good = flvTag('video', 5, Buffer.alloc(10))
  const wrongEnd = Buffer.from(good.bytes)
  wrongEnd[24] = 99
  const oddType = Buffer.from(good.bytes)
  oddType[0] = 1
  const cases: [string, Buffer, string][] = [
    ['a stream that is not FLV', Buffer.from('GIF89a--------'), 'media/bad-flv'],
    ['another version', Buffer.from('464c5602050000000900000000', 'hex'), 'media/bad-flv'],
    ['a header that never ends', Buffer.from('464c560105ffffffff00000000', 'hex'), 'media/bad-flv'],
    ['a tag of no known type', Buffer.concat([flvFileHeader, oddType]), 'media/bad-flv'],
    ['a wrong back pointer', Buffer.concat([flvFileHeader, wrongEnd]), 'media/bad-flv'],
    [
      'a tag over the limit',
      Buffer.concat([flvFileHeader, flvTag('video', 0, Buffer.alloc(10_001)).bytes]),
      'media/too-large',
    ],
  ]
  test.each(cases)('%s', (_, bytes, code) => {
    expect(() => read([bytes])).toThrow(expect.objectContaining({ code, fault: 'theirs', remedy: 'stop' }))
    expect(() => read(Array.from(bytes, byte => Buffer.from([byte])))).toThrow(
      expect.objectContaining({ code }),
    )
  })
})
