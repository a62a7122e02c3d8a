// The bit rate of a program's pictures over its last minute on a feed: what the slate is made to look like on the wire.

type Second = { readonly atMs: number; bytes: number }

const bucketMs = 1_000
const buckets = 60
const leastMs = 2_000

export class RateMinute {
  #seconds: Second[] = []

  /** Bytes of a picture, at a time of the output. */
  add(bytes: number, atMs: number): void {
    const last = this.#seconds.at(-1)
    if (last !== undefined && atMs - last.atMs < bucketMs) last.bytes += bytes
    else this.#seconds.push({ atMs, bytes })
    if (this.#seconds.length > buckets + 1) this.#seconds.shift()
  }

  /** Kilobits per second of whole seconds; null until there are two. Time in which nothing was added does not count. */
  get kbps(): number | null {
    const whole = this.#seconds.slice(0, -1)
    if (whole.length * bucketMs < leastMs) return null
    return (whole.reduce((sum, each) => sum + each.bytes, 0) * 8) / (whole.length * bucketMs)
  }
}
