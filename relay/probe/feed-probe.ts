// Looks at what a feed shows: one key frame a second at most and a short piece of sound behind it, decoded by a child.
import { waitMs } from '#core/backoff.ts'
import { describeEnd } from '#core/child.ts'
import { type Clock, every, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import type { Feed, FeedTag, FeedWatcher } from '../program/feed.ts'
import { ContentChild } from './content-child.ts'
import { type ContentFault, ContentJudge, type ContentLimits, type FoundFault } from './content.ts'

export type FeedProbeDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly limits: ContentLimits
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

/** Plain values. Times are wall clock. */
export type FeedContent = {
  readonly feed: string
  /** `waiting`: nothing to look at yet; `failed`: nobody can look, see `why`. */
  readonly probe: 'waiting' | 'looking' | 'failed'
  readonly why: string
  readonly faults: readonly { readonly what: ContentFault; readonly sinceMs: number }[]
  readonly lookAgeMs: number | null
  /** Of the newest piece of sound, against full scale. */
  readonly soundDb: number | null
}

/** Key frames that come closer are passed over. */
const pictureEveryMs = 900
/** Frames of sound behind each: a third of a second. */
const soundFrames = 16
/** A child that owes an answer this long is no use. */
const answerWithinMs = 5_000
const checkEveryMs = 500
const headerEveryMs = 250
const backoff = { firstMs: 1_000, factor: 2, maxMs: 60_000, jitter: 0.2 }

export class FeedProbe implements FeedWatcher {
  readonly #feed: Feed
  readonly #deps: FeedProbeDeps
  readonly #judge: ContentJudge
  #child: ContentChild | undefined
  #turn: AbortController | undefined
  #sentAtMs = -Infinity
  #owedSinceMs: number | null = null
  #soundLeft = 0
  #hasLooked = false
  #why = ''

  constructor(feed: Feed, deps: FeedProbeDeps) {
    this.#feed = feed
    this.#deps = deps
    this.#judge = new ContentJudge(deps.limits)
  }

  onTag(_feed: Feed, { tag, facts }: FeedTag): void {
    if (this.#child === undefined) return
    if (facts.isConfig) this.#turn?.abort(new Error('another picture or sound'))
    else if (tag.kind === 'audio' && this.#soundLeft > 0) {
      this.#soundLeft--
      this.#child.sound(tag.payload)
    } else if (facts.isKeyframe) this.#takePicture(tag.payload)
  }

  #takePicture(payload: Buffer): void {
    const nowMs = this.#deps.clock.nowMs()
    if (nowMs - this.#sentAtMs < pictureEveryMs || this.#child?.picture(payload) !== true) return
    this.#sentAtMs = nowMs
    this.#owedSinceMs ??= nowMs
    this.#soundLeft = soundFrames
  }

  onBatch(): void {}

  onEnd(): void {
    this.#judge.forget()
    this.#soundLeft = 0
  }

  /** A child for as long as there is a picture to look at; one that ends is followed by another, ever later. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    using _watch = this.#feed.watch(this)
    for (let failures = 0; !signal.aborted; ) {
      if (this.#feed.headers.video === undefined) {
        await slept(clock, headerEveryMs, signal)
        continue
      }
      const why = await this.#lookOnce(signal).catch(messageOf)
      failures = why === '' || this.#hasLooked ? 0 : failures + 1
      if (why !== '' && why !== this.#why && !signal.aborted)
        this.#deps.log.warn({ feed: this.#feed.name, why }, 'relay/probe-failed')
      this.#why = why
      await slept(clock, why === '' ? headerEveryMs : waitMs(backoff, failures, Math.random), signal)
    }
  }

  /** Why it ended; '' where that was meant. */
  async #lookOnce(signal: AbortSignal): Promise<string> {
    const { clock, onChild } = this.#deps
    const { video, audio } = this.#feed.headers
    if (video === undefined) return ''
    const turn = new AbortController()
    const both = AbortSignal.any([signal, turn.signal])
    this.#turn = turn
    this.#hasLooked = false
    let why = ''
    const child = new ContentChild({
      headers: { video, audio },
      clock,
      onChild,
      onPicture: look => {
        this.#answered()
        this.#judge.picture(look, clock.nowMs())
      },
      onSound: look => this.#judge.sound(look, clock.nowMs()),
    })
    this.#child = child
    const watching = every(
      clock,
      checkEveryMs,
      () => {
        if (this.#owedSinceMs === null || clock.nowMs() - this.#owedSinceMs < answerWithinMs) return
        why = `FFmpeg said nothing of a picture for ${answerWithinMs / 1_000} s`
        turn.abort(new Error(why))
      },
      both,
    )
    try {
      const end = await child.run(both)
      return end.asked ? why : `FFmpeg ${describeEnd(end)}: ${child.said || 'it said nothing'}`
    } finally {
      this.#child = this.#turn = undefined
      this.#owedSinceMs = null
      this.#judge.forget()
      turn.abort(new Error('it has ended'))
      await watching
    }
  }

  #answered(): void {
    this.#hasLooked = true
    this.#why = ''
    this.#owedSinceMs = null
  }

  /** What is wrong with it now; monotonic times. */
  get faults(): FoundFault[] {
    return this.#judge.faults(this.#deps.clock.nowMs())
  }

  cleanForMs(of: readonly ContentFault[]): number {
    return this.#judge.cleanForMs(of, this.#deps.clock.nowMs())
  }

  snapshot(): FeedContent {
    const { clock } = this.#deps
    const nowMs = clock.nowMs()
    const toWallMs = clock.wallMs() - nowMs
    const ageMs = this.#judge.ageMs(nowMs)
    return {
      feed: this.#feed.name,
      probe: this.#why !== '' ? 'failed' : ageMs === null ? 'waiting' : 'looking',
      why: this.#why,
      faults: this.faults.map(({ what, sinceMs }) => ({ what, sinceMs: Math.round(sinceMs + toWallMs) })),
      lookAgeMs: ageMs === null ? null : Math.round(ageMs),
      soundDb: this.#judge.soundDb,
    }
  }
}
