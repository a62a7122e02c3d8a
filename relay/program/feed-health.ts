// How a feed is doing, told from when its pictures come and what time they carry. Times are fair milliseconds.
import { commonRate } from './profile.ts'

/** Media may run this far ahead of time within the window; more is a backlog that is being emptied. */
const burstMs = 300
/** The pace is judged over this long, and not before it was watched for nearly as long. */
const paceWindowMs = 500
const paceKnownAfterMs = 400
/** A picture after a pause of this many usual gaps begins a new watch of the pace. */
const pauseGaps = 3
const sampleEveryMs = 50
const rateFrames = 90
const leastRateSpanMs = 900
/** Longest gaps are remembered this long, at least half of it. */
const gapMemoryMs = 30_000
/** Patience grows to this many times what was asked for, no further. */
const mostPatience = 3
/** Longest gaps, and frames, that a feed may miss before it is lost. */
const gapsMissed = 2
const framesMissed = 4

type Sample = { readonly atMs: number; readonly timestampMs: number }

export class FeedHealth {
  #lastAtMs = -Infinity
  #hasKeyframe = false
  #fitSinceMs = Infinity
  #watchedSinceMs = Infinity
  #samples: Sample[] = []
  #timestamps: number[] = []
  #lastKeyAtMs = -Infinity
  #keyIntervalMs: number | null = null
  #gaps = { sinceMs: -Infinity, nowMs: 0, beforeMs: 0 }

  /** A picture has come. */
  picture(atMs: number, timestampMs: number, isKeyframe: boolean): void {
    const gapMs = atMs - this.#lastAtMs
    this.#lastAtMs = atMs
    this.#noteTimestamp(timestampMs)
    this.#watchPace({ atMs, timestampMs }, gapMs)
    if (gapMs !== Infinity) this.#noteGap(atMs, gapMs)
    if (!isKeyframe) return
    this.#hasKeyframe = true
    if (this.#lastKeyAtMs !== -Infinity) this.#keyIntervalMs = atMs - this.#lastKeyAtMs
    this.#lastKeyAtMs = atMs
  }

  /** The connection is gone: what follows begins anew. What was learnt of its gaps stays. */
  forget(): void {
    this.#lastAtMs = -Infinity
    this.#hasKeyframe = false
    this.#fitSinceMs = this.#watchedSinceMs = Infinity
    this.#samples = []
    this.#timestamps = []
    this.#lastKeyAtMs = -Infinity
    this.#keyIntervalMs = null
  }

  get hasKeyframe(): boolean {
    return this.#hasKeyframe
  }

  /** Since the newest picture; null before the first. */
  silentForMs(nowMs: number): number | null {
    return this.#lastAtMs === -Infinity ? null : Math.max(0, nowMs - this.#lastAtMs)
  }

  /** It has sent a key frame, and its pictures come. */
  isLive(nowMs: number, lossAfterMs: number): boolean {
    return this.#hasKeyframe && nowMs - this.#lastAtMs <= this.patienceMs(lossAfterMs)
  }

  /** How long it has been live and its pictures of now, without a break, as far as it was looked at; 0 while it is not. */
  fitForMs(nowMs: number, lossAfterMs: number): number {
    const isFit = this.isLive(nowMs, lossAfterMs) && this.#isCaughtUp(nowMs)
    if (!isFit) this.#fitSinceMs = Infinity
    else if (this.#fitSinceMs === Infinity) this.#fitSinceMs = nowMs
    return isFit ? nowMs - this.#fitSinceMs + 1 : 0
  }

  /** How long this feed may be silent: as asked, or longer where its pictures are known to come in gaps. */
  patienceMs(lossAfterMs: number): number {
    const longestGapMs = Math.max(this.#gaps.nowMs, this.#gaps.beforeMs)
    const wantedMs = Math.max(lossAfterMs, framesMissed * this.#usualGapMs, gapsMissed * longestGapMs)
    return Math.min(wantedMs, mostPatience * lossAfterMs)
  }

  /** When its next key frame is expected, from now; null where that cannot be told. */
  keyDueInMs(nowMs: number): number | null {
    return this.#keyIntervalMs === null ? null : Math.max(0, this.#lastKeyAtMs + this.#keyIntervalMs - nowMs)
  }

  /** Frames per second by its own timestamps, as people name it; null until there is a second of them. */
  get frameRateFps(): number | null {
    const first = this.#timestamps[0]
    const last = this.#timestamps.at(-1)
    if (first === undefined || last === undefined || last - first < leastRateSpanMs) return null
    return commonRate(((this.#timestamps.length - 1) / (last - first)) * 1_000)
  }

  get #usualGapMs(): number {
    const rateFps = this.frameRateFps
    return rateFps === null ? 0 : 1_000 / rateFps
  }

  #isCaughtUp(nowMs: number): boolean {
    const first = this.#samples[0]
    const last = this.#samples.at(-1)
    if (first === undefined || last === undefined) return false
    const mediaMs = (last.timestampMs - first.timestampMs) | 0
    return nowMs - this.#watchedSinceMs >= paceKnownAfterMs && mediaMs <= last.atMs - first.atMs + burstMs
  }

  #watchPace(sample: Sample, gapMs: number): void {
    const windowMs = Math.max(paceWindowMs, 2 * this.#usualGapMs)
    if (gapMs > Math.max(paceWindowMs, pauseGaps * this.#usualGapMs)) {
      this.#samples = []
      this.#watchedSinceMs = sample.atMs
    }
    const [before, last] = this.#samples.slice(-2)
    if (before !== undefined && last !== undefined && last.atMs - before.atMs < sampleEveryMs)
      this.#samples.pop()
    this.#samples.push(sample)
    while (sample.atMs - (this.#samples[0]?.atMs ?? sample.atMs) > windowMs) this.#samples.shift()
  }

  /** Gaps a feed shows while it lives; one that meant its loss says nothing of the next. */
  #noteGap(atMs: number, gapMs: number): void {
    if (atMs - this.#gaps.sinceMs > gapMemoryMs / 2)
      this.#gaps = { sinceMs: atMs, nowMs: 0, beforeMs: this.#gaps.nowMs }
    if (gapMs <= longestCountedGapMs) this.#gaps.nowMs = Math.max(this.#gaps.nowMs, gapMs)
  }

  #noteTimestamp(timestampMs: number): void {
    const last = this.#timestamps.at(-1)
    const step = last === undefined ? 0 : (timestampMs - last) | 0
    if (last === undefined || step <= 0 || step > 1_500) this.#timestamps = [timestampMs]
    else this.#timestamps.push(last + step)
    if (this.#timestamps.length > rateFrames) this.#timestamps.shift()
  }
}

/** A longer gap is an outage, and no reason to be patient with the next. */
const longestCountedGapMs = 1_000
