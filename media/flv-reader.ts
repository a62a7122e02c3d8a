// Cuts a byte stream into FLV tags: without copying where a tag lies within one buffer, with one copy where it does not.
import { Assembly, Budget } from './assembly.ts'
import { kindOfType, tagHeaderBytes, tagTailBytes } from './flv.ts'
import type { Tag } from './flv.ts'
import { malformed } from './malformed.ts'

const fileHeaderBytes = 9
/** Nobody writes more than 9; a little room is left for a later version of the format. */
const maxDataOffsetBytes = 1024

export class FlvReader {
  readonly #onTag: (tag: Tag) => void
  readonly #maxTagBytes: number
  readonly #scratch = Buffer.alloc(tagHeaderBytes)
  readonly #budget: Budget
  readonly #assembly: Assembly
  #at: 'file-header' | 'skip' | 'tag-header' | 'tag-body' = 'file-header'
  #scratchFilled = 0
  #skipBytes = 0

  /**
   * `maxTagBytes` bounds one payload, and so what is held between two pushes. With `isReused` a tag's buffers are valid during
   * the call of `onTag` only.
   */
  constructor(
    onTag: (tag: Tag) => void,
    limits: { readonly maxTagBytes: number; readonly isReused?: boolean },
  ) {
    this.#onTag = onTag
    this.#maxTagBytes = limits.maxTagBytes
    this.#budget = new Budget(limits.maxTagBytes + tagHeaderBytes + tagTailBytes)
    this.#assembly = new Assembly(this.#budget, limits.isReused)
  }

  /** Memory taken by a tag that has not come whole. */
  get heldBytes(): number {
    return this.#budget.heldBytes
  }

  /** Reads on; the tags may share memory with `bytes`. Throws a Failure on anything that is not FLV. */
  push(bytes: Buffer): void {
    let at = 0
    while (at < bytes.length) {
      if (this.#at === 'tag-header') at = this.#readTag(bytes, at)
      else if (this.#at === 'tag-body') at = this.#readBody(bytes, at)
      else if (this.#at === 'file-header') at = this.#readFileHeader(bytes, at)
      else at = this.#skip(bytes, at)
    }
  }

  #readFileHeader(bytes: Buffer, at: number): number {
    const end = this.#fillScratch(bytes, at, fileHeaderBytes)
    if (this.#scratchFilled < fileHeaderBytes) return end
    const header = this.#scratch
    const dataOffset = header.readUInt32BE(5)
    if (header.toString('latin1', 0, 3) !== 'FLV' || header[3] !== 1)
      throw malformed('bad-flv', 'The stream does not begin as FLV version 1 does.')
    if (dataOffset < fileHeaderBytes || dataOffset > maxDataOffsetBytes)
      throw malformed('bad-flv', `The FLV header claims to be ${dataOffset} bytes long.`)
    this.#scratchFilled = 0
    this.#skipBytes = dataOffset - fileHeaderBytes + tagTailBytes // the first back pointer means nothing
    this.#at = 'skip'
    return end
  }

  #skip(bytes: Buffer, at: number): number {
    const count = Math.min(this.#skipBytes, bytes.length - at)
    this.#skipBytes -= count
    if (this.#skipBytes === 0) this.#at = 'tag-header'
    return at + count
  }

  #readTag(bytes: Buffer, at: number): number {
    if (this.#scratchFilled === 0 && bytes.length - at >= tagHeaderBytes) {
      const end = at + this.#tagBytes(bytes, at)
      if (end <= bytes.length) {
        this.#give(bytes.subarray(at, end))
        return end
      }
      this.#assembly.begin(0, end - at, 0)
      this.#at = 'tag-body'
      return at
    }
    const end = this.#fillScratch(bytes, at, tagHeaderBytes)
    if (this.#scratchFilled < tagHeaderBytes) return end
    this.#assembly.begin(0, this.#tagBytes(this.#scratch, 0), 0)
    this.#assembly.take(this.#scratch, 0, tagHeaderBytes)
    this.#scratchFilled = 0
    this.#at = 'tag-body'
    return end
  }

  #readBody(bytes: Buffer, at: number): number {
    const end = at + this.#assembly.take(bytes, at, bytes.length)
    if (this.#assembly.missingBytes > 0) return end
    this.#at = 'tag-header'
    this.#give(this.#assembly.finish())
    return end
  }

  #fillScratch(bytes: Buffer, at: number, wanted: number): number {
    const count = bytes.copy(this.#scratch, this.#scratchFilled, at, at + wanted - this.#scratchFilled)
    this.#scratchFilled += count
    return at + count
  }

  /** The length of the tag whose header stands at `at`: header, payload and tail. */
  #tagBytes(bytes: Buffer, at: number): number {
    const sizeBytes = bytes.readUIntBE(at + 1, 3)
    if (kindOfType(bytes[at] ?? 0) === null)
      throw malformed('bad-flv', `An FLV tag claims to be of type ${bytes[at]}.`)
    if (sizeBytes > this.#maxTagBytes)
      throw malformed(
        'too-large',
        `An FLV tag of ${sizeBytes} bytes is over the limit of ${this.#maxTagBytes}.`,
      )
    return tagHeaderBytes + sizeBytes + tagTailBytes
  }

  #give(bytes: Buffer): void {
    const end = bytes.length - tagTailBytes
    if (bytes.readUInt32BE(end) !== end)
      throw malformed('bad-flv', 'An FLV tag is followed by a wrong back pointer.')
    const timestampMs = (bytes.readUIntBE(4, 3) | ((bytes[7] ?? 0) << 24)) >>> 0
    const kind = kindOfType(bytes[0] ?? 0)
    if (kind !== null) this.#onTag({ kind, timestampMs, payload: bytes.subarray(tagHeaderBytes, end), bytes })
  }
}
