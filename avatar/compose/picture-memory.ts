// One memory that hosts, sets and finished frames lie in, so that composing threads share them instead of copying.
import { Failure } from '#core/failure.ts'

/** A piece of picture memory; `address` counts from its beginning. */
export type Piece = { readonly address: number; readonly bytes: number }

const pageBytes = 65_536
/** Rows of sixteen begin where SIMD likes them to. */
const alignBytes = 64
/** What WebAssembly can address. */
const mostPages = 65_536

export class PictureMemory {
  readonly memory: WebAssembly.Memory
  readonly #mostBytes: number
  /** Free pieces by address; no two touch. */
  #free: Piece[] = []
  #takenBytes = 0

  /** `mostBytes` bounds all pieces together; address space is set aside for so much, memory is taken as it is needed. */
  constructor(mostBytes: number) {
    const pages = Math.min(mostPages, Math.max(1, Math.ceil(mostBytes / pageBytes)))
    this.#mostBytes = pages * pageBytes
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: pages, shared: true })
    // Nothing lies in the first page: AssemblyScript keeps it for itself.
  }

  get takenBytes(): number {
    return this.#takenBytes
  }

  /** What loops may still take: a tenth of all is left to frames, sets and words, without which nothing is composed. */
  get roomForLoopsBytes(): number {
    return this.#mostBytes * 0.9 - this.#takenBytes
  }

  /** Throws `avatar/no-picture-memory` when that would be more than the bound. What lies in a piece at first is anything. */
  take(bytes: number): Piece {
    const size = Math.max(alignBytes, Math.ceil(bytes / alignBytes) * alignBytes)
    const found = this.#free.findIndex(piece => piece.bytes >= size)
    if (found === -1) {
      this.#grow(size)
      return this.take(bytes)
    }
    const from = this.#free[found] as Piece
    const rest = { address: from.address + size, bytes: from.bytes - size }
    this.#free.splice(found, 1, ...(rest.bytes > 0 ? [rest] : []))
    this.#takenBytes += size
    return { address: from.address, bytes: size }
  }

  /** A piece is given back once; nobody may still be reading it. */
  free(piece: Piece): void {
    this.#takenBytes -= piece.bytes
    this.#putBack(piece)
  }

  /** The bytes of a piece, or of its first `bytes`. */
  view({ address, bytes }: Piece, wanted = bytes): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, wanted)
  }

  #grow(size: number): void {
    const end = this.memory.buffer.byteLength
    const last = this.#free.at(-1)
    const missing = size - (last !== undefined && last.address + last.bytes === end ? last.bytes : 0)
    const pages = Math.ceil(missing / pageBytes)
    if (end + pages * pageBytes > this.#mostBytes) throw noRoom(size, this.#takenBytes, this.#mostBytes)
    try {
      this.memory.grow(pages)
    } catch {
      throw noRoom(size, this.#takenBytes, this.#mostBytes) // the machine has less than the bound
    }
    this.#putBack({ address: end, bytes: pages * pageBytes })
  }

  #putBack(piece: Piece): void {
    const after = this.#free.findIndex(other => other.address > piece.address)
    const at = after === -1 ? this.#free.length : after
    const before = this.#free[at - 1]
    const next = this.#free[at]
    const touchesBefore = before !== undefined && before.address + before.bytes === piece.address
    const touchesNext = next !== undefined && piece.address + piece.bytes === next.address
    const address = touchesBefore ? before.address : piece.address
    const end = touchesNext ? next.address + next.bytes : piece.address + piece.bytes
    const from = touchesBefore ? at - 1 : at
    this.#free.splice(from, (touchesBefore ? 1 : 0) + (touchesNext ? 1 : 0), {
      address,
      bytes: end - address,
    })
  }
}

const mib = (bytes: number) => Math.round(bytes / 1_048_576)

function noRoom(wanted: number, taken: number, most: number): Failure {
  const message = `${mib(wanted)} MiB more of picture memory are wanted; ${mib(taken)} of ${mib(most)} MiB are taken: show fewer hosts or shorter loops`
  return new Failure('avatar/no-picture-memory', message, { fault: 'operator', remedy: 'stop' })
}
