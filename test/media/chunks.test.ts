// Chunks: what is written is read again, however it is cut; every kind of header; time beyond 24 and 32 bits.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChunkReader, flvTag, mediaMessage, serialiseMessage, tagOf } from '#media'
import type { Message } from '#media'
import { roomy } from './pair.ts'

const plain = ({ typeId, timestampMs, streamId, payload }: Message) => ({
  typeId,
  timestampMs,
  streamId,
  payload,
})

function read(pieces: Buffer[]): Message[] {
  const messages: Message[] = []
  const reader = new ChunkReader(roomy, message => messages.push(plain(message)))
  for (const piece of pieces) reader.push(piece)
  expect(reader.heldBytes).toBe(0)
  expect(reader.receivedBytes).toBe(pieces.reduce((sum, piece) => sum + piece.length, 0))
  return messages
}

const setChunkSize = (sizeBytes: number): Buffer => {
  const payload = Buffer.alloc(4)
  payload.writeUInt32BE(sizeBytes)
  return serialiseMessage({ typeId: 1, timestampMs: 0, streamId: 0, payload }, 128, 2)
}

/** Cuts bytes at the places that `shares` (each from 0 to 1) name. */
function cutAt(bytes: Buffer, shares: readonly number[]): Buffer[] {
  const places = shares.map(share => Math.floor(share * bytes.length)).sort((a, b) => a - b)
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length))
}

const nearEdges = fc.oneof(
  fc.nat(0xffffffff),
  fc.constantFrom(0, 1, 0xfffffe, 0xffffff, 0x1000000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff),
)
const someMessage = fc.record({
  typeId: fc.constantFrom(3, 4, 5, 6, 8, 9, 15, 17, 18, 20, 22, 99, 255),
  timestampMs: nearEdges,
  streamId: fc.oneof(fc.nat(3), fc.nat(0xffffffff)),
  payload: fc.uint8Array({ maxLength: 700 }).map(bytes => Buffer.from(bytes)),
})
const someChunkStream = fc.oneof(fc.integer({ min: 2, max: 66 }), fc.constantFrom(319, 320, 65_599))

test('any messages, in chunks of any size, cut anywhere, are read as they were written', () => {
  const run = fc.property(
    fc.array(fc.tuple(someMessage, someChunkStream), { maxLength: 12 }),
    fc.integer({ min: 1, max: 1_000 }),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }),
    (messages, chunkSizeBytes, shares) => {
      const wire = messages.map(([message, id]) => serialiseMessage(message, chunkSizeBytes, id))
      const bytes = Buffer.concat([setChunkSize(chunkSizeBytes), ...wire])
      expect(read(cutAt(bytes, shares))).toEqual(messages.map(([message]) => message))
    },
  )
  fc.assert(run, { numRuns: 400, seed: 1 })
})

test('one byte at a time gives the same messages as all at once', () => {
  const run = fc.property(fc.array(fc.tuple(someMessage, someChunkStream), { maxLength: 5 }), messages => {
    const bytes = Buffer.concat(messages.map(([message, id]) => serialiseMessage(message, 128, id)))
    const single = Array.from(bytes, byte => Buffer.from([byte]))
    expect(read(single)).toEqual(read([bytes]))
  })
  fc.assert(run, { numRuns: 60, seed: 2 })
})

/** Chunks written by hand: '|' between them only helps the eye. */
const hex = (text: string): Buffer => Buffer.from(text.replace(/[ |\n]/g, ''), 'hex')

describe('headers written by hand', () => {
  const cases: readonly [string, string, readonly (readonly [number, number, string])[]][] = [
    [
      'a type-1 header adds to the time and keeps the stream',
      '04 000064 000001 08 01000000 aa | 44 000014 000002 09 bbbb',
      [
        [100, 1, 'aa'],
        [120, 1, 'bbbb'],
      ],
    ],
    [
      'a type-2 header keeps length and type as well',
      '04 000064 000001 08 01000000 aa | 84 000014 bb',
      [
        [100, 1, 'aa'],
        [120, 1, 'bb'],
      ],
    ],
    [
      'a type-3 header opens a message with the last delta',
      '04 000064 000001 08 01000000 aa | 84 000014 bb | c4 cc | c4 dd',
      [
        [100, 1, 'aa'],
        [120, 1, 'bb'],
        [140, 1, 'cc'],
        [160, 1, 'dd'],
      ],
    ],
    [
      'a type-3 header after a type-0 header takes its time for the delta, as the specification says',
      '04 000064 000001 08 01000000 aa | c4 bb',
      [
        [100, 1, 'aa'],
        [200, 1, 'bb'],
      ],
    ],
    [
      'a fresh chunk stream may begin with a type-1 header, as librtmp begins',
      '44 000005 000001 08 aa',
      [[5, 0, 'aa']],
    ],
    [
      'a delta beyond 24 bits stands in 32 behind the header, and wraps the time',
      '04 ffffff 000001 08 01000000 fffffff0 aa | 84 ffffff 01000000 bb | c4 01000000 cc',
      [
        [0xfffffff0, 1, 'aa'],
        [0x00fffff0, 1, 'bb'],
        [0x01fffff0, 1, 'cc'],
      ],
    ],
    ['a message without payload is a message', '04 000001 000000 08 01000000', [[1, 1, '']]],
  ]
  test.each(cases)('%s', (_, bytes, expected) => {
    const seen = read([hex(bytes)]).map(m => [m.timestampMs, m.streamId, m.payload.toString('hex')])
    expect(seen).toEqual(expected)
    expect(read(Array.from(hex(bytes), byte => Buffer.from([byte])))).toEqual(read([hex(bytes)]))
  })

  test('messages of two chunk streams may be interleaved', () => {
    const first = hex(`04 000001 000082 08 01000000 ${'aa'.repeat(128)}`)
    const second = hex(`06 000002 000081 09 01000000 ${'bb'.repeat(128)}`)
    const seen = read([first, second, hex('c4 aaaa'), hex('c6 bb')])
    expect(seen.map(m => m.payload)).toEqual([Buffer.alloc(130, 0xaa), Buffer.alloc(129, 0xbb)])
  })

  test('an abort drops what was begun', () => {
    const begun = hex(`04 000001 000082 08 01000000 ${'aa'.repeat(128)}`)
    const abort = hex('02 000000 000004 02 00000000 00000004')
    const next = hex('04 000001 000001 08 01000000 cc')
    expect(read([begun, abort, next]).map(m => m.payload)).toEqual([Buffer.from([0xcc])])
  })

  const long = `04 ffffff 000101 09 01000000 01020304 ${'aa'.repeat(128)}`
  test.each([
    ['repeated in type-3 chunks', `c4 01020304 ${'aa'.repeat(128)} c4 01020304 aa`, 0xaa],
    ['not repeated in type-3 chunks', `c4 ${'aa'.repeat(128)} c4 aa`, 0xaa],
    [
      'not repeated, where the payload looks like it for three bytes',
      `c4 010203 ${'aa'.repeat(125)} c4 aa`,
      0x01,
    ],
  ])('a time beyond 24 bits is read when %s', (_, rest, at128) => {
    const bytes = Buffer.concat([hex(long), hex(rest), hex('02 000000 000004 03 00000000 00000000')])
    for (const pieces of [[bytes], Array.from(bytes, byte => Buffer.from([byte]))]) {
      const [message] = read(pieces)
      expect(message?.timestampMs).toBe(0x01020304)
      expect(message?.payload).toHaveLength(257)
      expect(message?.payload[128]).toBe(at128)
    }
  })
})

describe('tags and messages', () => {
  test.each(['audio', 'video', 'script'] as const)('a %s tag comes back as it was', kind => {
    for (const timestampMs of [0, 0xfffffe, 0xffffff, 0x80000000, 0xffffffff]) {
      const tag = flvTag(kind, timestampMs, Buffer.from('17010000500102', 'hex'))
      const reader = new ChunkReader(roomy, message => {
        expect(tagOf(message)).toEqual(tag)
        expect(message.streamId).toBe(7)
      })
      reader.push(mediaMessage(tag, timestampMs, 7, 128))
    }
    expect.assertions(10)
  })

  test('sound and picture become tags where they lie', () => {
    const tag = flvTag('video', 1, Buffer.alloc(300, 7))
    const reader = new ChunkReader(roomy, message => {
      expect(tagOf(message)?.payload.buffer).toBe(message.payload.buffer)
      expect(tagOf(message)?.payload.byteOffset).toBe(message.payload.byteOffset)
    })
    reader.push(mediaMessage(tag, 1, 1, 128))
    expect.assertions(2)
  })

  test('messages that carry no media are no tags, and AMF3 data lose their first byte', () => {
    const message = { timestampMs: 3, streamId: 1, payload: Buffer.from([0, 5, 5]) }
    expect(tagOf({ ...message, typeId: 20 })).toBeNull()
    expect(tagOf({ ...message, typeId: 15 })).toEqual(flvTag('script', 3, Buffer.from([5, 5])))
  })
})
