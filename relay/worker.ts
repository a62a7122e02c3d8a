// The worker of one broadcast: its feeds, programs and legs, made to match what is desired.
import { readFileSync } from 'node:fs'
import { type Clock, slept, toNextStepMs } from '#core/clock.ts'
import type { Journal } from '#core/journal.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import { Tasks } from '#core/tasks.ts'
import { FfmpegCarriage } from './carrier/ffmpeg.ts'
import { readKernelTable } from './carrier/kernel-acks.ts'
import { RtmpCarriage } from './carrier/rtmp.ts'
import { WindowReader } from './carrier/window-reader.ts'
import type { DesiredDestination, RelayDesired } from './desired.ts'
import { readEndpoint } from './leg/address.ts'
import { Leg } from './leg/leg.ts'
import type { Away, LegCounters } from './leg/leg-tally.ts'
import type { LegWish } from './leg/leg-snapshot.ts'
import type { LegState } from './leg/state.ts'
import { isUplinkDown, type LegSilence } from './leg/uplink.ts'
import { peerSilences } from './peers.ts'
import { FlightFile } from './recorder/flight-file.ts'
import { FlightRecorder } from './recorder/recorder.ts'
import type { FlightSlice } from './recorder/slice.ts'
import type { Program } from './program/program.ts'
import { Programs } from './programs.ts'
import type { RelaySnapshot } from './snapshot.ts'
import { Stills } from './stills/stills.ts'

export type WorkerPlan = {
  broadcast: string
  socketsFolder: string
  ownSocket: string
  slatesFolder: string
  /** Where the flight recorder keeps what a successor, or control after our death, shall read; and the newest pictures, for a successor. */
  flightFile: string
  stillsFolder: string
  /** Wall clock at which a predecessor was last known to live; null where there was none. */
  predecessorAliveMs: number | null
}
export type WorkerDeps = {
  clock: Clock
  log: Log
  journal: Journal
  random: () => number
  onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

const tickMs = 100
const rememberEveryMs = 2_000
const recordEveryMs = 1_000

/** Which legs' seconds counted when a worker last wrote them down, wall clock: whoever comes next owes them the time since. */
type Served = { readonly atMs: number; readonly legs: readonly string[] }

type Running = { readonly thing: Leg; readonly stop: AbortController }

export class RelayWorker {
  readonly #plan: WorkerPlan
  readonly #deps: WorkerDeps
  readonly #tasks: Tasks
  readonly #startedAtMs: number
  readonly #programs: Programs
  readonly #windows: WindowReader
  readonly #legs = new Map<string, Running>()
  readonly #remembered: Record<string, LegCounters>
  /** What a predecessor left unserved; told once, to the first legs. */
  #left: Served | undefined
  #desired: RelayDesired | undefined
  #lagMs = 0
  /** Pictures of late, of each program. */
  readonly stills: Stills
  #rememberedAtMs = 0
  readonly #recorder: FlightRecorder
  #recordedAtMs = 0

  constructor(plan: WorkerPlan, deps: WorkerDeps) {
    this.#plan = plan
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#windows = new WindowReader(deps)
    this.#startedAtMs = deps.clock.wallMs()
    this.#recorder = new FlightRecorder(plan.broadcast, new FlightFile(plan.flightFile, deps.log))
    this.#recordedAtMs = deps.clock.nowMs()
    this.#remembered = (deps.journal.recall('legs') ?? {}) as Record<string, LegCounters>
    this.#left = deps.journal.recall('served') as Served | undefined
    this.stills = Stills.in(plan.stillsFolder, deps)
    this.#programs = new Programs({
      ...deps,
      onProgram: program => this.stills.watch(program),
      slatesFolder: plan.slatesFolder,
      note: (kind, detail) => this.#note(kind, detail),
      recall: name => deps.journal.recall(name),
      remember: (name, value) => deps.journal.remember(name, value),
    })
  }

  /** Makes the world match; siblings of what changed notice nothing. */
  apply(desired: RelayDesired): void {
    if (desired.wish !== this.#desired?.wish) this.#note('wish', { wish: desired.wish })
    this.#desired = desired
    this.#programs.apply(desired)
    this.#applyLegs(desired)
    this.#left = undefined
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
      program: this.#programs.for(destination),
      isOn: desired.wish === 'on' && destination.isOn,
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
    if (counters !== undefined) leg.restore(counters, wish.isOn ? this.#away(wish.destination) : null)
    const stop = new AbortController()
    this.#legs.set(wish.destination, { thing: leg, stop })
    this.#tasks.tend(`relay/leg ${wish.destination}`, leg.run(stop.signal))
  }

  /** Null where nobody served it. */
  #away(destination: string): Away | null {
    if (this.#left?.legs.includes(destination) !== true) return null
    const nowMs = this.#deps.clock.wallMs()
    const { atMs } = this.#left
    const aliveMs = Math.max(atMs, this.#plan.predecessorAliveMs ?? atMs)
    return { uncountedMs: Math.max(0, nowMs - atMs), unservedMs: Math.max(0, nowMs - aliveMs) }
  }

  #noteState(now: LegState, before: LegState, leg: Leg): void {
    const { cause, why, said } = leg.snapshot()
    const told = 'cause' in now ? { cause: now.cause, why: now.why } : { cause, why }
    const words = [told.why, said].filter(each => each !== null).join(' | ')
    if (told.cause !== null) this.#recorder.hear(leg.destination, words, this.#deps.clock.wallMs())
    this.#note('leg-state', {
      destination: leg.destination,
      from: before.at,
      to: now.at,
      endpoint: leg.endpointOrdinal,
      program: leg.program,
      sinceMs: leg.trueSinceMs,
      ...told,
    })
  }

  #note(kind: string, detail: Readonly<Record<string, unknown>>): void {
    this.#deps.journal.add(kind, detail, this.#deps.clock.wallMs())
    this.#deps.log.info({ ...detail }, `relay/${kind}`)
  }

  /** Looks at everything on a tick. Ends with the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    this.#note('started', { predecessorAliveMs: this.#plan.predecessorAliveMs })
    this.#tasks.tend('relay/programs', this.#programs.run(signal))
    for (let dueMs = clock.nowMs(); !signal.aborted; ) {
      const waitMs = toNextStepMs(clock.nowMs(), tickMs)
      dueMs = clock.nowMs() + waitMs
      if (!(await slept(clock, waitMs, signal))) break
      this.#lagMs = Math.max(0, clock.nowMs() - dueMs)
      this.#look()
    }
  }

  #look(): void {
    const nowMs = this.#deps.clock.nowMs()
    const table = readKernelTable(this.#windows)
    for (const { thing: leg } of this.#legs.values()) leg.look(table)
    this.#windows.read()
    if (nowMs - this.#rememberedAtMs >= rememberEveryMs) this.#remember()
    if (nowMs - this.#recordedAtMs >= recordEveryMs) this.#record(nowMs)
  }

  /** In step with the monotonic clock, whatever the wall clock does. */
  #record(nowMs: number): void {
    this.#recordedAtMs += recordEveryMs
    if (nowMs - this.#recordedAtMs >= recordEveryMs) this.#recordedAtMs = nowMs // it was late: none is made up
    this.#recorder.record({
      atMs: Math.round(this.#deps.clock.wallMs()),
      upMs: Math.round(nowMs),
      legs: [...this.#legs.values()].map(({ thing }) => thing.flight()),
      programs: this.#programs.snapshots(),
    })
  }

  /** What the flight recorder holds of a stretch of time, by the wall clock. */
  flight(fromMs: number, toMs: number): FlightSlice {
    return this.#recorder.slice(fromMs, toMs)
  }

  /** Counters go to the journal: they must not run backwards when a successor takes over. */
  #remember(): void {
    this.#rememberedAtMs = this.#deps.clock.nowMs()
    for (const [name, { thing }] of this.#legs) this.#remembered[name] = thing.counters()
    this.#deps.journal.remember('legs', this.#remembered)
    if (this.#desired !== undefined) this.#rememberServed()
    this.#programs.remember()
  }

  #rememberServed(): void {
    const legs = [...this.#legs.values()].map(({ thing }) => thing).filter(leg => leg.isServing)
    const served: Served = { atMs: this.#deps.clock.wallMs(), legs: legs.map(leg => leg.destination) }
    this.#deps.journal.remember('served', served)
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
    return this.#programs.find(name)
  }

  snapshot(): RelaySnapshot {
    this.#remember() // a counter that was shown is written down: a successor shows no less
    const cpu = process.cpuUsage()
    return {
      broadcast: this.#plan.broadcast,
      wish: this.#desired?.wish ?? 'off',
      process: {
        pid: process.pid,
        startedAtMs: Math.round(this.#startedAtMs),
        rssBytes: process.memoryUsage.rss(),
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
      },
      onAirSinceMs: this.#programs.onAirSinceMs,
      eventLoopLagMs: Math.round(this.#lagMs),
      journalTrouble: this.#deps.journal.trouble(),
      contents: this.#programs.contents.snapshots(),
      programs: this.#programs.snapshots(),
      slate: this.#programs.slate,
      legs: [...this.#legs.values()].map(({ thing }) => thing.snapshot()),
    }
  }

  /** Ends every leg with a goodbye, then the programs; safe to call twice. */
  async close(): Promise<void> {
    for (const { stop } of this.#legs.values()) stop.abort(new Error('the worker is closing'))
    await Promise.all([this.#tasks.allEnded(), this.#windows.close()])
    this.#remember()
    this.#deps.journal.remember('served', null) // asked to go: nobody is owed the time that follows
    await this.#programs.close()
    await this.stills.close()
  }
}
