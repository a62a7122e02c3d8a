// What is on air: one endless output with one clock, fed by one feed at a time or by the slate, cut at key frames.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { SlateClip } from '../slate/clip.ts'
import { type AirEars, AirNews } from './air-news.ts'
import { type Choice, choose, type CutCause, slateName } from './choice.ts'
import { cueHosts } from './cue-hosts.ts'
import { type AirDeps, FeedOnAir } from './feed-on-air.ts'
import type { Feed, FeedTag, FeedWatcher } from './feed.ts'
import { viewOf } from './feed-view.ts'
import { lookWithinMs } from './look-within.ts'
import { OutputClock } from './output-clock.ts'
import { ProgramOutput, type ProgramSink } from './output.ts'
import { misfitOf, type Profile } from './profile.ts'
import { ProgramSound } from './program-sound.ts'
import { SlateOnAir } from './slate-on-air.ts'
import type { Cut, ProgramSnapshot } from './snapshot.ts'
import { type ProgramCounters, ProgramTally, type Shown } from './tally.ts'

export type ProgramLimits = {
  readonly lossAfterMs: number
  readonly returnAfterMs: number
  readonly fromSlateAfterMs: number
  readonly minStayMs: number
  readonly gopCacheBytes: number
  readonly chunkSizeBytes: number
}

export type ProgramDeps = AirEars & {
  readonly clock: Clock
  readonly log: Log
  /** What was promised to platforms; undefined before anything was. */
  readonly profile: () => Profile | undefined
  /** The first feed is about to go on air: the profile is fixed, if none was wished. */
  readonly onFirst: (feed: Feed) => void
  /** How long nothing was seen in a feed that shall take it off the air; 0 while it is. */
  readonly cleanForMs: (feed: string) => number
  readonly onCut: (cut: Cut) => void
  /** The feed on air sends another picture or sound than before; how it differs from the profile now. */
  readonly onChange: (feed: string, misfit: string | null) => void
}

/** What a program may show, in order of preference, and what a person wishes. */
export type ProgramWish = {
  readonly feeds: readonly Feed[]
  /** A feed or the slate, put on air by hand. */
  readonly take: string | null
  /** Begin on the slate where no feed is there. */
  readonly startsOnSlate: boolean
}

const keptCuts = 20
const uhdLines = 2_160

export class Program implements FeedWatcher {
  readonly name: string
  readonly #limits: ProgramLimits
  readonly #deps: ProgramDeps
  readonly #clock = new OutputClock()
  readonly #output: ProgramOutput
  readonly #sound: ProgramSound
  readonly #air: AirDeps
  readonly #tally = new ProgramTally()
  readonly #news: AirNews
  #wish: ProgramWish = { feeds: [], take: null, startsOnSlate: false }
  #watches: Disposable[] = []
  #onAir: FeedOnAir | SlateOnAir | undefined
  #onAirSinceMs = 0
  #pending: { readonly feed: Feed; readonly cause: CutCause } | undefined
  #slate: SlateClip | undefined
  #cuts: Cut[] = []
  #startedAtWallMs: number | null = null

  constructor(name: string, limits: ProgramLimits, deps: ProgramDeps) {
    this.name = name
    this.#limits = limits
    this.#deps = deps
    this.#output = new ProgramOutput(limits)
    this.#sound = new ProgramSound(this.#output)
    this.#news = new AirNews({ ...deps, output: this.#output, lossAfterMs: limits.lossAfterMs })
    this.#air = { clock: this.#clock, output: this.#output, sound: this.#sound, profile: deps.profile }
  }

  get onAirSinceMs(): number | null {
    return this.#startedAtWallMs
  }

  /** Whether there is, or is about to be, something to carry. */
  get hasPicture(): boolean {
    return this.#onAir !== undefined || this.#wish.feeds.some(feed => feed.isLive(this.#limits.lossAfterMs))
  }

  /** What this worker has sent, to whoever carries it. */
  get outputBytes(): number {
    return this.#output.sentBytes
  }

  /** Over the last minute on a feed; null until something is known. */
  get minuteKbps(): number | null {
    return this.#output.minuteKbps
  }

  /** The feed on air; null for the slate, and for nothing. */
  get feedOnAir(): string | null {
    return this.#onAir instanceof FeedOnAir ? this.#onAir.feed.name : null
  }

  /** How soon it wants to be looked at. */
  get lookWithinMs(): number {
    return lookWithinMs(this.#onAir, this.#wish, this.#limits.lossAfterMs)
  }

  /** Changes what it may show, without disturbing what is on air. */
  setWish(wish: ProgramWish): void {
    const { feeds } = this.#wish
    this.#wish = wish
    if (wish.feeds.length !== feeds.length || !wish.feeds.every((feed, i) => feed === feeds[i])) {
      for (const watch of this.#watches) watch[Symbol.dispose]()
      this.#watches = wish.feeds.map(feed => feed.watch(this))
    }
    if (this.#clock.hasStarted || wish.startsOnSlate) this.look()
  }

  /** The slate that is ready; one that is being shown is changed at its next key frame. */
  setSlate(clip: SlateClip | undefined): void {
    this.#slate = clip
    if (clip !== undefined && this.#onAir instanceof SlateOnAir) this.#onAir.change(clip)
    this.look()
  }

  /** Lets go of its feeds; whoever carries it gets nothing more. */
  close(): void {
    for (const watch of this.#watches) watch[Symbol.dispose]()
    for (const { line } of this.#wish.feeds) line?.forget(this.name)
    this.#watches = []
    this.#output.close()
  }

  /** Joins a sink, starting it with headers and the current GOP, so that it has a picture at once. */
  join(sink: ProgramSink): Disposable {
    return this.#output.join(sink)
  }

  onTag(feed: Feed, fed: FeedTag): void {
    const nowMs = this.#deps.clock.nowMs()
    const isCutPoint = fed.tag.kind === 'video' && fed.facts.isKeyframe
    if (this.#onAir === undefined && isCutPoint) this.#decide(nowMs)
    const pending = this.#pending
    if (isCutPoint && feed === pending?.feed && this.#mayCutTo(feed))
      this.#cutToFeed(feed, pending.cause, fed, nowMs)
    else if (this.#onAir instanceof FeedOnAir && this.#onAir.feed === feed) this.#onAir.take(fed, nowMs)
  }

  /** A feed that empties a backlog shows what was: only where there is nothing else is that better. */
  #mayCutTo(feed: Feed): boolean {
    return this.#onAir === undefined || feed.fitForMs(this.#limits.lossAfterMs) > 0
  }

  onBatch(): void {
    this.#output.flush()
  }

  onEnd(feed: Feed): void {
    const isOnAir = this.#onAir instanceof FeedOnAir && this.#onAir.feed === feed
    if (!isOnAir && feed !== this.#pending?.feed) return
    this.look()
    // Without a slate nothing takes its place: should it come back, its key frame is a cut like any other.
    if (isOnAir && this.#slate === undefined) this.#onAir = undefined
  }

  /** Called on every tick, and when a feed ends: who should be on air, and what of the slate is due. */
  look(): void {
    const nowMs = this.#deps.clock.nowMs()
    this.#decide(nowMs)
    if (this.#onAir instanceof SlateOnAir) this.#onAir.play(nowMs)
    if (this.#onAir instanceof FeedOnAir) this.#onAir.look(this.#limits.lossAfterMs, nowMs)
    this.#news.look(this.#onAir instanceof FeedOnAir ? this.#onAir : undefined, nowMs)
    this.#output.measure(nowMs)
    this.#tally.tick(this.#shown(), nowMs)
    this.#output.flush()
    this.#output.reuseMemory()
  }

  #shown(): Shown | null {
    if (this.#onAir === undefined) return null
    if (this.#onAir instanceof SlateOnAir) return { kind: 'slate', isUhd: false }
    const { line, video } = this.#onAir.feed
    if (line !== undefined) return { kind: 'host', isUhd: false }
    return { kind: 'camera', isUhd: Math.min(video?.widthPx ?? 0, video?.heightPx ?? 0) >= uhdLines }
  }

  #decide(nowMs: number): void {
    const { next, cause, bridge, windsUp } = this.#choose(nowMs)
    const feed = this.#wish.feeds.find(each => each.name === next)
    const told = cause === 'start' && this.#clock.hasStarted ? 'return' : cause
    this.#pending = feed === undefined ? undefined : { feed, cause: told }
    const shown = { onAir: this.onAirName, pending: feed?.name ?? null, windsUp: windsUp === true }
    cueHosts(this.name, this.#wish.feeds, shown)
    if (next === slateName || bridge) this.#cutToSlate(told, nowMs)
  }

  #choose(nowMs: number): Choice {
    const looks = { ...this.#limits, ...this.#deps, misfitOf: (feed: Feed) => this.#misfitOf(feed) }
    return choose({
      onAir: this.onAirName,
      onAirForMs: nowMs - this.#onAirSinceMs,
      silentForMs: this.#output.silentForMs(nowMs),
      feeds: this.#wish.feeds.map(feed => viewOf(feed, looks)),
      take: this.#wish.take,
      hasSlate: this.#slate !== undefined,
      startsOnSlate: this.#wish.startsOnSlate,
      limits: this.#limits,
    })
  }

  /** A feed's name, or the slate. */
  get onAirName(): string | null {
    if (this.#onAir === undefined) return null
    return this.#onAir instanceof FeedOnAir ? this.#onAir.feed.name : slateName
  }

  #misfitOf(feed: Feed): string | null {
    const profile = this.#deps.profile()
    return profile === undefined ? null : misfitOf(profile, feed)
  }

  #cutToFeed(feed: Feed, cause: CutCause, fed: FeedTag, nowMs: number): void {
    if (!this.#clock.hasStarted) this.#deps.onFirst(feed)
    const from = this.onAirName
    const silenceMs = this.#output.silentForMs(nowMs)
    if (cause === 'content' && this.#onAir instanceof FeedOnAir) this.#onAir.feed.noteLoss()
    const onChange = () => this.#deps.onChange(feed.name, this.#misfitOf(feed))
    const onAir = new FeedOnAir(feed, this.#air, onChange, nowMs)
    const gapMs = onAir.begin(fed, nowMs)
    this.#onAir = onAir
    this.#pending = undefined
    this.#noteCut({ from, to: feed.name, cause, gapMs, silenceMs, misfit: this.#misfitOf(feed) }, nowMs)
  }

  #cutToSlate(cause: CutCause, nowMs: number): void {
    const before = this.#onAir
    if (this.#slate === undefined || before instanceof SlateOnAir) return
    if (before !== undefined && (cause === 'lost' || cause === 'content')) before.feed.noteLoss()
    const from = this.onAirName
    const silenceMs = this.#output.silentForMs(nowMs)
    const onAir = new SlateOnAir(this.#slate, this.#air, before?.compositionMs ?? 0, nowMs)
    this.#onAir = onAir
    this.#noteCut({ from, to: slateName, cause, gapMs: onAir.gapMs, silenceMs, misfit: null }, nowMs)
  }

  #noteCut(made: Omit<Cut, 'atMs'>, nowMs: number): void {
    const { clock, log, onCut } = this.#deps
    this.#onAirSinceMs = nowMs
    this.#startedAtWallMs ??= clock.wallMs()
    const [gapMs, silenceMs] = [Math.round(made.gapMs), Math.round(made.silenceMs)]
    const cut = { ...made, gapMs, silenceMs, atMs: Math.round(clock.wallMs()) }
    this.#cuts = [...this.#cuts.slice(1 - keptCuts), cut]
    this.#tally.cut({ ...cut, isProfileChange: cut.misfit !== null })
    log.info({ program: this.name, ...cut }, 'relay/program-cut')
    onCut(cut)
  }

  counters(): ProgramCounters {
    const { timestampFaults, sentBytes: outputBytes } = this.#output
    return this.#tally.counters({ silentFrames: this.#sound.silentFrames, outputBytes, timestampFaults })
  }

  /** Counters as they were when a predecessor of this worker last wrote them down. */
  restore(counters: ProgramCounters): void {
    this.#tally.restore(counters)
  }

  snapshot(): ProgramSnapshot {
    const feed = this.#onAir instanceof FeedOnAir ? this.#onAir.feed : undefined
    const aheadMs = this.#clock.aheadMs(this.#deps.clock.nowMs())
    return {
      name: this.name,
      onAir: this.onAirName,
      pending: this.#pending?.feed.name ?? null,
      profile: this.#deps.profile() ?? null,
      misfit: feed === undefined ? null : this.#misfitOf(feed),
      isSoundLost: this.#news.isSoundLost,
      feeds: this.#wish.feeds.map(each => ({
        name: each.name,
        state: each.state(this.#limits.lossAfterMs),
        lastVideoAgeMs: each.lastVideoAgeMs === null ? null : Math.round(each.lastVideoAgeMs),
        misfit: this.#misfitOf(each),
      })),
      video: feed?.video ?? null,
      audio: feed?.audio ?? null,
      dtsMs: Math.max(0, Math.round(this.#clock.lastMs)),
      aheadMs: Math.round(aheadMs),
      soundSkewMs: Math.round(this.#sound.skewMs + aheadMs),
      ...this.#output.snapshot(),
      cuts: [...this.#cuts],
      counters: this.counters(),
    }
  }
}
