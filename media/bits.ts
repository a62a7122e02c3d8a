// Reads numbers bit by bit, as codec headers have them (ISO/IEC 14496-10, 7.2 and 9.1).
import { malformed } from './malformed.ts'

export class BitReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get leftBits(): number {
    return this.#bytes.length * 8 - this.#at
  }

  /** Throws a Failure at the end, as everything here does. */
  bit(): 0 | 1 {
    const byte = this.#bytes[this.#at >> 3]
    if (byte === undefined) throw malformed('bad-config', 'A codec header is cut short.')
    const shift = 7 - (this.#at & 7)
    this.#at += 1
    return ((byte >> shift) & 1) === 1 ? 1 : 0
  }

  /** The next bit, which stays the next. */
  peek(): 0 | 1 {
    const bit = this.bit()
    this.#at -= 1
    return bit
  }

  flag(): boolean {
    return this.bit() === 1
  }

  /** An unsigned number of up to 32 bits. */
  bits(count: number): number {
    let value = 0
    for (let i = 0; i < count; i++) value = value * 2 + this.bit()
    return value
  }

  /** An Exp-Golomb number, unsigned: ue(v). */
  unsigned(): number {
    let zeros = 0
    while (this.bit() === 0) zeros += 1
    if (zeros > 31) throw malformed('bad-config', 'A codec header holds a number that is too large.')
    return 2 ** zeros - 1 + this.bits(zeros)
  }

  /** An Exp-Golomb number, signed: se(v). */
  signed(): number {
    const value = this.unsigned()
    return value % 2 === 1 ? (value + 1) / 2 : -value / 2
  }
}

/** Writes numbers bit by bit. */
export class BitWriter {
  readonly #bits: number[] = []

  /** `count` bits of `value`, the highest first. */
  put(value: number, count: number): this {
    for (let i = count - 1; i >= 0; i--) this.#bits.push((value >>> i) & 1)
    return this
  }

  /** What was written, its last byte filled up with zeros. */
  bytes(): Buffer {
    const bytes = Buffer.alloc(Math.ceil(this.#bits.length / 8))
    for (const [i, bit] of this.#bits.entries()) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (bit << (7 - (i & 7)))
    return bytes
  }
}
