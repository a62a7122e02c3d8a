// AMF0: what is written is read again; metadata; what is refused.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '#core/failure.ts'
import { decodeAmf0, encodeAmf0, metadataPayload, readMetadata } from '#media'
import type { AmfValue } from '#media'

const hex = (text: string): Buffer => Buffer.from(text.replace(/ /g, ''), 'hex')

const { value: someValue } = fc.letrec<{ value: AmfValue }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.double({ noNaN: true }),
    fc.boolean(),
    fc.string(),
    fc.constantFrom(null, undefined),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

test('any values are read as they were written', () => {
  const run = fc.property(fc.array(someValue, { maxLength: 5 }), values => {
    expect(decodeAmf0(encodeAmf0(...values))).toEqual(values)
  })
  fc.assert(run, { numRuns: 400, seed: 4 })
})

test('values cut short are refused, or end where a value ends', () => {
  const bytes = encodeAmf0('connect', 1, { app: 'live', nested: [1, 'two', { three: true }] })
  const outcomes = new Set<string>()
  for (let length = 0; length < bytes.length; length++) outcomes.add(outcomeOf(bytes.subarray(0, length)))
  expect(outcomes).toEqual(new Set(['0 values', '1 values', '2 values', '3 values', 'media/bad-amf']))
})

function outcomeOf(bytes: Buffer): string {
  try {
    return `${decodeAmf0(bytes).length} values`
  } catch (error) {
    return error instanceof Failure ? error.code : String(error)
  }
}

test('a text longer than 65535 bytes keeps its length', () => {
  expect(decodeAmf0(encodeAmf0('é'.repeat(40_000)))).toEqual(['é'.repeat(40_000)])
})

test('a key "__proto__" is only a key', () => {
  const [value] = decodeAmf0(hex('03 0009 5f5f70726f746f5f5f 03 0001 61 01 01 000009 000009'))
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(Object.keys(value as object)).toEqual(['__proto__'])
})

describe('refused', () => {
  test.each([
    ['a text longer than the payload', '02 00ff 61'],
    ['a long text longer than the payload', '0c ffffffff 61'],
    ['an array longer than the payload', '0a ffffffff 05'],
    ['an object that ends in the middle of a key', '03 0005 61'],
    ['half a number', '00 3ff0'],
    ['a marker nobody knows', '20'],
    ['AMF3', '11 01'],
    ['objects without end', '03 0001 61 '.repeat(20)],
    ['more values than anybody means', '05'.repeat(5_000)],
  ])('%s', (_, bytes) => {
    expect(() => decodeAmf0(hex(bytes))).toThrow(expect.objectContaining({ code: 'media/bad-amf' }))
  })
})

describe('metadata', () => {
  test('are read with and without @setDataFrame', () => {
    const values = { width: 1920, height: 1080, stereo: true, encoder: 'obs-output module' }
    expect(readMetadata(metadataPayload(values))).toEqual(values)
    expect(readMetadata(Buffer.concat([encodeAmf0('@setDataFrame'), metadataPayload(values)]))).toEqual(
      values,
    )
    expect(readMetadata(encodeAmf0('onMetaData', values))).toEqual(values)
  })

  test('without an end mark are read all the same', () => {
    const bytes = metadataPayload({ width: 1920 })
    expect(readMetadata(bytes.subarray(0, bytes.length - 3))).toEqual({ width: 1920 })
  })

  test.each([
    ['another kind of script', encodeAmf0('onTextData', { text: 'x' })],
    ['a name alone', encodeAmf0('onMetaData')],
    ['no object', encodeAmf0('onMetaData', [1])],
    ['nothing', Buffer.alloc(0)],
  ])('%s is none', (_, payload) => {
    expect(readMetadata(payload)).toBeNull()
  })
})
