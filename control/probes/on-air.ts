// On-air proof: pulls the playback of each destination that carries, and tells where what is taken is not shown.
import { type Clock, every } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { Tasks } from '#core/tasks.ts'
import type { Unshown } from '#monitoring'
import type { Store } from '../store/store.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import type { Playback } from './get.ts'
import { isEnough, judgePull, type Verdict, type VerifiedState } from './judge.ts'
import { pull } from './pull.ts'
import { wishedLegs } from './wished-legs.ts'

export type OnAirDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly store: Store
  readonly supervisor: Supervisor
  readonly random: () => number
  /** 0: never. */
  readonly everyMs: number
  /** Which destinations an open incident says are not shown: a control before this one has told so. */
  readonly unshown: () => readonly Unshown[]
}

/** Plain values. Times ending in `atMs` or `sinceMs` are wall clock. */
export type Verified = {
  readonly state: VerifiedState
  readonly sinceMs: number
  readonly atMs: number
  readonly latencyMs: number | null
  readonly why: string
}

type Subject = {
  readonly broadcast: string
  readonly destination: string
  readonly program: string
  readonly playback: Playback
}
type Watched = {
  verified: Verified
  verdict: Verdict | null
  carryingSinceMs: number
  badSinceMs: number | null
  told: 'shown' | 'unshown' | null
  dueMs: number
  isBusy: boolean
}

const lookEveryMs = 1_000
const mostAtOnce = 4
/** While in doubt. */
const againMs = 3_000
/** A platform is given this long to show what it has just begun to take. */
const graceMs = 8_000
/** Not shown for so long is told. */
const tellAfterMs = 5_000
const bad: readonly VerifiedState[] = ['frozen', 'old', 'dark']

export class OnAirProof {
  readonly #deps: OnAirDeps
  readonly #tasks: Tasks
  readonly #stop = new AbortController()
  readonly #watched = new Map<string, Watched>()
  /** Told by a control before this one; each is watched again, or taken back. */
  readonly #inherited = new Set<string>()

  constructor(deps: OnAirDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
  }

  start(): void {
    const { clock, everyMs, unshown } = this.#deps
    for (const each of unshown()) this.#inherited.add(keyOf(each))
    if (everyMs === 0) for (const key of this.#inherited) this.#takeBack(key)
    else
      this.#tasks.tend(
        'control/on-air',
        every(clock, lookEveryMs, () => this.#look(), this.#stop.signal),
      )
  }

  /** Null where nothing can be proved: it has no playback, or does not carry. */
  of(broadcast: string, destination: string): Verified | null {
    return this.#watched.get(keyOf({ broadcast, destination }))?.verified ?? null
  }

  #look(): void {
    const { clock } = this.#deps
    const subjects = new Map(this.#subjects().map(each => [keyOf(each), each]))
    for (const [key, watched] of this.#watched) if (!subjects.has(key)) this.#forget(key, watched)
    for (const key of this.#inherited) if (!subjects.has(key) && this.#isSettled(key)) this.#takeBack(key)
    for (const [key, subject] of subjects) {
      const watched = this.#watched.get(key) ?? this.#begin(key)
      this.#tell(subject, watched)
      const busy = [...this.#watched.values()].filter(({ isBusy }) => isBusy).length
      if (watched.isBusy || watched.dueMs > clock.nowMs() || busy >= mostAtOnce) continue
      watched.isBusy = true
      this.#tasks.tend(`control/on-air ${key}`, this.#prove(subject, watched))
    }
  }

  /** Destinations that carry now and say where they are played. */
  #subjects(): Subject[] {
    const { store, supervisor } = this.#deps
    return wishedLegs(store, supervisor).flatMap(({ broadcast, plan: { name, playback }, leg }) => {
      const isUp = supervisor.view(`relay-${broadcast}`).state === 'up'
      if (playback === undefined || leg.state.at !== 'carrying' || !isUp) return []
      return [{ broadcast, destination: name, program: leg.program, playback }]
    })
  }

  #begin(key: string): Watched {
    const { clock, random, everyMs } = this.#deps
    const nowMs = clock.nowMs()
    const atMs = Math.round(clock.wallMs())
    const verified: Verified = {
      state: 'unknown',
      sinceMs: atMs,
      atMs,
      latencyMs: null,
      why: 'not looked at yet',
    }
    const watched: Watched = {
      verified,
      verdict: null,
      carryingSinceMs: nowMs,
      badSinceMs: null,
      told: this.#inherited.delete(key) ? 'unshown' : null,
      dueMs: nowMs + random() * Math.min(everyMs, againMs), // not all at once
      isBusy: false,
    }
    this.#watched.set(key, watched)
    return watched
  }

  #forget(key: string, { told }: Watched): void {
    this.#watched.delete(key)
    if (told === 'unshown') this.#takeBack(key)
  }

  #takeBack(key: string): void {
    this.#inherited.delete(key)
    const [broadcast = '', destination = ''] = key.split('/')
    this.#note(broadcast, 'leg-unwatched', { destination })
  }

  /** Whether it is known that there is nothing to watch: soon after a start nobody knows yet what carries. */
  #isSettled(key: string): boolean {
    const { store, supervisor } = this.#deps
    const [broadcast = ''] = key.split('/')
    return (
      store.broadcasts.find(broadcast)?.wish !== 'on' || supervisor.view(`relay-${broadcast}`).state === 'up'
    )
  }

  async #prove(subject: Subject, watched: Watched): Promise<void> {
    const { clock, random, everyMs } = this.#deps
    const verdict = await this.#verdict(subject, watched.verdict)
    const atMs = Math.round(clock.wallMs())
    const { state, latencyMs, why } = verdict
    const sinceMs = state === watched.verified.state ? watched.verified.sinceMs : atMs
    watched.verdict = verdict
    watched.verified = {
      state,
      sinceMs,
      atMs,
      latencyMs: latencyMs === null ? null : Math.round(latencyMs),
      why,
    }
    watched.badSinceMs = bad.includes(state) ? (watched.badSinceMs ?? clock.nowMs()) : null
    const pauseMs = state === 'live' ? everyMs : Math.min(everyMs, againMs)
    watched.dueMs = clock.nowMs() + pauseMs * (0.8 + 0.4 * random())
    watched.isBusy = false
  }

  async #verdict({ broadcast, program, playback }: Subject, before: Verdict | null): Promise<Verdict> {
    const { clock, places } = this.#deps
    const { signal } = this.#stop
    const link = new WorkerLink(places, `relay-${broadcast}`)
    const kept = { newestSentAtMs: before?.newestSentAtMs ?? null }
    try {
      let sent = await link.imprints(program, signal)
      const pulled = await pull(
        { playback, clock, isEnough: (seen, nowMs) => isEnough({ sent, pulled: seen, nowMs }) },
        signal,
      )
      sent = await link.imprints(program, signal)
      return judgePull({ sent, pulled, before, nowMs: clock.wallMs() })
    } catch (error) {
      if (error instanceof Failure && error.code === 'control/not-playing')
        return { state: 'dark', why: `its playback ${error.message}`, latencyMs: null, ...kept }
      return { state: 'unknown', why: 'it could not be looked at', latencyMs: null, ...kept } // our own trouble proves nothing
    }
  }

  #tell({ broadcast, destination }: Subject, watched: Watched): void {
    const nowMs = this.#deps.clock.nowMs()
    const { verified, badSinceMs, told } = watched
    const { state, why, latencyMs } = verified
    const isShown = state === 'live' || state === 'late'
    const isUnshown =
      badSinceMs !== null &&
      nowMs - badSinceMs >= tellAfterMs &&
      nowMs - watched.carryingSinceMs >= graceMs + tellAfterMs
    if (isShown && told !== 'shown') {
      watched.told = 'shown'
      this.#note(broadcast, 'leg-shown', { destination, state, latencyMs })
    } else if (isUnshown && told !== 'unshown') {
      watched.told = 'unshown'
      this.#note(broadcast, 'leg-unshown', { destination, state, why, sinceMs: verified.sinceMs })
    }
  }

  #note(broadcast: string, kind: string, detail: Readonly<Record<string, unknown>>): void {
    const { store, clock, log } = this.#deps
    log.info({ broadcast, ...detail }, `control/${kind}`)
    try {
      store.command({ atMs: clock.wallMs(), broadcast, kind, detail }, () => {})
    } catch {
      log.warn({ kind }, 'control/event-not-stored') // the log has it
    }
  }

  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
  }
}

function keyOf({ broadcast, destination }: Pick<Subject, 'broadcast' | 'destination'>): string {
  return `${broadcast}/${destination}`
}
