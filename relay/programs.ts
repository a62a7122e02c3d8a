// The programs of one broadcast: their feeds, the profile they share and the slate, made to match what is desired.
import type { Clock } from '#core/clock.ts'
import { slept } from '#core/clock.ts'
import { FairClock } from '#core/fair-clock.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import { Tasks } from '#core/tasks.ts'
import type { DesiredDestination, RelayDesired } from './desired.ts'
import { Contents } from './probe/contents.ts'
import { Feed } from './program/feed.ts'
import { feedPlan } from './program/open-feed.ts'
import { programNameOf, withoutOf } from './program-names.ts'
import { toNextLookMs } from './program/look-within.ts'
import { Program } from './program/program.ts'
import { type Profile, profileOf, readProfile } from './program/profile.ts'
import type { Cut, ProgramSnapshot } from './program/snapshot.ts'
import type { ProgramCounters } from './program/tally.ts'
import { FeedNews } from './program/feed-news.ts'
import { makeSlate } from './slate/maker.ts'
import { slateKbps } from './slate/rate.ts'
import { SlateShelf, type SlateState } from './slate/shelf.ts'

export type ProgramsDeps = {
  readonly clock: Clock
  readonly log: Log
  /** Where finished slates are kept. */
  readonly slatesFolder: string
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
  readonly note: (kind: string, detail: Readonly<Record<string, unknown>>) => void
  /** Called with each program before it shows anything. */
  readonly onProgram: (program: Program) => void
  /** What outlives this worker. */
  readonly recall: (name: string) => unknown
  readonly remember: (name: string, value: unknown) => void
}

const tendEveryMs = 1_000
const usualKbps = 4_000

type Running = { readonly feed: Feed; readonly isNormalised: boolean; readonly stop: AbortController }
type Remembered = { readonly profile: Profile; readonly wished: string | null }

export class Programs {
  readonly #deps: ProgramsDeps
  readonly #fairClock: FairClock
  readonly #tasks: Tasks
  readonly #feeds = new Map<string, Running>()
  readonly #programs = new Map<string, Program>()
  readonly #counters: Record<string, ProgramCounters>
  readonly #shelf: SlateShelf
  readonly #feedNews = new FeedNews()
  /** What is seen in each feed. */
  readonly contents: Contents
  #desired: RelayDesired | undefined
  #profile: Profile | undefined
  /** A feed has been on air under it; before, its sound is a guess. */
  #isProfileFixed = false
  #tendedAtMs = -Infinity

  constructor(deps: ProgramsDeps) {
    this.#deps = deps
    this.#fairClock = new FairClock(deps.clock)
    this.#tasks = new Tasks(deps.log)
    this.contents = new Contents(deps)
    this.#counters = (deps.recall('programs') ?? {}) as Record<string, ProgramCounters>
    this.#shelf = new SlateShelf({
      clock: deps.clock,
      folder: deps.slatesFolder,
      onChild: deps.onChild,
      make: makeSlate,
      onReady: clip => {
        for (const program of this.#programs.values()) program.setSlate(clip)
        deps.note('slate-ready', { pictures: clip.pictures.length, videoKbps: Math.round(clip.videoKbps) })
      },
      onFailed: why => deps.note('slate-failed', { why }),
    })
  }

  /** The one that carries a destination. */
  for(destination: DesiredDestination): Program {
    return this.#programs.get(programNameOf(destination)) as Program
  }

  /** By name; any where there is none of that name. */
  find(name: string): Program | undefined {
    return this.#programs.get(name) ?? [...this.#programs.values()][0]
  }

  get onAirSinceMs(): number | null {
    const since = [...this.#programs.values()].map(program => program.onAirSinceMs).filter(ms => ms !== null)
    return since.length === 0 ? null : Math.round(Math.min(...since))
  }

  get slate(): SlateState {
    return this.#shelf.state
  }

  /** Time in which this process could not look, and which counts against nobody. */
  get lateMs(): number {
    return this.#fairClock.lateMs
  }

  snapshots(): ProgramSnapshot[] {
    return [...this.#programs.values()].map(program => program.snapshot())
  }

  apply(desired: RelayDesired): void {
    this.#desired = desired
    this.contents.setCutOn(desired.cutOn)
    this.#applyProfile(desired)
    this.#applyFeeds(desired)
    this.#applyPrograms(desired)
    this.#tend(this.#deps.clock.nowMs())
  }

  /** Off air nothing is promised to anybody; a successor in mid-show keeps what was. */
  #applyProfile({ wish, profile }: RelayDesired): void {
    if (wish === 'off') {
      this.#profile = undefined
      this.#isProfileFixed = false
      this.#deps.remember('profile', null)
      return
    }
    if (this.#profile !== undefined) return
    const kept = this.#deps.recall('profile') as Remembered | null | undefined
    this.#isProfileFixed = kept != null && kept.wished === profile
    if (kept != null && kept.wished === profile) this.#profile = kept.profile
    else if (profile !== null) this.#profile = readProfile(profile)
  }

  #fixProfile(feed: Feed): void {
    const found = profileOf(feed)
    if (this.#desired?.wish !== 'on' || this.#isProfileFixed || found === undefined) return
    // A wish says nothing of sound: that is the first feed's in any case.
    const { sampleRateHz, channels } = found
    this.#setProfile({ ...(this.#profile ?? found), sampleRateHz, channels })
  }

  #setProfile(profile: Profile): void {
    this.#profile = profile
    this.#isProfileFixed = true
    const kept: Remembered = { profile, wished: this.#desired?.profile ?? null }
    this.#deps.remember('profile', kept)
    this.#deps.note('profile', profile)
  }

  #applyFeeds(desired: RelayDesired): void {
    const { feeds, normalise } = desired
    for (const [name, { isNormalised, stop }] of this.#feeds) {
      if (feeds.includes(name) && isNormalised === normalise.includes(name)) continue
      stop.abort(new Error('no longer wanted'))
      this.#feeds.delete(name)
    }
    for (const name of feeds)
      if (!this.#feeds.has(name)) this.#startFeed(name, normalise.includes(name), desired)
  }

  #startFeed(name: string, isNormalised: boolean, desired: RelayDesired): void {
    const { clock, log, onChild } = this.#deps
    const plan = feedPlan(name, desired, {
      clock,
      onChild,
      profile: () => this.#profile,
      videoKbps: () => Math.round(this.#minuteKbps ?? usualKbps),
    })
    const feed = new Feed(plan, { clock, fairClock: this.#fairClock, log })
    const stop = new AbortController()
    this.#feeds.set(name, { feed, isNormalised, stop })
    // A host that stands by is silent and stands still, as it should.
    if (desired.limits.contentProbes && feed.line === undefined)
      this.#tasks.tend(`relay/probe ${name}`, this.contents.probe(feed, desired.limits, stop.signal))
    this.#tasks.tend(`relay/feed ${name}`, feed.run(stop.signal))
  }

  /** One program per distinct set of feeds that destinations may carry. */
  #applyPrograms(desired: RelayDesired): void {
    const wanted = new Set(desired.destinations.map(programNameOf))
    if (wanted.size === 0) wanted.add('main')
    for (const name of wanted)
      if (!this.#programs.has(name)) this.#programs.set(name, this.#newProgram(name, desired))
    for (const [name, program] of this.#programs) {
      if (!wanted.has(name)) {
        this.#counters[name] = program.counters()
        program.close()
        this.#programs.delete(name)
        continue
      }
      const without = withoutOf(name, desired)
      const feeds = desired.feeds
        .filter(feed => !without.includes(feed))
        .flatMap(feed => this.#feeds.get(feed)?.feed ?? [])
      program.setWish({ feeds, take: desired.take, startsOnSlate: desired.wish === 'on' && desired.onSlate })
    }
  }

  #newProgram(name: string, { limits }: RelayDesired): Program {
    const { note } = this.#deps
    const program = new Program(name, limits, {
      ...this.#deps,
      profile: () => this.#profile,
      onFirst: feed => this.#fixProfile(feed),
      cleanForMs: feed => this.contents.cleanForMs(feed),
      onCut: cut => this.#noteCut(name, cut),
      onSound: (feed, isLost, sinceMs) =>
        note(isLost ? 'sound-lost' : 'sound-back', { program: name, feed, sinceMs }),
      onDark: (feed, isDark, sinceMs) =>
        note(isDark ? 'program-dark' : 'program-lit', { program: name, feed, sinceMs }),
      onChange: (feed, misfit) => note('feed-changed', { program: name, feed, misfit }),
    })
    const counters = this.#counters[name]
    if (counters !== undefined) program.restore(counters)
    this.#deps.onProgram(program)
    program.setSlate(this.#shelf.clip)
    return program
  }

  #noteCut(program: string, { from, to, cause, gapMs, silenceMs, misfit }: Cut): void {
    this.#deps.note('program-cut', { program, from, to, cause, gapMs, silenceMs, misfit })
  }

  get #minuteKbps(): number | null {
    const rates = [...this.#programs.values()].flatMap(({ minuteKbps }) => minuteKbps ?? [])
    return rates.length === 0 ? null : Math.min(...rates)
  }

  /** Looks at every program on a tick, as often as one of them wants it. Ends with the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    this.#tasks.tend('relay/slates', this.#shelf.run(signal))
    for (;;) {
      const fromMs = clock.nowMs()
      const waitMs = toNextLookMs(this.#programs.values(), fromMs)
      const dueMs = fromMs + waitMs
      if (!(await slept(clock, waitMs, signal))) return
      this.#fairClock.woke(dueMs)
      for (const program of this.#programs.values()) program.look()
      this.#tellFeeds()
      const nowMs = clock.nowMs()
      if (nowMs - this.#tendedAtMs >= tendEveryMs) this.#tend(nowMs)
    }
  }

  #tellFeeds(): void {
    const feeds = [...this.#feeds.values()].map(({ feed }) => feed)
    const lossAfterMs = this.#desired?.limits.lossAfterMs ?? Infinity
    for (const { isLive, ...told } of this.#feedNews.look(feeds, lossAfterMs, this.#deps.clock.wallMs()))
      this.#deps.note(isLive ? 'feed-live' : 'feed-gone', told)
  }

  /** What takes a second or two to know: the frame rate that was promised, and how a slate must be made. */
  #tend(nowMs: number): void {
    this.#tendedAtMs = nowMs
    this.contents.tell(new Map([...this.#programs].map(([name, { feedOnAir }]) => [name, feedOnAir])))
    if (!this.#isProfileFixed) for (const feed of this.#onAir) this.#fixProfile(feed)
    const profile = this.#profile
    if (profile !== undefined && profile.frameRateFps === null) {
      const onAir = this.#onAir
      const feeds = onAir.length > 0 ? onAir : [...this.#feeds.values()].map(({ feed }) => feed)
      const rate = feeds.map(({ frameRateFps }) => frameRateFps).find(each => each !== null)
      if (rate !== undefined && rate !== null) this.#setProfile({ ...profile, frameRateFps: rate })
    }
    this.#wantSlate()
  }

  /** Feeds that programs show now: of a program that went on since an earlier broadcast nobody tells its first. */
  get #onAir(): Feed[] {
    const names = [...this.#programs.values()].map(program => program.feedOnAir)
    return names.flatMap(name => (name === null ? [] : (this.#feeds.get(name)?.feed ?? [])))
  }

  #wantSlate(): void {
    const look = this.#desired?.slate ?? null
    const profile = this.#profile
    if (look === null || profile === undefined || profile.frameRateFps === null) {
      this.#shelf.want(undefined)
      // Without a promise the next broadcast may be of another size.
      if (look === null || profile === undefined)
        for (const program of this.#programs.values()) program.setSlate(undefined)
      return
    }
    const maxKbps = slateKbps(this.#minuteKbps, this.#shelf)
    this.#shelf.want({ look, shape: { ...profile, frameRateFps: profile.frameRateFps, maxKbps } })
  }

  /** Counters go to the journal: they must not run backwards when a successor takes over. */
  remember(): void {
    for (const [name, program] of this.#programs) this.#counters[name] = program.counters()
    this.#deps.remember('programs', this.#counters)
  }

  /** Ends the feeds and lets go of everything; whoever carries a program must have ended. */
  async close(): Promise<void> {
    for (const { stop } of this.#feeds.values()) stop.abort(new Error('the worker is closing'))
    await this.#tasks.allEnded()
    this.remember()
    for (const program of this.#programs.values()) program.close()
  }
}
