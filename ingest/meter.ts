// Frame rate and bit rate of a feed's pictures, or of its sound, over the last five seconds, from samples taken on the tick.

type Sample = { atMs: number; bytes: number; frames: number; timestampMs: number }

const windowMs = 5_000

export class Meter {
  #bytes = 0
  #frames = 0
  #timestampMs = 0
  #samples: Sample[] = []

  /** One picture, or one frame of sound: its size and decoding time. Called for each. */
  count(bytes: number, timestampMs: number): void {
    this.#bytes += bytes
    this.#frames++
    this.#timestampMs = timestampMs
  }

  /** Takes a sample and forgets those older than the window. */
  sample(nowMs: number): void {
    const { length } = this.#samples
    if (length > 0 && this.#frames === 0) this.#samples = []
    this.#samples.push({
      atMs: nowMs,
      bytes: this.#bytes,
      frames: this.#frames,
      timestampMs: this.#timestampMs,
    })
    while (this.#samples.length > 1 && nowMs - (this.#samples[0] as Sample).atMs > windowMs)
      this.#samples.shift()
  }

  reset(): void {
    this.#bytes = this.#frames = this.#timestampMs = 0
    this.#samples = []
  }

  /** Kilobits per second; 0 until two samples are there. */
  get kbps(): number {
    const [first, last] = this.#ends()
    return last.atMs > first.atMs
      ? Math.round(((last.bytes - first.bytes) * 8) / (last.atMs - first.atMs))
      : 0
  }

  /** Pictures per second of the stream's own time, to two places; null until there is a second of them. */
  get frameRateFps(): number | null {
    const samples = this.#samples.filter(({ frames }) => frames > 0)
    const first = samples[0]
    const last = samples.at(-1)
    if (first === undefined || last === undefined) return null
    const spanMs = (last.timestampMs - first.timestampMs) >>> 0
    if (spanMs < 900 || spanMs > 600_000) return null
    return Math.round(((last.frames - first.frames) * 100_000) / spanMs) / 100
  }

  #ends(): [Sample, Sample] {
    const none = { atMs: 0, bytes: 0, frames: 0, timestampMs: 0 }
    return [this.#samples[0] ?? none, this.#samples.at(-1) ?? none]
  }
}
