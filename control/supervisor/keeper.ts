// Keeps one worker alive and told, for as long as it is wanted; then ends it in order. One loop; the rest is its shadow.
import { join } from 'node:path'
import { type Backoff, waitMs } from '#core/backoff.ts'
import { compileCache, type Runtime, startDetached } from '#core/child.ts'
import { type Clock, slept, toNextStepMs } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { cpuMsOf, identityOf, isAlive, type ProcessIdentity } from '#core/process-identity.ts'
import { endPredecessor, isWorkerAlive, lastAliveMs, readWorkerFile } from '#core/worker-file.ts'
import { rememberStart, startingFile, stillStarting } from './starting-file.ts'
import type { AnySnapshot, WorkerLink } from './worker-link.ts'

export type KeeperPlan = {
  /** `ingest`, `relay-evening` */
  readonly worker: string
  readonly runtime: Runtime
  /** What Node is given: the worker's main.ts and its arguments. */
  readonly args: readonly string[]
  /** What must be done before the first that we start. */
  readonly beforeFirst?: (signal: AbortSignal) => Promise<void>
  /** Whether it shall live. */
  readonly isWanted: () => boolean
  /** What it shall be told, with keys: made anew for each telling, kept nowhere. */
  readonly desired: () => unknown
  /** Whether an unwanted worker has nothing left to finish. */
  readonly isAtRest: (snapshot: AnySnapshot) => boolean
  /** How often it was lost before. */
  readonly losses: number
}

export type KeeperDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly link: WorkerLink
  readonly random: () => number
  readonly onSnapshot: (snapshot: AnySnapshot) => void
  readonly onNews: (kind: string, detail: Readonly<Record<string, unknown>>) => void
  /** Whether far more wants the processor than there is of it. */
  readonly isOverloaded: () => boolean
}

const lookEveryMs = 1_000
const lookWithinMs = 1_000
const lookAgainAfterMs = 200
const refusedPauseMs = 500
/** How often one that does not answer is seen to live: its connections break a moment before it is gone. */
const deathLookMs = 25
const missesAllowed = 3
/**
 * On an overloaded machine one that still computes is late, not frozen: a successor would be later still, and its platforms
 * dark meanwhile. It is given longer, and so is one that starts.
 */
const overloaded = { missesAllowed: 15, startWithinMs: 60_000, computesMs: 20 }
const startWithinMs = 15_000
const settleWithinMs = 5_000
const closeWithinMs = 8_000
const healthyAfterMs = 30_000
const backoff: Backoff = { firstMs: 250, factor: 2, maxMs: 10_000, jitter: 0.2 }

export class Keeper {
  readonly plan: KeeperPlan
  readonly #deps: KeeperDeps
  readonly #file: string
  #woken = new AbortController()
  #wishVersion = 0
  #told = ''
  #misses = 0
  #wasLate = false
  /** What it had computed when it first did not answer. */
  #cpuMsAtMiss: number | null = null
  #deaths = 0
  #upSinceMs: number | null = null
  #unwantedSinceMs: number | null = null
  #restarts: number
  #state: 'none' | 'starting' | 'up' | 'unreachable' = 'none'

  constructor(plan: KeeperPlan, deps: KeeperDeps) {
    this.plan = plan
    this.#restarts = plan.losses
    this.#deps = deps
    this.#file = join(deps.places.data, 'workers', `${plan.worker}.json`)
  }

  get state() {
    return this.#state
  }

  get restarts(): number {
    return this.#restarts
  }

  /** It is looked at now instead of with the next tick. */
  nudge(): void {
    this.#woken.abort(new Error('something may have happened'))
  }

  /** Something it is told, or whether it is wanted, changed: it hears at once. */
  touch(): void {
    this.#wishVersion += 1
    this.nudge()
  }

  /** Returns when the worker is no longer wanted and has ended, or with the signal, which leaves it alive. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#woken = new AbortController()
      const snapshot = await this.#look(signal)
      if (signal.aborted) return
      const isTold = snapshot !== undefined && (await this.#tell(snapshot, signal))
      if (this.plan.isWanted()) {
        this.#unwantedSinceMs = null
        if (snapshot === undefined && this.#isLost()) {
          await this.#replace(signal)
          continue // the successor waits to be told
        }
      } else if (await this.#isFinished(snapshot, signal)) return
      const pauseMs = isTold ? lookAgainAfterMs : this.#pauseMs(snapshot !== undefined)
      const either = AbortSignal.any([signal, this.#woken.signal])
      if (snapshot !== undefined || !this.plan.isWanted()) await slept(this.#deps.clock, pauseMs, either)
      else await this.#pauseWhileLiving(pauseMs, either)
    }
  }

  async #pauseWhileLiving(ms: number, signal: AbortSignal): Promise<void> {
    for (let leftMs = ms; leftMs > 0 && this.#isLiving(); leftMs -= deathLookMs)
      if (!(await slept(this.#deps.clock, Math.min(deathLookMs, leftMs), signal))) return
  }

  #pauseMs(hasAnswered: boolean): number {
    if (!this.plan.isWanted()) return lookAgainAfterMs
    if (hasAnswered) return toNextStepMs(this.#deps.clock.nowMs(), lookEveryMs)
    return this.#wasLate ? 0 : refusedPauseMs // a late look has waited already
  }

  async #look(signal: AbortSignal): Promise<AnySnapshot | undefined> {
    const snapshot = await this.#deps.link.snapshot(lookWithinMs, signal).catch((error: unknown) => {
      this.#miss(error)
      return undefined
    })
    if (snapshot === undefined) return undefined
    const nowMs = this.#deps.clock.nowMs()
    this.#misses = 0
    this.#upSinceMs ??= nowMs
    if (nowMs - this.#upSinceMs >= healthyAfterMs) this.#deaths = 0
    this.#state = 'up'
    this.#deps.onSnapshot(snapshot)
    return snapshot
  }

  #miss(error: unknown): void {
    if (this.#misses === 0) this.#cpuMsAtMiss = this.#cpuMs()
    this.#misses += 1
    this.#wasLate = error instanceof Failure && error.code === 'core/unix-late'
    if (this.#state !== 'up') return
    this.#state = 'unreachable'
    this.#deps.log.warn({ worker: this.plan.worker, error: messageOf(error) }, 'control/worker-late')
  }

  #isLiving(): boolean {
    return isWorkerAlive(this.#file)
  }

  #isLost(): boolean {
    if (!this.#isLiving()) return true
    return this.#misses >= (this.#isMerelyLate() ? overloaded.missesAllowed : missesAllowed)
  }

  #isMerelyLate(): boolean {
    const [before, now] = [this.#cpuMsAtMiss, this.#cpuMs()]
    const hasComputed = before !== null && now !== null && now - before >= overloaded.computesMs
    return hasComputed && this.#deps.isOverloaded()
  }

  #cpuMs(): number | null {
    const file = readWorkerFile(this.#file)
    return file === undefined ? null : cpuMsOf(file.worker.pid)
  }

  /** Once per change of the wish, and once to each new process. True when it was told just now: what it showed is old. */
  async #tell(snapshot: AnySnapshot, signal: AbortSignal): Promise<boolean> {
    const { pid, startedAtMs } = snapshot.process
    const mark = `${this.#wishVersion} ${pid} ${startedAtMs}`
    if (mark === this.#told) return false
    try {
      await this.#deps.link.putDesired(this.plan.desired(), signal)
      this.#told = mark
      return true
    } catch (error) {
      if (signal.aborted) return false
      const detail = { worker: this.plan.worker, error: messageOf(error) }
      this.#deps.log.error(detail, 'control/worker-not-told') // told again with the next look
      return false
    }
  }

  /** Starts a successor, which itself ends its predecessor before it takes the lock. */
  async #replace(signal: AbortSignal): Promise<void> {
    const { clock, log, places, random } = this.#deps
    const { worker } = this.plan
    const isFirst = this.#upSinceMs === null && this.#deaths === 0
    if (this.#upSinceMs !== null) {
      this.#restarts += 1
      const why = this.#isLiving() ? 'it does not answer' : 'it died'
      const sinceMs = lastAliveMs(this.#file)
      this.#deps.onNews('worker-lost', {
        worker,
        why,
        ...(sinceMs === null ? {} : { sinceMs: Math.round(sinceMs) }),
      })
    }
    this.#upSinceMs = null
    this.#state = 'starting'
    if (this.#deaths > 0 && !(await slept(clock, waitMs(backoff, this.#deaths - 1, random), signal))) return
    const earlier = stillStarting(places, worker)
    if (isFirst && earlier === undefined) await this.plan.beforeFirst?.(signal)
    if (signal.aborted) return
    this.#deaths += 1
    this.#misses = 0
    const identity = earlier ?? (await this.#start())
    if (identity === undefined) return
    const isUp = await this.#awaitAnswer(identity, signal)
    if (signal.aborted) return
    const { pid } = identity
    if (isUp) return this.#deps.onNews('worker-started', { worker, pid })
    log.error({ worker, pid, see: this.#logFile }, 'control/worker-did-not-come-up')
    await endPredecessor(startingFile(places, worker), clock, signal)
  }

  get #logFile(): string {
    return join(this.#deps.places.logs, `${this.plan.worker}.out.log`)
  }

  async #start(): Promise<ProcessIdentity | undefined> {
    const { log, places } = this.#deps
    const { worker, runtime, args } = this.plan
    try {
      const pid = await startDetached({
        program: process.execPath,
        args: [...runtime.flags, ...args],
        env: { ...compileCache(places.data), ...runtime.env },
        logFile: this.#logFile,
      })
      const identity = identityOf(pid)
      rememberStart(places, worker, identity, log)
      return identity
    } catch (error) {
      log.error({ worker, error: messageOf(error) }, 'control/worker-not-started')
      return undefined
    }
  }

  async #awaitAnswer(identity: ProcessIdentity, signal: AbortSignal): Promise<boolean> {
    const { clock, link, isOverloaded } = this.#deps
    const beganMs = clock.nowMs()
    const isInTime = () =>
      clock.nowMs() - beganMs < (isOverloaded() ? overloaded.startWithinMs : startWithinMs)
    while (isInTime() && isAlive(identity)) {
      const snapshot = await link.snapshot(lookWithinMs, signal).catch(() => undefined) // it is still starting
      if (snapshot?.process.pid === identity.pid) return true
      if (!(await slept(clock, 50, signal))) return false
    }
    return false
  }

  /** Ends an unwanted worker: first its legs say goodbye, then it closes; one that does neither is killed. */
  async #isFinished(snapshot: AnySnapshot | undefined, signal: AbortSignal): Promise<boolean> {
    const { clock, link, log } = this.#deps
    if (!this.#isLiving()) return this.#isOver()
    this.#unwantedSinceMs ??= clock.nowMs()
    const isPatient = clock.nowMs() - this.#unwantedSinceMs < settleWithinMs
    if (snapshot === undefined ? this.#misses < missesAllowed : isPatient && !this.plan.isAtRest(snapshot))
      return false
    if (snapshot !== undefined)
      await link
        .close(signal)
        .catch(error => log.warn({ error: messageOf(error) }, 'control/close-not-heard'))
    const untilMs = clock.nowMs() + (snapshot === undefined ? 0 : closeWithinMs)
    while (this.#isLiving() && clock.nowMs() < untilMs) if (!(await slept(clock, 25, signal))) return false
    await endPredecessor(this.#file, clock, signal)
    return this.#isOver()
  }

  #isOver(): true {
    this.#state = 'none'
    return true
  }
}
