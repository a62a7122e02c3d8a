// Memory for pictures that come and go: what one of them leaves, the next is copied into.
//
// They live for minutes, so that a collector moves them to where it looks two times a minute at most: left to it, more lay waiting
// for it than was kept, and a worker's memory rose and fell by 7 MB at 25 Mb/s.

/** Sizes are rounded up to this, so that key frames of about the same size fit in each other's place. */
const stepBytes = 65_536
const mostSpare = 3

export class StillMemory {
  #spare: readonly Buffer[] = []

  /** A copy in the smallest memory that is free and holds it; the caller's until it is given back. */
  copy(bytes: Buffer): Buffer {
    const fitting = this.#spare.filter(each => each.length >= bytes.length)
    const [best = Buffer.allocUnsafeSlow(Math.ceil(bytes.length / stepBytes) * stepBytes)] = fitting.toSorted(
      (a, b) => a.length - b.length,
    )
    this.#spare = this.#spare.filter(each => each !== best)
    bytes.copy(best)
    return best.subarray(0, bytes.length)
  }

  /** Takes back what `copy` gave; a few of the largest are kept. */
  giveBack(copy: Buffer): void {
    const whole = Buffer.from(copy.buffer)
    this.#spare = [...this.#spare, whole].toSorted((a, b) => b.length - a.length).slice(0, mostSpare)
  }

  /** All that is free and kept. */
  get spareBytes(): number {
    return this.#spare.reduce((sum, { length }) => sum + length, 0)
  }
}
