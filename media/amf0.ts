// AMF0, the notation of RTMP's commands and metadata (Adobe AMF 0, 2006): strict and bounded reading, plain writing.
import { malformed } from './malformed.ts'

export type AmfValue =
  | number
  | boolean
  | string
  | null
  | undefined
  | Date
  | AmfValue[]
  | { [key: string]: AmfValue }

const maxDepth = 16
/** Values in one payload, at every depth together. */
const maxValues = 4096

/** All values of a payload, in order. Throws a Failure on anything cut short, too deep, too many or unknown. */
export function decodeAmf0(bytes: Buffer): AmfValue[] {
  const reader = new AmfReader(bytes)
  const values: AmfValue[] = []
  while (!reader.isAtEnd) values.push(reader.value(0))
  return values
}

class AmfReader {
  readonly #bytes: Buffer
  #at = 0
  #valuesLeft = maxValues

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  value(depth: number): AmfValue {
    if (depth > maxDepth) throw malformed('bad-amf', `AMF values lie deeper than ${maxDepth}.`)
    if (--this.#valuesLeft < 0) throw malformed('bad-amf', `A payload has more than ${maxValues} AMF values.`)
    const marker = this.#bytes[this.#skip(1)] ?? -1
    switch (marker) {
      case 0:
        return this.#number()
      case 1:
        return this.#bytes[this.#skip(1)] !== 0
      case 2:
        return this.#text(this.#uint16())
      case 3:
        return this.#object(depth)
      case 5:
        return null
      case 6:
      case 13: // 'unsupported': the writer had something AMF0 cannot say
        return undefined
      case 7: // a reference to an earlier object; nothing this house reads is ever sent so
        this.#skip(2)
        return undefined
      case 8:
        this.#skip(4) // the count of an associative array is a hint; its end is marked
        return this.#object(depth)
      case 10:
        return this.#array(depth)
      case 11:
        return this.#date()
      case 12:
      case 15: // XML, as text
        return this.#text(this.#uint32())
      case 16:
        this.#text(this.#uint16()) // the class of a typed object
        return this.#object(depth)
      default:
        throw malformed('bad-amf', `AMF0 knows no value marked ${marker}.`)
    }
  }

  #object(depth: number): { [key: string]: AmfValue } {
    const entries: [string, AmfValue][] = []
    // Some encoders leave out the end mark of the last object.
    while (!this.isAtEnd) {
      const key = this.#text(this.#uint16())
      if (key === '' && this.#bytes[this.#at] === 9) {
        this.#at += 1
        break
      }
      entries.push([key, this.value(depth + 1)])
    }
    return Object.fromEntries(entries) // and so a key '__proto__' is only a key
  }

  #array(depth: number): AmfValue[] {
    const values: AmfValue[] = []
    for (let left = this.#uint32(); left > 0; left--) values.push(this.value(depth + 1))
    return values
  }

  #number(): number {
    return this.#bytes.readDoubleBE(this.#skip(8))
  }

  #date(): Date {
    const date = new Date(this.#number())
    this.#skip(2) // a time zone that the specification leaves unused
    return date
  }

  #uint16(): number {
    return this.#bytes.readUInt16BE(this.#skip(2))
  }

  #uint32(): number {
    return this.#bytes.readUInt32BE(this.#skip(4))
  }

  #text(lengthBytes: number): string {
    const from = this.#skip(lengthBytes)
    return this.#bytes.toString('utf8', from, this.#at)
  }

  /** Moves on by `count` bytes; returns where they begin. */
  #skip(count: number): number {
    const from = this.#at
    if (from + count > this.#bytes.length) throw malformed('bad-amf', 'An AMF payload is cut short.')
    this.#at = from + count
    return from
  }
}

/** Values one after the other, as commands have them. */
export function encodeAmf0(...values: AmfValue[]): Buffer {
  return Buffer.concat(values.map(encodeValue))
}

/** An object as an associative array (marker 8), which is how metadata are written. */
export function encodeEcmaArray(values: { readonly [key: string]: AmfValue }): Buffer {
  const head = Buffer.from([8, 0, 0, 0, 0])
  head.writeUInt32BE(Object.keys(values).length, 1)
  return Buffer.concat([head, encodeEntries(values)])
}

function encodeValue(value: AmfValue): Buffer {
  if (value === null) return Buffer.from([5])
  if (value === undefined) return Buffer.from([6])
  if (typeof value === 'number') return encodeDouble(0, value)
  if (typeof value === 'boolean') return Buffer.from([1, value ? 1 : 0])
  if (typeof value === 'string') return encodeText(value)
  if (value instanceof Date) return Buffer.concat([encodeDouble(11, value.getTime()), Buffer.from([0, 0])])
  if (!Array.isArray(value)) return Buffer.concat([Buffer.from([3]), encodeEntries(value)])
  const head = Buffer.from([10, 0, 0, 0, 0])
  head.writeUInt32BE(value.length, 1)
  return Buffer.concat([head, ...value.map(encodeValue)])
}

function encodeEntries(values: { readonly [key: string]: AmfValue }): Buffer {
  const entries = Object.entries(values).flatMap(([key, value]) => [encodeKey(key), encodeValue(value)])
  return Buffer.concat([...entries, Buffer.from([0, 0, 9])])
}

function encodeDouble(marker: number, value: number): Buffer {
  const bytes = Buffer.from([marker, 0, 0, 0, 0, 0, 0, 0, 0])
  bytes.writeDoubleBE(value, 1)
  return bytes
}

function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  if (bytes.length <= 0xffff) return Buffer.concat([Buffer.from([2]), encodeKey(text)])
  const head = Buffer.from([12, 0, 0, 0, 0])
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

function encodeKey(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8')
  const head = Buffer.alloc(2)
  head.writeUInt16BE(Math.min(bytes.length, 0xffff))
  return Buffer.concat([head, bytes.subarray(0, 0xffff)])
}
