// One feed: who sends it, and what arrives. Where nobody sends: what to do next.
import { attribute, el, icon, type Part, show, text } from './dom.ts'
import { duration, frameRate, seconds } from './figures.ts'
import type { Words } from './language.ts'
import { Figures } from './leg.ts'
import type { Content, Feed } from './types.ts'
import { iconOf, type Level } from './level.ts'

export type FeedFacts = {
  readonly feed: Feed
  readonly isOnAir: boolean
  /** What is seen in it; undefined where nobody looks. */
  readonly content: Content | undefined
  readonly publishUrls: readonly string[]
  readonly nowMs: number
}

const freshMs = 1_500
const longKeyframesMs = 4_000

export class FeedRow implements Part<FeedFacts> {
  readonly node: HTMLElement
  readonly #words: Words
  readonly #mark = icon()
  readonly #name = el('h3')
  readonly #state = el('span.state')
  readonly #figures: Figures
  readonly #advice = el('p.trouble')
  readonly #hint = el('p.why')
  readonly #addresses = el('div.addresses')

  constructor(words: Words) {
    this.#words = words
    const { feeds } = words
    this.#figures = new Figures([
      feeds.picture,
      feeds.rate,
      feeds.keyframes,
      feeds.clock,
      feeds.sound,
      feeds.encoder,
      feeds.from,
      feeds.since,
    ])
    text(this.#hint, feeds.hint)
    this.node = el(
      'article.feed',
      el('div.who', this.#mark.node, el('div', this.#name, el('p.now', this.#state))),
      this.#figures.node,
      this.#advice,
      el('div.next', this.#hint, this.#addresses),
    )
  }

  update({ feed, isOnAir, content, publishUrls, nowMs }: FeedFacts): void {
    const [level, word] = this.#stateOf(feed, isOnAir, content)
    attribute(this.node, 'data-level', level)
    this.#mark.set(iconOf[level])
    text(this.#name, feed.name)
    text(this.#state, word)
    const isSending = feed.session !== null
    show(this.#figures.node, isSending)
    show(this.#hint.parentElement as HTMLElement, !isSending)
    this.#figures.update(this.#values(feed, nowMs))
    const isLong = isSending && (feed.keyframeIntervalMs ?? 0) > longKeyframesMs
    text(this.#advice, isLong ? this.#words.feeds.keyframesLong : '')
    show(this.#advice, isLong)
    if (this.#addresses.textContent !== publishUrls.join(''))
      this.#addresses.replaceChildren(...publishUrls.map(url => el('code', url)))
  }

  #stateOf(feed: Feed, isOnAir: boolean, content: Content | undefined): [Level, string] {
    const words = this.#words.feeds
    if (feed.session === null) return ['off', words.away]
    if (feed.lastVideoAgeMs === null) return ['wait', words.key]
    if (feed.lastVideoAgeMs > freshMs)
      return ['bad', words.late(seconds(feed.lastVideoAgeMs, this.#words.units.s))]
    const bad = content?.faults ?? []
    if (bad.length > 0)
      return ['bad', this.#words.join(bad.map(({ what }) => this.#words.contents[what] ?? what))]
    return ['good', isOnAir ? words.onAir : words.live]
  }

  /** How far sound is from the picture, and what the clock did wrong. */
  #clockOf({ skewMs, timestampFaults: { jumps, backwards, standstills } }: Feed): string {
    const { skew, clockFaults } = this.#words.feeds
    const faults = jumps + backwards + standstills
    return (
      [
        ...(skewMs === null ? [] : [skew(Math.round(skewMs))]),
        ...(faults === 0 ? [] : [clockFaults(jumps, backwards, standstills)]),
      ].join(' · ') || '–'
    )
  }

  #values(feed: Feed, nowMs: number): string[] {
    const { video, audio, session, videoKbps, keyframeIntervalMs } = feed
    return [
      video === null
        ? '–'
        : `${video.widthPx}×${video.heightPx}${video.frameRateFps === null ? '' : ` · ${frameRate(video.frameRateFps)} fps`} · H.264 ${video.profile}`,
      videoKbps === null ? '–' : `${Math.round(videoKbps).toLocaleString('en')} kbit/s`,
      keyframeIntervalMs === null ? '–' : seconds(keyframeIntervalMs, this.#words.units.s),
      this.#clockOf(feed),
      audio === null ? '–' : `AAC · ${audio.sampleRateHz / 1000} kHz · ${audio.channels} ch`,
      session === null || session.encoder === '' ? '–' : session.encoder,
      session === null
        ? '–'
        : `${session.remoteAddress}${session.secure ? ` · ${this.#words.feeds.secure}` : ''}`,
      session === null ? '–' : duration(nowMs - session.sinceMs, this.#words.units),
    ]
  }
}
