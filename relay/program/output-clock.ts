// The output clock of a program: every feed's own timestamps are rebased onto one that only goes forward and follows time.
import { Lead } from './lead.ts'

export type TrackKind = 'audio' | 'video'

/** What a tag says of its time. */
export type Timing = {
  readonly kind: TrackKind
  /** As it came: 32 bits, may wrap, start anywhere, jump. */
  readonly timestampMs: number
  readonly compositionMs: number
}

/** From a feed's time to the output's. A feed that jumps begins another; both tracks move over, each when it jumps. */
type Base = { readonly offsetMs: number; newestMs: number }
type Track = { base: Base | undefined; feedMs: number; stills: number }

/** A step of a track's own clock larger than this, either way, is a jump: the feed restarted or lies. */
const jumpMs = 1_000
/** A clock that has not gone on for so many frames stands still: each frame is then taken as of when it comes. */
const mostStills = 5
/** Between two frames when nothing better is known: 30 frames per second. */
const usualFrameMs = 33
/** After this much darkness nobody's clock needs to be led back. */
const darkAfterMs = 1_500
const catchUpBy = 0.85
const frameBounds = { leastMs: 5, mostMs: 1_000 }
/** While the slate is shown the output is led back to time by this share of it: nobody sees it. */
const slateLedBy = 0.1

export class OutputClock {
  readonly #lead = new Lead()
  readonly #tracks: Record<TrackKind, Track> = {
    video: { base: undefined, feedMs: 0, stills: 0 },
    audio: { base: undefined, feedMs: 0, stills: 0 },
  }
  /** The monotonic time at which the output's is 0. */
  #originMs: number | undefined
  #base: Base = { offsetMs: 0, newestMs: 0 }
  /** What all feed times are moved by since the last cut. */
  #shiftMs = 0
  #lastVideoMs = -1
  #videoAtMs = 0
  #maxPresentedMs = -1
  /** Between two pictures: as of late, and between the newest two of the feed on air. */
  #frameMs = usualFrameMs
  #stepMs = usualFrameMs
  /** Since when it is shown, where the output stood then, and how far that was ahead of time. */
  #slate: { readonly sinceMs: number; readonly fromMs: number; readonly leadMs: number } | undefined

  /** DTS of the newest picture put out, -1 before the first. */
  get lastMs(): number {
    return this.#lastVideoMs
  }

  get hasStarted(): boolean {
    return this.#originMs !== undefined
  }

  /** The output time that belongs to now: where the output would stand had it gone on. */
  positionMs(nowMs: number): number {
    if (this.#originMs === undefined) return 0
    if (this.#slate === undefined) return this.#lastVideoMs + Math.max(0, nowMs - this.#videoAtMs)
    return this.ledMs(this.slateMs(nowMs))
  }

  /** How far the slate is to be played by now, were it not led back to time. */
  slateMs(nowMs: number): number {
    const { sinceMs, fromMs } = this.#slate ?? { sinceMs: nowMs, fromMs: 0 }
    return fromMs + nowMs - sinceMs
  }

  /** The output time of what the slate plays at `slateMs`. */
  ledMs(slateMs: number): number {
    const { fromMs, leadMs } = this.#slate ?? { fromMs: slateMs, leadMs: 0 }
    const ledBackMs = Math.min(Math.abs(leadMs), slateLedBy * Math.max(0, slateMs - fromMs))
    return slateMs - Math.sign(leadMs) * ledBackMs
  }

  /** How far the output runs ahead of time; for tests and curious people. */
  aheadMs(nowMs: number): number {
    return this.positionMs(nowMs) - (nowMs - (this.#originMs ?? nowMs))
  }

  /**
   * Takes the key frame `timing` as the first of a newly cut feed. Returns the hole in timestamps that the cut leaves, beyond
   * one frame, in milliseconds; 0 at the very start. `nowMs` is monotonic.
   */
  cut(timing: Timing, nowMs: number): number {
    const isFirst = this.#originMs === undefined
    const dtsMs = isFirst
      ? 0
      : Math.round(Math.max(this.#afterSent(timing.compositionMs), this.positionMs(nowMs)))
    this.#originMs ??= nowMs
    this.#slate = undefined
    this.#shiftMs = 0
    this.#base = { offsetMs: dtsMs - timing.timestampMs, newestMs: timing.timestampMs }
    for (const track of Object.values(this.#tracks))
      Object.assign(track, { base: undefined, feedMs: timing.timestampMs, stills: 0 })
    const isFresh = isFirst || nowMs - this.#videoAtMs >= darkAfterMs
    this.#lead.begin({ isFresh, leadMs: dtsMs - (nowMs - this.#originMs), nowMs })
    return isFirst ? 0 : Math.max(0, dtsMs - this.#lastVideoMs - this.#frameMs)
  }

  /** The first DTS at which a picture may follow: after the last one sent, and presented after all that were sent. */
  #afterSent(compositionMs: number): number {
    const afterShown = this.#maxPresentedMs + this.#frameMs - compositionMs
    return Math.max(this.#lastVideoMs + this.#frameMs, afterShown)
  }

  /** The output DTS of a tag of the feed on air, in order for pictures; sound may come out before what was sent. */
  place(timing: Timing, nowMs: number): number {
    const dtsMs = this.#rebased(timing, nowMs) + this.#shiftMs
    return timing.kind === 'video' ? this.#placeVideo(Math.round(dtsMs), timing.compositionMs, nowMs) : dtsMs
  }

  #rebased({ kind, timestampMs }: Timing, nowMs: number): number {
    const track = this.#tracks[kind]
    const base = track.base ?? this.#base
    const nearMs = track.base === undefined ? this.#base.newestMs : track.feedMs
    const feedMs = unwrapped(timestampMs, nearMs)
    const stepMs = feedMs - nearMs
    if (kind === 'video') this.#noteStep(stepMs)
    track.stills = stepMs > 0 || stepMs < -jumpMs ? 0 : track.stills + 1
    const isJump = Math.abs(stepMs) > jumpMs || track.stills >= mostStills
    track.base = isJump ? this.#jumped(base, timestampMs, nowMs) : base
    track.feedMs = unwrapped(timestampMs, track.base.newestMs)
    track.base.newestMs = Math.max(track.base.newestMs, track.feedMs)
    return track.feedMs + track.base.offsetMs
  }

  #noteStep(stepMs: number): void {
    const isPlausible = stepMs >= frameBounds.leastMs && stepMs <= frameBounds.mostMs
    this.#stepMs = isPlausible ? stepMs : this.#frameMs
    if (isPlausible) this.#frameMs += (stepMs - this.#frameMs) / 8
  }

  /** The base after a jump: the one the other track has jumped to already, if this is the same jump; else a new one. */
  #jumped(from: Base, timestampMs: number, nowMs: number): Base {
    const { newestMs } = this.#base
    const isSameJump = from !== this.#base && Math.abs(unwrapped(timestampMs, newestMs) - newestMs) <= jumpMs
    if (isSameJump) return this.#base
    const dtsMs = Math.max(this.#lastVideoMs + this.#frameMs, this.positionMs(nowMs))
    this.#base = { offsetMs: dtsMs - this.#shiftMs - timestampMs, newestMs: timestampMs }
    return this.#base
  }

  #placeVideo(wishedMs: number, compositionMs: number, nowMs: number): number {
    const dtsMs = Math.max(wishedMs, this.#lastVideoMs + this.#leastStepMs(nowMs))
    this.#sentVideo(dtsMs, compositionMs, nowMs)
    const leadMs = wishedMs - (nowMs - (this.#originMs ?? nowMs))
    const { shiftMs, originMs } = this.#lead.picture(leadMs, Math.min(this.#frameMs, this.#stepMs), nowMs)
    this.#shiftMs += shiftMs
    this.#originMs = (this.#originMs ?? nowMs) + originMs
    return dtsMs
  }

  /**
   * A picture whose time is not after the last one's cannot be left out: others build on it. It follows a little faster than
   * life, so that pictures that are shown in another order than they are sent keep theirs.
   */
  #leastStepMs(nowMs: number): number {
    if (this.#lastVideoMs < 0) return 1
    const agoMs = Math.min(this.#frameMs, this.#stepMs, nowMs - this.#videoAtMs)
    return Math.max(1, Math.floor(agoMs * catchUpBy))
  }

  #sentVideo(dtsMs: number, compositionMs: number, nowMs: number): void {
    this.#lastVideoMs = dtsMs
    this.#videoAtMs = nowMs
    this.#maxPresentedMs = Math.max(this.#maxPresentedMs, dtsMs + compositionMs)
  }

  /**
   * The slate takes over, from where the output stands: the DTS of its first picture, whose composition time is `compositionMs`.
   * From here on `slateMs` says how far it is to be played.
   */
  beginSlate(compositionMs: number, nowMs: number): number {
    const isFirst = this.#originMs === undefined
    const atMs = isFirst ? 0 : this.#afterSent(compositionMs)
    const fromMs = this.positionMs(nowMs)
    this.#originMs ??= nowMs
    this.#slate = { sinceMs: nowMs, fromMs, leadMs: fromMs - (nowMs - this.#originMs) }
    return atMs
  }

  /** A picture of the slate was put out. */
  sentSlate(dtsMs: number, compositionMs: number, frameMs: number, nowMs: number): void {
    this.#frameMs = frameMs
    this.#sentVideo(dtsMs, compositionMs, nowMs)
  }
}

/** A 32-bit timestamp as the number nearest to `nearMs` that ends in the same 32 bits. */
export function unwrapped(timestampMs: number, nearMs: number): number {
  return nearMs + ((timestampMs - nearMs) | 0)
}
