// What a program tells of what is on air between its cuts: its sound is lost, or nothing goes out at all.
import type { Clock } from '#core/clock.ts'
import type { FeedOnAir } from './feed-on-air.ts'

/** Times are wall clock, of the evidence. */
export type AirEars = {
  readonly clock: Clock
  /** The sound of the feed on air is lost while its picture lives, or is back. */
  readonly onSound: (feed: string, isLost: boolean, sinceMs: number) => void
  /** Nothing goes out though it should, or does again; who was on air last. */
  readonly onDark: (feed: string | null, isDark: boolean, sinceMs: number) => void
}

type AirNewsDeps = AirEars & {
  readonly output: { silentForMs(nowMs: number): number }
  readonly lossAfterMs: number
}

/** Beyond a feed's patience: the time in which another takes its place unnoticed, and a look. */
const darkBeyondMs = 300
/** Older than this is as good as never. */
const longestSoundAgeMs = 60_000

export class AirNews {
  readonly #deps: AirNewsDeps
  #isSoundLost = false
  #isDark = false
  #lastFeed: string | null = null

  constructor(deps: AirNewsDeps) {
    this.#deps = deps
  }

  get isSoundLost(): boolean {
    return this.#isSoundLost
  }

  /** Called on every tick with the feed on air; undefined for the slate, and for nothing. */
  look(onAir: FeedOnAir | undefined, nowMs: number): void {
    if (onAir !== undefined) this.#lastFeed = onAir.feed.name
    this.#tellSound(onAir)
    this.#tellDark(onAir, nowMs)
  }

  #tellSound(onAir: FeedOnAir | undefined): void {
    const isLost = onAir?.isSoundLost ?? false
    if (isLost === this.#isSoundLost) return
    this.#isSoundLost = isLost
    if (onAir === undefined) return
    const ageMs = Math.min(onAir.feed.soundAgeMs, longestSoundAgeMs)
    this.#deps.onSound(onAir.feed.name, isLost, Math.round(this.#deps.clock.wallMs() - ageMs))
  }

  /** A feed that is lost is followed by another or by the slate; where neither is there, nothing goes out. */
  #tellDark(onAir: FeedOnAir | undefined, nowMs: number): void {
    const { output, lossAfterMs, clock, onDark } = this.#deps
    const silentMs = output.silentForMs(nowMs)
    const patienceMs = Math.max(lossAfterMs, onAir?.feed.patienceMs(lossAfterMs) ?? 0)
    const isDark = silentMs > patienceMs + darkBeyondMs
    if (isDark === this.#isDark) return
    this.#isDark = isDark
    onDark(this.#lastFeed, isDark, Math.round(clock.wallMs() - silentMs))
  }
}
