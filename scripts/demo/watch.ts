// Looks at everything once a second, and tells what changed.
import { setTimeout as delay } from 'node:timers/promises'
import type { LegSnapshot, ProgramSnapshot } from '#relay'
import type { Received } from '../platform/stand-in.ts'
import type { BroadcastView, FeedView } from './house.ts'
import { broadcast, type Stage } from './stage.ts'
import { addressOf, type View } from './table.ts'

const lookEveryMs = 500
const newsKept = 6
const rateOverMs = 4_000

export class Watch {
  readonly #stage: Stage
  readonly #startedMs = performance.now()
  readonly #sent = new Map<string, { atMs: number; bytes: number }[]>()
  readonly #states = new Map<string, string>()
  #cutAtMs = 0
  readonly #news: string[] = []
  #newsTotal = 0
  #view: View | undefined

  constructor(stage: Stage) {
    this.#stage = stage
  }

  /** What was seen last; undefined before the first look. */
  get view(): View | undefined {
    return this.#view
  }

  /** Looks until the signal, and shows each look. Throws when something that should run has ended. */
  async run(show: (view: View) => void, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#stage.check()
      this.#view = await this.#look()
      show(this.#view)
      await delay(lookEveryMs, undefined, { signal }).catch(() => {}) // ended early: the loop's condition decides
    }
  }

  /** Adds a line under the table. */
  tell(sentence: string): void {
    this.#news.push(`${new Date().toLocaleTimeString('en-GB')}  ${sentence}`)
    this.#newsTotal += 1
    if (this.#news.length > newsKept) this.#news.shift()
  }

  async #look(): Promise<View> {
    const { house, platforms } = this.#stage
    const [{ legs, programs, slateState }, { feeds }, received] = await Promise.all([
      house.ask('GET', `/api/broadcasts/${broadcast}`) as Promise<BroadcastView>,
      house.ask('GET', '/api/feeds') as Promise<{ feeds: FeedView[] }>,
      Promise.all(platforms.map(async each => [each.name, await each.received()] as [string, Received])),
    ])
    const [program] = programs
    for (const leg of legs) this.#notice(leg)
    if (program !== undefined) this.#noticeCuts(program)
    return {
      seconds: (performance.now() - this.#startedMs) / 1_000,
      page: house.page,
      legs,
      kbps: Object.fromEntries(legs.map(leg => [leg.destination, this.#rateOf(leg)])),
      received: Object.fromEntries(received),
      feed: feedText(
        this.#stage.mainFeed,
        feeds.find(each => each.name === this.#stage.mainFeed),
      ),
      onAir: program?.onAir ?? null,
      isSlateReady: slateState.at === 'ready',
      news: [...this.#news],
      newsTotal: this.#newsTotal,
    }
  }

  #notice(leg: LegSnapshot): void {
    const now = `${leg.state.at} ${addressOf(leg)}`
    const before = this.#states.get(leg.destination)
    this.#states.set(leg.destination, now)
    if (before === undefined || before === now) return
    this.tell(`${leg.destination}: ${before} → ${now}${leg.cause === null ? '' : ` (${leg.cause})`}`)
  }

  #noticeCuts({ cuts }: ProgramSnapshot): void {
    for (const { from, to, cause, gapMs, silenceMs, atMs } of cuts.filter(cut => cut.atMs > this.#cutAtMs)) {
      this.#cutAtMs = atMs
      const cost = `空洞 hole ${Math.round(gapMs)} ms, 静默 quiet ${Math.round(silenceMs)} ms`
      if (from !== null) this.tell(`画面 picture: ${from} → ${to} (${cause}), ${cost}`)
    }
  }

  /** Over the last few seconds: the product looks at its workers once a second, and pictures come in bursts. */
  #rateOf({ destination, sentBytes }: LegSnapshot): number {
    const now = { atMs: performance.now(), bytes: sentBytes }
    const samples = [...(this.#sent.get(destination) ?? []), now].filter(
      each => now.atMs - each.atMs <= rateOverMs,
    )
    this.#sent.set(destination, samples)
    const first = samples[0] ?? now
    return first === now ? 0 : Math.max(0, ((sentBytes - first.bytes) * 8) / (now.atMs - first.atMs))
  }
}

function feedText(feed: string, view: FeedView | undefined): string {
  if (view?.host != null) return `${feed} ${view.host.saying ?? view.host.state ?? ''}`
  if (view?.video == null) return `${feed} 无画面 no picture`
  const { widthPx, heightPx, frameRateFps } = view.video
  const rate = frameRateFps === null ? '' : `@${Math.round(frameRateFps)}`
  return `${feed} ${widthPx}×${heightPx}${rate} ${(view.videoKbps / 1_000).toFixed(1)} Mb/s`
}
