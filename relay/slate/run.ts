// One showing of a slate: which of its pictures and sounds are due, and how much filler each picture takes.
import { withFiller } from '#media'
import type { SlateClip, SlatePicture } from './clip.ts'

export type SlateDue =
  | {
      readonly kind: 'picture'
      readonly payload: Buffer
      /** By the run's own time, with fractions. */
      readonly atMs: number
      readonly isKeyframe: boolean
    }
  | { readonly kind: 'sound'; readonly payload: Buffer; readonly atMs: number }

export type SlateRunPlan = {
  readonly clip: SlateClip
  /** When the first picture is due. */
  readonly fromMs: number
  /** From when on sound is wanted. */
  readonly soundFromMs: number
  /** How long one frame of sound is. */
  readonly soundFrameMs: number
  /** Presentation minus decoding time that its pictures get: as the program's have it. */
  readonly compositionMs: number
  /** What the pictures shall come to; their own rate where it is higher. */
  readonly videoKbps: number
}

/** After a pause of more than this whole rounds of the clip are left out. */
const mostAtOnceMs = 60_000
/** Key frames larger than their share are made up for by this many frames without filler. */
const mostDebtFrames = 30

export class SlateRun {
  readonly #plan: SlateRunPlan
  #clip: SlateClip
  #next: SlateClip | undefined
  /** Where in the clip the next picture stands. */
  #at = 0
  #pictures = 0
  #sounds = 0
  /** Which of all sounds belongs to the first picture of this round. */
  #roundFrom = 0
  #owedBytes = 0

  constructor(plan: SlateRunPlan) {
    this.#plan = plan
    this.#clip = plan.clip
  }

  get clip(): SlateClip {
    return this.#clip
  }

  get frameMs(): number {
    return 1_000 / this.#plan.clip.frameRateFps
  }

  get compositionMs(): number {
    return this.#plan.compositionMs
  }

  /** When the next picture is due. */
  get nextMs(): number {
    return this.#plan.fromMs + this.#pictures * this.frameMs
  }

  /** Goes on with another clip, at its next key frame; the last one named counts. */
  change(clip: SlateClip): void {
    this.#next = clip === this.#clip ? undefined : clip
  }

  /** What is due up to a time, in order. */
  *due(untilMs: number): Generator<SlateDue> {
    this.#skipLong(untilMs)
    while (this.nextMs <= untilMs) {
      yield* this.#soundsUntil(this.nextMs)
      yield this.#picture()
    }
    yield* this.#soundsUntil(untilMs)
  }

  /** Whole rounds, for its pictures build on one another; never beyond now, which would be silence. */
  #skipLong(untilMs: number): void {
    const lateMs = untilMs - this.nextMs
    if (lateMs <= mostAtOnceMs) return
    const rounds = Math.floor(lateMs / this.frameMs / this.#clip.pictures.length)
    const skipped = rounds * this.#clip.pictures.length
    this.#pictures += skipped
    const silent = Math.round((skipped * this.frameMs) / this.#plan.soundFrameMs)
    this.#sounds += silent
    this.#roundFrom += silent
  }

  #picture(): SlateDue {
    const atMs = this.nextMs
    if (this.#next !== undefined && this.#clip.pictures[this.#at]?.isKeyframe === true) {
      this.#clip = this.#next
      this.#next = undefined
      this.#at = 0
    }
    const { soundFromMs, soundFrameMs } = this.#plan
    if (this.#at === 0) this.#roundFrom = Math.ceil((atMs - soundFromMs) / soundFrameMs)
    const { payload, isKeyframe } = this.#clip.pictures[this.#at] as SlatePicture
    this.#at = (this.#at + 1) % this.#clip.pictures.length
    this.#pictures += 1
    return {
      kind: 'picture',
      payload: this.#filled(stamped(payload, this.#plan.compositionMs)),
      atMs,
      isKeyframe,
    }
  }

  /** Filler makes up for what this picture and those before it are short of the rate. */
  #filled(payload: Buffer): Buffer {
    const frameBytes = (this.#plan.videoKbps * this.frameMs) / 8
    this.#owedBytes = Math.max(-mostDebtFrames * frameBytes, this.#owedBytes) + frameBytes - payload.length
    const filled = withFiller(payload, Math.floor(this.#owedBytes))
    this.#owedBytes -= filled.length - payload.length
    return filled
  }

  *#soundsUntil(untilMs: number): Generator<SlateDue> {
    const { soundFromMs, soundFrameMs } = this.#plan
    const { sounds, isInStep = false } = this.#clip
    if (soundFrameMs <= 0) return
    // A clip with sound that follows must not bring what would have been heard by now.
    if (sounds.length === 0)
      this.#sounds = Math.max(this.#sounds, Math.floor((untilMs - soundFromMs) / soundFrameMs) + 1)
    for (;;) {
      const atMs = soundFromMs + this.#sounds * soundFrameMs
      const inRound = Math.max(0, this.#sounds - this.#roundFrom)
      const payload = isInStep
        ? sounds[Math.min(inRound, sounds.length - 1)]
        : sounds[this.#sounds % sounds.length]
      if (atMs > untilMs || payload === undefined) return
      this.#sounds += 1
      yield { kind: 'sound', payload, atMs }
    }
  }
}

/** A video tag's payload with another composition time (FLV v10.1, E.4.3.1). */
function stamped(payload: Buffer, compositionMs: number): Buffer {
  if (compositionMs === 0 || payload.length < 5) return payload
  const copy = Buffer.from(payload)
  copy.writeIntBE(compositionMs, 2, 3)
  return copy
}
