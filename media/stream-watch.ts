// What a stream's timestamps show as its tags pass: jumps, steps backwards, standstill, and how far sound is from picture.

/** Totals; each run of equal times counts once. */
export type TimestampFaults = {
  readonly jumps: number
  readonly backwards: number
  readonly standstills: number
}

export const noTimestampFaults: TimestampFaults = { jumps: 0, backwards: 0, standstills: 0 }

/** A larger step than this is no pause of an encoder. */
const jumpMs = 1_000
/** So many tags of one track at the same time are a clock that stands. */
const standsAfter = 10
/** Sound and picture come in turn: only their mean distance over this many pictures says something. */
const smoothOver = 32
const mostSkewMs = 60_000

type Track = { lastMs: number | undefined; same: number }

export class StreamWatch {
  #picture: Track = { lastMs: undefined, same: 0 }
  #sound: Track = { lastMs: undefined, same: 0 }
  #faults = { jumps: 0, backwards: 0, standstills: 0 }
  #skewMs: number | null = null

  get faults(): TimestampFaults {
    return { ...this.#faults }
  }

  /** How far sound is ahead of the picture, smoothed; null while one of them has not come. */
  get skewMs(): number | null {
    return this.#skewMs === null ? null : Math.round(this.#skewMs)
  }

  picture(timestampMs: number): void {
    this.#step(this.#picture, timestampMs)
    if (this.#sound.lastMs === undefined) return
    const skewMs = (this.#sound.lastMs - timestampMs) | 0
    if (Math.abs(skewMs) > mostSkewMs) this.#skewMs = null
    else this.#skewMs = this.#skewMs === null ? skewMs : this.#skewMs + (skewMs - this.#skewMs) / smoothOver
  }

  sound(timestampMs: number): void {
    this.#step(this.#sound, timestampMs)
  }

  #step(track: Track, timestampMs: number): void {
    const stepMs = track.lastMs === undefined ? 1 : (timestampMs - track.lastMs) | 0
    track.lastMs = timestampMs
    track.same = stepMs === 0 ? track.same + 1 : 0
    if (track.same === standsAfter) this.#faults.standstills++
    else if (stepMs < 0) this.#faults.backwards++
    else if (stepMs > jumpMs) this.#faults.jumps++
  }

  /** What comes next begins anew; the totals stay. */
  begin(): void {
    this.#picture = { lastMs: undefined, same: 0 }
    this.#sound = { lastMs: undefined, same: 0 }
    this.#skewMs = null
  }
}

export function sumOfFaults(a: TimestampFaults, b: TimestampFaults): TimestampFaults {
  return {
    jumps: a.jumps + b.jumps,
    backwards: a.backwards + b.backwards,
    standstills: a.standstills + b.standstills,
  }
}
