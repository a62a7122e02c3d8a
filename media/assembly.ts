// Gathers one message or tag out of pieces into one right-sized buffer, and pays only for bytes that have come.
import { malformed } from './malformed.ts'

/** Up to this size a buffer is taken whole at the first byte; larger ones grow fourfold as their bytes come. */
const firstGrabBytes = 256 * 1024

/** What is reused is kept up to this size between two messages. */
const keptBytes = 1_048_576

const nothing = Buffer.alloc(0)

/** How much memory several assemblies may hold together. */
export class Budget {
  readonly #maxBytes: number
  #heldBytes = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  get heldBytes(): number {
    return this.#heldBytes
  }

  take(bytes: number): void {
    if (this.#heldBytes + bytes > this.#maxBytes)
      throw malformed('too-much-held', `Unfinished messages would hold more than ${this.#maxBytes} bytes.`)
    this.#heldBytes += bytes
  }

  giveBack(bytes: number): void {
    this.#heldBytes -= bytes
  }
}

export class Assembly {
  readonly #budget: Budget
  /** Whether what finish() gave is taken back at the next begin(). */
  readonly #isReused: boolean
  #bytes: Buffer = nothing
  #filled = 0
  #end = 0
  #total = 0

  constructor(budget: Budget, isReused = false) {
    this.#budget = budget
    this.#isReused = isReused
  }

  /** Starts a buffer of `front` free bytes, then `lengthBytes` to be gathered, then `behind` free bytes. */
  begin(front: number, lengthBytes: number, behind: number): void {
    if (!this.#isReused || this.#bytes.length > keptBytes) this.drop()
    this.#filled = front
    this.#end = front + lengthBytes
    this.#total = this.#end + behind
  }

  get missingBytes(): number {
    return this.#end - this.#filled
  }

  /** Copies as much of source[from, to) as is still missing; returns how much that was. */
  take(source: Buffer, from: number, to: number): number {
    const count = Math.min(to - from, this.#end - this.#filled)
    const filled = this.#filled + count
    if (filled > this.#bytes.length || (filled === this.#end && this.#total > this.#bytes.length))
      this.#grow(filled)
    source.copy(this.#bytes, this.#filled, from, from + count)
    this.#filled = filled
    return count
  }

  /** The gathered buffer; it belongs to the caller from now on, or until begin() where it is reused. Only once nothing is missing. */
  finish(): Buffer {
    if (this.#bytes.length < this.#total) this.#grow(this.#end)
    if (this.#isReused) return this.#bytes.subarray(0, this.#total)
    const whole = this.#bytes
    this.drop()
    return whole
  }

  /** Forgets what was gathered. */
  drop(): void {
    this.#budget.giveBack(this.#bytes.length)
    this.#bytes = nothing
    this.#filled = this.#end = this.#total = 0
  }

  #grow(filled: number): void {
    const wanted =
      filled === this.#end ? this.#total : Math.max(filled, firstGrabBytes, this.#bytes.length * 4)
    const lengthBytes = Math.min(this.#total, wanted)
    this.#budget.take(lengthBytes - this.#bytes.length)
    const larger = this.#isReused ? Buffer.allocUnsafeSlow(lengthBytes) : Buffer.allocUnsafe(lengthBytes)
    this.#bytes.copy(larger, 0, 0, this.#filled)
    this.#bytes = larger
  }
}
