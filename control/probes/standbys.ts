// Looks at every address that stands by, of what is wished on air, about once a minute each; keeps what was found.
import { readFileSync } from 'node:fs'
import { type Clock, every } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Tasks } from '#core/tasks.ts'
import { readAddress, type RelaySettings } from '#relay'
import type { Store } from '../store/store.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import { lookAtStandby, type StandbyLook } from './standby.ts'
import { wishedLegs } from './wished-legs.ts'

export type StandbysDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly supervisor: Supervisor
  readonly limits: RelaySettings
  readonly random: () => number
  /** 0: never. */
  readonly everyMs: number
}

/** Plain values. `atMs`: wall clock. */
export type Standby = StandbyLook & { readonly endpoint: number; readonly atMs: number }

type Subject = {
  readonly broadcast: string
  readonly destination: string
  readonly endpoint: number
  readonly url: string
}
type Kept = { found: Standby | null; dueMs: number; isBusy: boolean }

const tickMs = 2_000
const mostAtOnce = 4
const inUse = ['connecting', 'publishing', 'carrying', 'stalled', 'waiting']

export class Standbys {
  readonly #deps: StandbysDeps
  readonly #tasks: Tasks
  readonly #stop = new AbortController()
  /** By broadcast, destination, ordinal and address: another address is another thing. */
  readonly #kept = new Map<string, Kept>()

  constructor(deps: StandbysDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
  }

  start(): void {
    const { clock, everyMs } = this.#deps
    if (everyMs > 0)
      this.#tasks.tend(
        'control/standbys',
        every(clock, tickMs, () => this.#tick(), this.#stop.signal),
      )
  }

  /** What was found of a destination's addresses that stand by. */
  of(broadcast: string, destination: string): Standby[] {
    const prefix = `${broadcast}/${destination}/`
    return [...this.#kept]
      .flatMap(([key, { found }]) => (found !== null && key.startsWith(prefix) ? [found] : []))
      .toSorted((a, b) => a.endpoint - b.endpoint)
  }

  #tick(): void {
    const { clock, random, everyMs } = this.#deps
    const nowMs = clock.nowMs()
    const subjects = new Map(this.#subjects().map(each => [keyOf(each), each]))
    for (const [key, { isBusy }] of this.#kept) if (!subjects.has(key) && !isBusy) this.#kept.delete(key)
    for (const [key, subject] of subjects) {
      const kept = this.#kept.get(key) ?? {
        found: null,
        dueMs: nowMs + random() * Math.min(everyMs, 5_000),
        isBusy: false,
      }
      this.#kept.set(key, kept)
      const busy = [...this.#kept.values()].filter(({ isBusy }) => isBusy).length
      if (kept.isBusy || kept.dueMs > nowMs || busy >= mostAtOnce) continue
      kept.isBusy = true
      this.#tasks.tend('control/standby', this.#look(subject, kept))
    }
  }

  async #look({ endpoint, url }: Subject, kept: Kept): Promise<void> {
    const { clock, limits, random, everyMs } = this.#deps
    try {
      const ca = limits.caFile === undefined ? undefined : readFileSync(limits.caFile, 'utf8')
      const look = await lookAtStandby(url, { ...limits, ca }, clock, this.#stop.signal)
      kept.found = { ...look, endpoint, atMs: Math.round(clock.wallMs()) }
    } finally {
      kept.isBusy = false
      kept.dueMs = clock.nowMs() + everyMs * (0.8 + 0.4 * random())
    }
  }

  /** Addresses of what is wished on air, but the one that a leg uses or is about to; SRT answers nobody who does not speak it. */
  #subjects(): Subject[] {
    const { store, supervisor } = this.#deps
    return wishedLegs(store, supervisor).flatMap(({ broadcast, plan: { name: destination }, leg }) => {
      const used = inUse.includes(leg.state.at) ? leg.endpoint : null
      return store.broadcasts
        .endpoints(broadcast, destination)
        .map(({ url }, endpoint) => ({ broadcast, destination, endpoint, url }))
        .filter(({ endpoint, url }) => endpoint !== used && readAddress(url).protocol !== 'srt')
    })
  }

  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
  }
}

function keyOf({ broadcast, destination, endpoint, url }: Subject): string {
  return `${broadcast}/${destination}/${endpoint}/${url}`
}
