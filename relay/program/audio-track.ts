// The sound of a program, frame after frame: holes are filled with silence, overlaps are dropped, so that sound that is counted
// and sound that is stamped stay together over any number of cuts.

export type SoundFormat = {
  readonly frameMs: number
  /** A tag's payload of one silent frame; null where none can be made. */
  readonly silentPayload: Buffer | null
}

export type SoundOut = (payload: Buffer, dtsMs: number, isSilence: boolean) => void

/** At a cut a frame is fitted to what was sent before, to better than this share of its length. */
const cutTolerance = 0.6
/** Stamps of two frames at a cut stand no closer together than this share: decoders complain of heaps. */
const leastStep = 0.4
/** No cut leaves a longer hole than this for the output's lead: what remains is left out frame by frame, as it is led back. */
const mostLeadMs = 60
/** Within a feed a hole of more frames than this is filled, and a frame older than that left out: encoders stamp unevenly. */
const holeFrames = 3
/** Stamps and count further apart than this are the encoder's own affair: no frame is dropped or added for it. */
const apartMs = 1_000
/** More silence than this at once would be a mistake of ours. */
const mostFramesAtOnce = 3_000

export class AudioTrack {
  readonly #out: SoundOut
  #format: SoundFormat | undefined
  /** When the next frame is due by the stamp of the last one, milliseconds with fractions; undefined before the first. */
  #dueMs: number | undefined
  /** When it is due by the count of all frames sent. */
  #countMs = 0
  #lastMs = -1
  #isAtCut = false
  /** How far the output ran ahead of time at the cut: its stamps will be led back by that, its count will not. */
  #leadMs = 0
  /** So much sound is still to be left out, a frame at a time. */
  #surplusMs = 0

  constructor(out: SoundOut) {
    this.#out = out
  }

  /** DTS of the newest frame, -1 before the first. */
  get lastMs(): number {
    return this.#lastMs
  }

  /** How far a player that counts frames is from one that reads stamps. */
  get skewMs(): number {
    return this.#dueMs === undefined ? 0 : this.#countMs - this.#dueMs
  }

  get #frameMs(): number {
    return this.#format?.frameMs ?? 0
  }

  setFormat(format: SoundFormat): void {
    this.#format = format
  }

  /**
   * Another source follows: its first frame is fitted to what was sent. `leadMs`: how far the output runs ahead of time now;
   * stamps will be led back by so much, frames that are sent cannot be. Silence in between is stamped from `fromMs` on.
   */
  cut(leadMs = 0, fromMs = 0): void {
    this.#isAtCut = true
    if (this.#dueMs !== undefined) this.#dueMs = Math.max(this.#dueMs, fromMs)
    this.#leadMs = Math.min(leadMs, mostLeadMs)
    this.#surplusMs = leadMs - this.#leadMs
  }

  /** A frame of the source on air; `dtsMs` as the output clock says. */
  take(payload: Buffer, dtsMs: number): void {
    if (dtsMs < 0) return
    this.#begin(dtsMs)
    const fitMs = dtsMs - this.#leadMs
    const isTooSoon = dtsMs - this.#lastMs < leastStep * this.#frameMs && this.#lastMs >= 0
    if (this.#isAtCut && (isTooSoon || this.#countMs - fitMs > cutTolerance * this.#frameMs)) return
    if (this.#lastMs - dtsMs > holeFrames * this.#frameMs && !this.#isAtCut) return
    if (!this.#isAtCut && this.#isSurplus()) return
    const isHole = dtsMs - (this.#dueMs ?? dtsMs) > holeFrames * this.#frameMs
    if (this.#isAtCut) this.#fillBefore(dtsMs, () => fitMs - this.#countMs > cutTolerance * this.#frameMs)
    else if (isHole) this.#fillBefore(dtsMs, dueMs => dtsMs - dueMs > cutTolerance * this.#frameMs)
    this.#isAtCut = false
    this.#send(payload, dtsMs, false)
    this.#dueMs = Math.max(dtsMs, this.#lastMs) + this.#frameMs
    if (Math.abs(this.skewMs) > apartMs) this.#countMs = this.#dueMs
  }

  /** Stamps have been led back by a frame more than was left out so far. */
  #isSurplus(): boolean {
    if (this.#surplusMs < this.#frameMs || this.skewMs < cutTolerance * this.#frameMs) return false
    this.#surplusMs -= this.#frameMs
    this.#dueMs = (this.#dueMs ?? 0) + this.#frameMs
    return true
  }

  /** Silence up to `untilMs`, where no sound comes. `leadMs`: how far the output runs ahead of time now. */
  fillUntil(untilMs: number, leadMs = 0): void {
    this.#begin(Math.max(0, untilMs))
    const isShort = () =>
      untilMs - Math.min(leadMs, mostLeadMs) - this.#countMs > cutTolerance * this.#frameMs
    // Stamps that are being led back stand closer together than the frames are long.
    this.#fillWhile(dueMs => isShort() && dueMs - untilMs < cutTolerance * this.#frameMs, untilMs)
  }

  /** As many silent frames as are wanted and have room in front of `dtsMs`. */
  #fillBefore(dtsMs: number, isWanted: (dueMs: number) => boolean): void {
    const leastMs = leastStep * this.#frameMs
    this.#fillWhile(dueMs => isWanted(dueMs) && dtsMs - this.#lastMs >= 2 * leastMs, dtsMs - leastMs)
  }

  #begin(atMs: number): void {
    if (this.#dueMs !== undefined) return
    this.#dueMs = this.#countMs = atMs
    this.#isAtCut = false
  }

  #fillWhile(isOpen: (dueMs: number) => boolean, untilMs: number): void {
    const { frameMs, silentPayload } = this.#format ?? { frameMs: 0, silentPayload: null }
    for (let i = 0; frameMs > 0 && i < mostFramesAtOnce && isOpen(this.#dueMs ?? 0); i++) {
      const dueMs = Math.min(this.#dueMs ?? 0, Math.max(untilMs, this.#lastMs + leastStep * frameMs))
      if (silentPayload !== null) this.#send(silentPayload, dueMs, true)
      else this.#countMs += frameMs
      this.#dueMs = dueMs + frameMs
    }
  }

  #send(payload: Buffer, atMs: number, isSilence: boolean): void {
    const dtsMs = Math.max(Math.round(atMs), this.#lastMs + 1)
    this.#lastMs = dtsMs
    this.#countMs += this.#frameMs
    this.#out(payload, dtsMs, isSilence)
  }
}
