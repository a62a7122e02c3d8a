// A feed while it is on air: from its key frame on, its pictures and sound on the output's clock, silence where it brings no sound.
import type { Feed, FeedTag } from './feed.ts'
import { metadataOf } from './metadata.ts'
import type { OutputClock } from './output-clock.ts'
import type { ProgramOutput } from './output.ts'
import type { Profile } from './profile.ts'
import type { ProgramSound } from './program-sound.ts'

/** What whoever is on air puts out through. */
export type AirDeps = {
  readonly clock: OutputClock
  readonly output: ProgramOutput
  readonly sound: ProgramSound
  readonly profile: () => Profile | undefined
}

export class FeedOnAir {
  readonly feed: Feed
  readonly #deps: AirDeps
  readonly #onChange: () => void
  readonly #sinceMs: number
  /** Presentation time of the key frame that was cut to, by the feed's clock: what is shown before it cannot be decoded. */
  #shownFromMs: number | undefined
  #compositionMs = 0
  #awaitsKey = true
  #isSoundLost = false

  /** `onChange`: it sends another picture or sound than before. */
  constructor(feed: Feed, deps: AirDeps, onChange: () => void, nowMs: number) {
    this.feed = feed
    this.#deps = deps
    this.#onChange = onChange
    this.#sinceMs = nowMs
  }

  /** Presentation minus decoding time of its key frames. */
  get compositionMs(): number {
    return this.#compositionMs
  }

  get isSoundLost(): boolean {
    return this.#isSoundLost
  }

  /** Takes over with a key frame; the hole in timestamps that it leaves, milliseconds. */
  begin(fed: FeedTag, nowMs: number): number {
    const { clock, sound } = this.#deps
    const gapMs = clock.cut(timingOf(fed), nowMs)
    this.#shownFromMs = fed.tag.timestampMs + fed.facts.compositionMs
    this.#putKeyframe(fed, nowMs, dtsMs => sound.cut(this.feed.headers.audio, dtsMs, clock.aheadMs(nowMs)))
    return gapMs
  }

  take(fed: FeedTag, nowMs: number): void {
    const { tag, facts } = fed
    if (tag.kind === 'script') return
    if (facts.isConfig) return this.#takeHeader(tag.kind, nowMs)
    if (tag.kind === 'audio') return this.#takeSound(fed, nowMs)
    if (facts.isKeyframe && this.#awaitsKey) return this.#putKeyframe(fed, nowMs, () => {})
    if (this.#awaitsKey || this.#isShownTooEarly(fed)) return
    const { clock, output } = this.#deps
    const dtsMs = clock.place(timingOf(fed), nowMs)
    if (facts.isKeyframe) this.#compositionMs = facts.compositionMs
    output.picture(tag.payload, { dtsMs, isKeyframe: facts.isKeyframe, isOwn: false }, nowMs)
    this.#fillSound(dtsMs, nowMs)
  }

  #takeSound(fed: FeedTag, nowMs: number): void {
    if (this.feed.audio === undefined) return
    this.#deps.sound.take(fed.tag.payload, this.#deps.clock.place(timingOf(fed), nowMs))
  }

  #fillSound(untilMs: number, nowMs: number): void {
    const { sound, clock } = this.#deps
    if (this.feed.audio === undefined || this.#isSoundLost) sound.fillUntil(untilMs, clock.aheadMs(nowMs))
  }

  /** A key frame behind whatever a decoder must know first. */
  #putKeyframe(fed: FeedTag, nowMs: number, sound: (dtsMs: number) => void): void {
    const { clock, output, profile } = this.#deps
    const { headers, video, frameRateFps, aigc } = this.feed
    const dtsMs = clock.place(timingOf(fed), nowMs)
    this.#awaitsKey = false
    this.#compositionMs = fed.facts.compositionMs
    if (video !== undefined) output.metadata(metadataOf({ ...video, frameRateFps, aigc }, profile()), dtsMs)
    if (headers.video !== undefined) output.header('video', headers.video, dtsMs)
    sound(dtsMs)
    output.picture(fed.tag.payload, { dtsMs, isKeyframe: true, isOwn: false }, nowMs)
    this.#fillSound(dtsMs, nowMs)
  }

  /** Another picture begins with the next key frame; another sound with its next frame. */
  #takeHeader(kind: 'audio' | 'video', nowMs: number): void {
    const { output, sound, clock } = this.#deps
    const header = this.feed.headers[kind]
    if (header === undefined || output.headerOf(kind)?.equals(header) === true) return
    if (kind === 'video') this.#awaitsKey = true
    else sound.cut(header, clock.lastMs, clock.aheadMs(nowMs))
    this.#onChange()
  }

  /** Pictures in front of the key frame that was cut to lean on pictures nobody has. */
  #isShownTooEarly({ tag, facts }: FeedTag): boolean {
    if (this.#shownFromMs === undefined) return false
    const afterMs = (tag.timestampMs + facts.compositionMs - this.#shownFromMs) | 0
    if (afterMs >= 0) this.#shownFromMs = undefined
    return afterMs < 0
  }

  /** On every tick: whether its sound has gone while its pictures come. */
  look(lossAfterMs: number, nowMs: number): void {
    const { feed } = this
    if (feed.audio === undefined) return
    const silentMs = Math.min(feed.soundAgeMs, nowMs - this.#sinceMs)
    this.#isSoundLost = silentMs > feed.patienceMs(lossAfterMs) && feed.isLive(lossAfterMs)
    if (this.#isSoundLost) this.#fillSound(this.#deps.clock.lastMs, nowMs)
  }
}

function timingOf({ tag, facts }: FeedTag) {
  const kind = tag.kind === 'audio' ? ('audio' as const) : ('video' as const)
  return { kind, timestampMs: tag.timestampMs, compositionMs: facts.compositionMs }
}
