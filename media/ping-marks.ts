// Remembers which pings are out, so that an answer tells the way there and back.

/** More than this many unanswered pings are not worth remembering. */
const mostMarks = 32

export class PingMarks {
  readonly #sentMsOf = new Map<number, number>()

  /** Notes a ping sent at `nowMs`; returns the mark to send with it. */
  sent(nowMs: number): number {
    const mark = Math.floor(nowMs) >>> 0
    this.#sentMsOf.set(mark, nowMs)
    for (const oldest of this.#sentMsOf.keys()) {
      if (this.#sentMsOf.size <= mostMarks) break
      this.#sentMsOf.delete(oldest)
    }
    return mark
  }

  /** When the ping that `mark` answers was sent; null when it answers none, or one answered before. */
  answered(mark: number): number | null {
    const sentMs = this.#sentMsOf.get(mark) ?? null
    this.#sentMsOf.delete(mark)
    return sentMs
  }
}
