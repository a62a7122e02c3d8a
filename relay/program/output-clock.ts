// The output clock of a program: every feed's own timestamps are rebased onto one that only goes forward.

export type TrackKind = 'audio' | 'video'

/** What a tag says of its time. */
export type Timing = {
  readonly kind: TrackKind
  /** As it came: 32 bits, may wrap, start anywhere, jump. */
  readonly timestampMs: number
  readonly compositionMs: number
}

/** A step of a feed's own clock larger than this, either way, is a jump: the feed restarted or lies. */
const jumpMs = 1_000
/** Between two frames when nothing better is known: 30 frames per second. */
const usualFrameMs = 33

export class OutputClock {
  #startedAtMs: number | undefined
  /** Output time = unwrapped feed time + offset. */
  #offsetMs = 0
  #feedMs = 0
  #lastVideoMs = -1
  #lastAudioMs = -1
  #maxPresentedMs = -1
  #frameMs = usualFrameMs

  /** DTS of the newest output of either track, -1 before the first. */
  get lastMs(): number {
    return Math.max(this.#lastVideoMs, this.#lastAudioMs)
  }

  /**
   * Takes the key frame `timing` as the first of a newly cut feed. Returns the hole in timestamps that the cut leaves, beyond
   * one frame, in milliseconds; 0 at the very start. `nowMs` is monotonic: the output follows wall time.
   */
  cut(timing: Timing, nowMs: number): number {
    const isFirst = this.#startedAtMs === undefined
    this.#startedAtMs ??= nowMs
    this.#feedMs = timing.timestampMs
    const afterShown = this.#maxPresentedMs + this.#frameMs - timing.compositionMs // no frame is presented before one already sent
    const afterSent = isFirst
      ? 0
      : Math.max(this.#lastVideoMs + this.#frameMs, afterShown, this.#lastAudioMs + 1)
    const dtsMs = Math.round(Math.max(afterSent, nowMs - this.#startedAtMs))
    this.#offsetMs = dtsMs - this.#feedMs
    return isFirst ? 0 : Math.max(0, dtsMs - this.#lastVideoMs - this.#frameMs)
  }

  /** The output DTS of a tag of the feed on air, or undefined when it comes too late to be sent in order. */
  place(timing: Timing): number | undefined {
    const feedMs = unwrapped(timing.timestampMs, this.#feedMs)
    if (Math.abs(feedMs - this.#feedMs) > jumpMs) this.#offsetMs = this.lastMs + this.#frameMs - feedMs
    this.#feedMs = feedMs
    const dtsMs = feedMs + this.#offsetMs
    return timing.kind === 'video' ? this.#placeVideo(dtsMs, timing.compositionMs) : this.#placeAudio(dtsMs)
  }

  #placeVideo(wishedMs: number, compositionMs: number): number {
    const dtsMs = Math.max(wishedMs, this.#lastVideoMs + 1) // dropping a frame would break those that refer to it
    if (this.#lastVideoMs >= 0) {
      const step = dtsMs - this.#lastVideoMs
      if (step >= 5 && step <= 200) this.#frameMs += (step - this.#frameMs) / 8
    }
    this.#lastVideoMs = dtsMs
    this.#maxPresentedMs = Math.max(this.#maxPresentedMs, dtsMs + compositionMs)
    return dtsMs
  }

  #placeAudio(dtsMs: number): number | undefined {
    if (dtsMs <= this.#lastAudioMs || dtsMs < 0) return undefined
    this.#lastAudioMs = dtsMs
    return dtsMs
  }
}

/** A 32-bit timestamp as the number nearest to `nearMs` that ends in the same 32 bits. */
export function unwrapped(timestampMs: number, nearMs: number): number {
  return nearMs + ((timestampMs - nearMs) | 0)
}
