// Makes the running workers match the store: one ingest, one relay per broadcast that is wished on, adopted where they live.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { mediaRuntime, studioRuntime } from '#core/child.ts'
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { Tasks } from '#core/tasks.ts'
import { isWorkerAlive } from '#core/worker-file.ts'
import { type RelaySnapshot, stillsFolder } from '#relay'
import type { Settings } from '../settings.ts'
import type { OwnSlates } from '../slates.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../vault.ts'
import { avatarDesired } from './avatar-desired.ts'
import { ingestDesired, relayDesired } from './desired.ts'
import { readEvents, readJournalOfTheDead } from './event-reader.ts'
import { isOverloaded } from './overload.ts'
import { Keeper, type KeeperPlan } from './keeper.ts'
import { Modules } from './modules.ts'
import { type AnySnapshot, WorkerLink } from './worker-link.ts'

export type SupervisorDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly settings: Settings
  readonly store: Store
  readonly vault: Vault
  readonly slates: OwnSlates
  readonly random: () => number
  /** Paths of the workers' main.ts. */
  readonly programs: { readonly ingest: string; readonly relay: string; readonly avatar: string }
}

/** How a worker is, beside what it said last. */
export type WorkerView = {
  readonly state: 'none' | 'starting' | 'up' | 'unreachable'
  readonly pid: number | null
  readonly startedAtMs: number | null
  readonly snapshotAgeMs: number | null
  readonly restarts: number
  readonly eventLoopLagMs: number | null
  readonly journalTrouble: string
}

type Seen = { readonly snapshot: AnySnapshot; readonly seenMs: number; readonly keptMs: number }
type Kept = { readonly keeper: Keeper; readonly ended: AbortController }

const againAfterMs = 1_000
const keepSnapshotEveryMs = 15_000
/** Within the half second beyond a stall that a leg may be shown as carrying; workers are looked at more often. */
const believedForMs = 1_350

export class Supervisor {
  readonly #deps: SupervisorDeps
  readonly #tasks: Tasks
  readonly #modules: Modules
  readonly #stop = new AbortController()
  readonly #kept = new Map<string, Kept>()
  readonly #seen = new Map<string, Seen>()
  readonly #profiles = new Map<string, string>()

  constructor(deps: SupervisorDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
    this.#modules = new Modules(deps)
  }

  /** Adopts what runs, starts what is missing, ends what nobody wants. */
  start(): void {
    this.#keep('ingest', null, {
      worker: 'ingest',
      runtime: mediaRuntime,
      args: [this.#deps.programs.ingest, this.#deps.places.data],
      isWanted: () => true,
      desired: () => ingestDesired(this.#deps.store, this.#deps.settings),
      isAtRest: () => true,
    })
    if (this.#isAvatarWanted || isWorkerAlive(join(this.#deps.places.data, 'workers', 'avatar.json')))
      this.#keepAvatar()
    const wished = this.#deps.store.broadcasts.all().filter(({ wish }) => wish === 'on')
    for (const name of new Set([...wished.map(each => each.name), ...this.#liveRelays()]))
      this.#keepRelay(name)
  }

  #liveRelays(): string[] {
    const folder = join(this.#deps.places.data, 'workers')
    return readdirSync(folder)
      .filter(file => /^relay-[a-z0-9-]+\.json$/.test(file) && isWorkerAlive(join(folder, file)))
      .map(file => file.slice('relay-'.length, -'.json'.length))
  }

  /** Something about a broadcast changed in the store. */
  broadcastChanged(name: string): void {
    this.#kept.get('avatar')?.keeper.touch() // hosts are made in the profile of their broadcast
    const kept = this.#kept.get(`relay-${name}`)
    if (kept !== undefined) kept.keeper.touch()
    else if (this.#deps.store.broadcasts.find(name)?.wish === 'on') this.#keepRelay(name)
  }

  feedsChanged(): void {
    this.#kept.get('ingest')?.keeper.touch()
    this.#avatarChanged()
  }

  #avatarChanged(): void {
    const kept = this.#kept.get('avatar')
    if (kept !== undefined) kept.keeper.touch()
    else if (this.#isAvatarWanted) this.#keepAvatar()
  }

  get #isAvatarWanted(): boolean {
    return this.#deps.store.feeds.hosts().length > 0
  }

  #keepAvatar(): void {
    const { store, settings, log, places, programs } = this.#deps
    const relay = (name: string) => this.snapshot(`relay-${name}`) as RelaySnapshot | undefined
    this.#keep('avatar', null, {
      worker: 'avatar',
      runtime: studioRuntime,
      args: [programs.avatar, places.data],
      isWanted: () => this.#isAvatarWanted,
      desired: () => avatarDesired({ store, settings, log, relay }),
      isAtRest: () => true,
    })
  }

  #keepRelay(name: string): void {
    const { store, places, programs } = this.#deps
    this.#keep(`relay-${name}`, name, {
      worker: `relay-${name}`,
      runtime: mediaRuntime,
      args: [programs.relay, places.data, name],
      beforeFirst: signal => this.#modules.compiled(programs.relay, mediaRuntime, signal),
      isWanted: () => store.broadcasts.find(name)?.wish === 'on',
      desired: () => relayDesired(name, this.#deps, this.#deps.clock.wallMs()),
      isAtRest: snapshot => isRelayAtRest(snapshot as RelaySnapshot),
    })
  }

  #keep(worker: string, broadcast: string | null, wish: Omit<KeeperPlan, 'losses'>): void {
    if (this.#kept.has(worker)) return
    const { clock, log, places, random, store } = this.#deps
    const link = new WorkerLink(places, worker)
    const plan = { ...wish, losses: store.snapshots.losses(worker) }
    const keeper: Keeper = new Keeper(plan, {
      clock,
      log,
      places,
      link,
      random,
      onSnapshot: snapshot => this.#see(worker, snapshot),
      onNews: (kind, detail) => this.#note(broadcast, kind, detail, () => this.#keepLosses(keeper)),
      isOverloaded,
    })
    const ended = new AbortController()
    const reading = AbortSignal.any([this.#stop.signal, ended.signal])
    const readerPlan = { worker, broadcast }
    const nudge = () => keeper.nudge()
    const readerDeps = { clock, log, events: store.events, link, onBroken: nudge, onNews: nudge }
    this.#kept.set(worker, { keeper, ended })
    this.#tasks.tend(`control/events ${worker}`, readEvents(readerPlan, readerDeps, reading))
    const life = this.#runThrough(keeper).then(() => {
      if (this.#stop.signal.aborted) return // control goes, the worker stays
      ended.abort(new Error('the worker has ended'))
      readJournalOfTheDead(join(places.data, 'workers', `${worker}.db`), readerPlan, readerDeps)
      this.#keepSnapshot(worker)
      this.#kept.delete(worker)
      if (broadcast !== null) this.broadcastChanged(broadcast) // it may have been wished on again meanwhile
      if (worker === 'avatar') this.#avatarChanged()
      if (broadcast !== null) this.#clearAfter(broadcast)
    })
    this.#tasks.tend(`control/keep ${worker}`, life)
  }

  /** What a killed worker left for a successor, of which there is none. */
  #clearAfter(broadcast: string): void {
    const { store, places } = this.#deps
    if (store.broadcasts.find(broadcast)?.wish !== 'on')
      rmSync(stillsFolder(places.data, broadcast), { recursive: true, force: true })
  }

  /** A keeper is never given up: whatever it trips over, it goes on a moment later. */
  async #runThrough(keeper: Keeper): Promise<void> {
    const { clock, log } = this.#deps
    for (;;) {
      try {
        return await keeper.run(this.#stop.signal)
      } catch (error) {
        log.error({ worker: keeper.plan.worker, error: messageOf(error) }, 'control/keeper-tripped')
        if (!(await slept(clock, againAfterMs, this.#stop.signal))) return
      }
    }
  }

  #see(worker: string, snapshot: AnySnapshot): void {
    const nowMs = this.#deps.clock.nowMs()
    this.#noteProfile(worker, snapshot)
    const keptMs = this.#seen.get(worker)?.keptMs ?? nowMs
    this.#seen.set(worker, { snapshot, seenMs: nowMs, keptMs })
    if (nowMs - keptMs >= keepSnapshotEveryMs) this.#keepSnapshot(worker)
  }

  /** Hosts are made in the profile of the program they play in: a new one is told to them. */
  #noteProfile(worker: string, snapshot: AnySnapshot): void {
    if (!worker.startsWith('relay-') || !this.#kept.has('avatar')) return
    const profile = JSON.stringify((snapshot as RelaySnapshot).programs[0]?.profile ?? null)
    if (this.#profiles.get(worker) === profile) return
    this.#profiles.set(worker, profile)
    this.#avatarChanged()
  }

  /** Onto the disk, now and then and at the end: to be shown after a restart. */
  #keepSnapshot(worker: string): void {
    const seen = this.#seen.get(worker)
    if (seen === undefined) return
    const { store, clock, log } = this.#deps
    this.#seen.set(worker, { ...seen, keptMs: clock.nowMs() })
    try {
      store.snapshots.keep(worker, seen.snapshot, clock.wallMs())
    } catch (error) {
      log.warn({ worker, error: messageOf(error) }, 'control/snapshot-not-kept') // it is only the memory of one
    }
  }

  #keepLosses({ plan, restarts }: Keeper): void {
    const { snapshots } = this.#deps.store
    if (restarts !== snapshots.losses(plan.worker)) snapshots.keepLosses(plan.worker, restarts)
  }

  /** `also`: what is stored together with it. */
  #note(
    broadcast: string | null,
    kind: string,
    detail: Readonly<Record<string, unknown>>,
    also: () => void,
  ): void {
    const { store, clock, log } = this.#deps
    log.info(detail, `control/${kind}`)
    try {
      store.command({ atMs: clock.wallMs(), broadcast, kind, detail }, also)
    } catch (error) {
      log.warn({ kind, error: messageOf(error) }, 'control/event-not-stored') // the log has it
    }
  }

  /**
   * What may be counted by: the last thing a worker said since our start, or, of one that nobody keeps, at its end. What was
   * stored of a worker that lives is older than what was shown of it, and would run its counters backwards.
   */
  counted(worker: string): AnySnapshot | undefined {
    const seen = this.#seen.get(worker)?.snapshot
    return seen ?? (this.#kept.has(worker) ? undefined : this.snapshot(worker))
  }

  /** The last thing a worker said, from before our start where it has not spoken since. */
  snapshot(worker: string): AnySnapshot | undefined {
    const seen = this.#seen.get(worker)?.snapshot
    return seen ?? (this.#deps.store.snapshots.find(worker)?.snapshot as AnySnapshot | undefined)
  }

  view(worker: string): WorkerView {
    const seen = this.#seen.get(worker)
    const keeper = this.#kept.get(worker)?.keeper
    const ageMs = seen === undefined ? 0 : this.#deps.clock.nowMs() - seen.seenMs
    const state = shownAs(keeper?.state ?? 'none', ageMs)
    const isKnown = seen !== undefined && (state === 'up' || state === 'unreachable')
    return {
      state,
      pid: isKnown ? seen.snapshot.process.pid : null,
      startedAtMs: isKnown ? seen.snapshot.process.startedAtMs : null,
      snapshotAgeMs: isKnown ? Math.round(ageMs) : null,
      restarts: keeper?.restarts ?? this.#deps.store.snapshots.losses(worker),
      eventLoopLagMs: isKnown ? seen.snapshot.eventLoopLagMs : null,
      journalTrouble: isKnown ? seen.snapshot.journalTrouble : '',
    }
  }

  /** Stops looking. Workers stay on air. */
  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
    for (const worker of this.#seen.keys()) this.#keepSnapshot(worker)
  }
}

/** What was said long ago is not shown as if it were so now: a leg of a worker that froze since is not `carrying`. */
export function shownAs(state: WorkerView['state'], snapshotAgeMs: number): WorkerView['state'] {
  return state === 'up' && snapshotAgeMs > believedForMs ? 'unreachable' : state
}

function isRelayAtRest({ wish, legs }: RelaySnapshot): boolean {
  return wish === 'off' && legs.every(({ state }) => ['stopped', 'idle'].includes(state.at))
}
