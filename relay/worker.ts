// The worker of one broadcast: its feeds, programs and legs, made to match what is desired.
import { readFileSync } from 'node:fs'
import { type Clock, slept } from '#core/clock.ts'
import type { Journal } from '#core/journal.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import { Tasks } from '#core/tasks.ts'
import { FfmpegCarriage } from './carrier/ffmpeg.ts'
import { readKernelTable } from './carrier/kernel-acks.ts'
import { RtmpCarriage } from './carrier/rtmp.ts'
import type { DesiredDestination, RelayDesired } from './desired.ts'
import { readEndpoint } from './leg/address.ts'
import { Leg } from './leg/leg.ts'
import type { LegCounters } from './leg/leg-tally.ts'
import type { LegWish } from './leg/leg-snapshot.ts'
import type { LegState } from './leg/state.ts'
import { isUplinkDown, type LegSilence } from './leg/uplink.ts'
import { peerSilences } from './peers.ts'
import { type Cut, Program } from './program/program.ts'
import { Feed } from './program/feed.ts'
import type { RelaySnapshot } from './snapshot.ts'

export type WorkerPlan = { broadcast: string; socketsFolder: string; ownSocket: string }
export type WorkerDeps = {
  clock: Clock
  log: Log
  journal: Journal
  random: () => number
  onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

const maxTagBytes = 16_777_215
const calmTickMs = 125
/** A leg that owes a proof this long is looked at more often. */
const watchfulAfterMs = 400
const watchfulTickMs = 100
const rememberEveryMs = 2_000

type Running<T> = { readonly thing: T; readonly stop: AbortController }

export class RelayWorker {
  readonly #plan: WorkerPlan
  readonly #deps: WorkerDeps
  readonly #tasks: Tasks
  readonly #startedAtMs: number
  readonly #feeds = new Map<string, Running<Feed>>()
  readonly #programs = new Map<string, Program>()
  readonly #legs = new Map<string, Running<Leg>>()
  readonly #remembered: Record<string, LegCounters>
  #desired: RelayDesired | undefined
  #lagMs = 0
  #rememberedAtMs = 0
  #measuredAtMs = 0

  constructor(plan: WorkerPlan, deps: WorkerDeps) {
    this.#plan = plan
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#startedAtMs = deps.clock.wallMs()
    this.#remembered = (deps.journal.recall('legs') ?? {}) as Record<string, LegCounters>
  }

  /** Makes the world match; siblings of what changed notice nothing. */
  apply(desired: RelayDesired): void {
    if (desired.wish !== this.#desired?.wish) this.#note('wish', { wish: desired.wish })
    this.#desired = desired
    this.#applyFeeds(desired)
    this.#applyPrograms(desired)
    this.#applyLegs(desired)
  }

  #applyFeeds(desired: RelayDesired): void {
    for (const name of desired.feeds) {
      if (this.#feeds.has(name)) continue
      const feed = new Feed(
        { name, socketPath: desired.ingestSocket, maxTagBytes },
        this.#deps.clock,
        this.#deps.log,
      )
      const stop = new AbortController()
      this.#feeds.set(name, { thing: feed, stop })
      this.#tasks.tend(`relay/feed ${name}`, feed.run(stop.signal))
    }
    for (const [name, { stop }] of this.#feeds) {
      if (desired.feeds.includes(name)) continue
      stop.abort(new Error('no longer wanted'))
      this.#feeds.delete(name)
    }
  }

  /** One program per distinct set of feeds that destinations may carry. */
  #applyPrograms(desired: RelayDesired): void {
    const wanted = new Set(desired.destinations.map(programNameOf))
    if (wanted.size === 0) wanted.add('main')
    const { limits } = desired
    for (const name of wanted) {
      if (this.#programs.has(name)) continue
      const program = new Program(
        name,
        {
          lossAfterMs: limits.feedLossAfterMs,
          returnAfterMs: limits.feedReturnAfterMs,
          gopCacheBytes: limits.gopCacheBytes,
          chunkSizeBytes: limits.chunkSizeBytes,
        },
        this.#deps.clock,
        this.#deps.log,
        cut => this.#noteCut(name, cut),
      )
      this.#programs.set(name, program)
    }
    for (const [name, program] of this.#programs) {
      if (!wanted.has(name)) {
        program.close()
        this.#programs.delete(name)
        continue
      }
      const without = withoutOf(name, desired)
      const feeds = desired.feeds
        .filter(feed => !without.includes(feed))
        .flatMap(feed => this.#feeds.get(feed)?.thing ?? [])
      program.setFeeds(feeds, desired.take)
    }
  }

  #applyLegs(desired: RelayDesired): void {
    for (const destination of desired.destinations) {
      const wish = this.#wishFor(destination, desired)
      const running = this.#legs.get(destination.name)
      if (running === undefined) this.#startLeg(wish)
      else running.thing.change(wish)
    }
    for (const [name, { stop }] of this.#legs) {
      if (desired.destinations.some(each => each.name === name)) continue
      stop.abort(new Error('the destination was removed'))
      this.#legs.delete(name)
    }
  }

  #wishFor(destination: DesiredDestination, desired: RelayDesired): LegWish {
    return {
      destination: destination.name,
      platform: destination.platform,
      carrier: destination.carrier,
      program: this.#programs.get(programNameOf(destination)) as Program,
      isOn: desired.wish === 'on',
      onSlate: desired.onSlate,
      generation: destination.generation,
      endpoints: destination.endpoints.map(readEndpoint),
    }
  }

  #startLeg(wish: LegWish): void {
    const { clock, log, random, onChild } = this.#deps
    const limits = (this.#desired as RelayDesired).limits
    const leg = new Leg(wish, {
      clock,
      log,
      random,
      onChild,
      limits,
      ca: limits.caFile === undefined ? undefined : readFileSync(limits.caFile, 'utf8'),
      makeCarriage: carrier => (endpoint, onLive, deps) =>
        carrier === 'ffmpeg'
          ? new FfmpegCarriage(endpoint, onLive, deps)
          : new RtmpCarriage(endpoint, onLive, deps),
      isUplinkDown: () => this.#isUplinkDown(),
      onState: (now, before, which) => this.#noteState(now, before, which),
    })
    const counters = this.#remembered[wish.destination]
    if (counters !== undefined) leg.restore(counters)
    const stop = new AbortController()
    this.#legs.set(wish.destination, { thing: leg, stop })
    this.#tasks.tend(`relay/leg ${wish.destination}`, leg.run(stop.signal))
  }

  #noteState(now: LegState, before: LegState, leg: Leg): void {
    const { cause, why } = leg.snapshot()
    const told = 'cause' in now ? { cause: now.cause, why: now.why } : { cause, why }
    this.#note('leg-state', {
      destination: leg.destination,
      from: before.at,
      to: now.at,
      endpoint: leg.endpointOrdinal,
      ...told,
    })
  }

  #noteCut(program: string, { from, to, cause, gapMs }: Cut): void {
    this.#note('program-cut', { program, from, to, cause, gapMs })
  }

  #note(kind: string, detail: Readonly<Record<string, unknown>>): void {
    this.#deps.journal.add(kind, detail, this.#deps.clock.wallMs())
    this.#deps.log.info({ ...detail }, `relay/${kind}`)
  }

  /** Looks at everything on a tick, more often while a leg is silent. Ends with the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    this.#note('started', {})
    for (let dueMs = clock.nowMs(); !signal.aborted; ) {
      const isWatchful = this.#ownSilences().some(({ silentForMs }) => (silentForMs ?? 0) >= watchfulAfterMs)
      const tickMs = isWatchful ? watchfulTickMs : calmTickMs
      dueMs = clock.nowMs() + tickMs
      if (!(await slept(clock, tickMs, signal))) break
      this.#lagMs = Math.max(0, clock.nowMs() - dueMs)
      this.#look()
    }
  }

  #look(): void {
    const nowMs = this.#deps.clock.nowMs()
    const table = readKernelTable()
    for (const { thing: leg } of this.#legs.values()) leg.look(table)
    for (const program of this.#programs.values()) program.decide()
    if (nowMs - this.#measuredAtMs >= 1_000) {
      this.#measuredAtMs = nowMs
      for (const program of this.#programs.values()) program.measure()
    }
    if (nowMs - this.#rememberedAtMs >= rememberEveryMs) this.#remember()
  }

  /** Counters go to the journal: they must not run backwards when a successor takes over. */
  #remember(): void {
    this.#rememberedAtMs = this.#deps.clock.nowMs()
    for (const [name, { thing }] of this.#legs) this.#remembered[name] = thing.counters()
    this.#deps.journal.remember('legs', this.#remembered)
  }

  #ownSilences(): LegSilence[] {
    return [...this.#legs.values()].map(({ thing }) => ({ silentForMs: thing.silentForMs }))
  }

  /** What other workers of this machine ask. */
  silences(): { legs: LegSilence[] } {
    return { legs: this.#ownSilences() }
  }

  /** Asks the other workers of this machine too: an uplink is shared by all of them. */
  async #isUplinkDown(): Promise<boolean> {
    const { stalledAfterMs, uplinkWithinMs } = (this.#desired as RelayDesired).limits
    const limits = { stalledAfterMs, withinMs: uplinkWithinMs }
    const own = this.#ownSilences()
    if (own.filter(leg => leg.silentForMs !== null).length > 1 && !isUplinkDown(own, limits)) return false
    const others = await peerSilences(this.#plan.socketsFolder, this.#plan.ownSocket)
    return isUplinkDown([...own, ...others], limits)
  }

  program(name: string): Program | undefined {
    return this.#programs.get(name) ?? [...this.#programs.values()][0]
  }

  get chunkSizeBytes(): number {
    return this.#desired?.limits.chunkSizeBytes ?? 65_536
  }

  snapshot(): RelaySnapshot {
    this.#remember() // a counter that was shown is written down: a successor shows no less
    const cpu = process.cpuUsage()
    const since = [...this.#programs.values()].map(program => program.onAirSinceMs).filter(ms => ms !== null)
    return {
      broadcast: this.#plan.broadcast,
      wish: this.#desired?.wish ?? 'off',
      process: {
        pid: process.pid,
        startedAtMs: Math.round(this.#startedAtMs),
        rssBytes: process.memoryUsage.rss(),
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
      },
      onAirSinceMs: since.length === 0 ? null : Math.round(Math.min(...since)),
      eventLoopLagMs: Math.round(this.#lagMs),
      journalTrouble: this.#deps.journal.trouble(),
      programs: [...this.#programs.values()].map(program => program.snapshot()),
      legs: [...this.#legs.values()].map(({ thing }) => thing.snapshot()),
    }
  }

  /** Ends every leg with a goodbye, then the feeds; safe to call twice. */
  async close(): Promise<void> {
    for (const { stop } of this.#legs.values()) stop.abort(new Error('the worker is closing'))
    for (const { stop } of this.#feeds.values()) stop.abort(new Error('the worker is closing'))
    await this.#tasks.allEnded()
    this.#remember()
    for (const program of this.#programs.values()) program.close()
  }
}

function programNameOf({ without }: DesiredDestination): string {
  return without.length === 0 ? 'main' : `without-${[...without].sort().join('-')}`
}

function withoutOf(program: string, desired: RelayDesired): readonly string[] {
  return desired.destinations.find(each => programNameOf(each) === program)?.without ?? []
}
