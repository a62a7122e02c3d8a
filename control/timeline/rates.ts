// How fast each destination took bytes, of the last half day: one figure every ten seconds, in memory and bounded.
import { type Clock, every } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Tasks } from '#core/tasks.ts'
import type { RelaySnapshot } from '#relay'
import type { Store } from '../store/store.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'

export type RatesDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly supervisor: Supervisor
}

/** Plain values; null where nothing was known of that moment. */
export type RatesSince = {
  readonly everyMs: number
  /** Wall clock of each figure. */
  readonly atMs: readonly number[]
  readonly destinations: readonly {
    readonly destination: string
    readonly kbps: readonly (number | null)[]
  }[]
}

export const ratesEveryMs = 10_000
export const ratesKeptMs = 12 * 3_600_000
const slots = ratesKeptMs / ratesEveryMs
/** Destinations beyond these are not drawn: 400 of them take 7 MB. */
const mostDestinations = 400
/** A page draws no more points than it has room for. */
const mostPoints = 720

type Ring = {
  readonly broadcast: string
  readonly destination: string
  readonly kbps: Float32Array
  seenBytes: number | null
}

export class Rates {
  readonly #deps: RatesDeps
  readonly #tasks: Tasks
  readonly #stop = new AbortController()
  readonly #rings = new Map<string, Ring>()
  readonly #times = new Float64Array(slots)
  /** How many were ever taken; the newest stands at one less, modulo the length. */
  #taken = 0

  constructor(deps: RatesDeps) {
    this.#deps = deps
    this.#tasks = new Tasks(deps.log)
  }

  start(): void {
    this.#tasks.tend(
      'control/rates',
      every(this.#deps.clock, ratesEveryMs, () => this.take(), this.#stop.signal),
    )
  }

  /** Takes down one figure for each destination of every broadcast. */
  take(): void {
    const { store, supervisor, clock } = this.#deps
    const at = this.#taken % slots
    const atMs = Math.round(clock.wallMs())
    const forS = this.#taken === 0 ? 0 : (atMs - (this.#times[(this.#taken - 1) % slots] ?? atMs)) / 1_000
    this.#times[at] = atMs
    const named = new Set<string>()
    for (const { name } of store.broadcasts.all()) {
      const isUp = supervisor.view(`relay-${name}`).state === 'up'
      const seen = isUp ? (supervisor.snapshot(`relay-${name}`) as RelaySnapshot | undefined) : undefined
      for (const leg of seen?.legs ?? []) {
        const ring = this.#ringOf(name, leg.destination)
        if (ring === undefined) continue
        named.add(keyOf(name, leg.destination))
        const grown = ring.seenBytes === null ? Number.NaN : leg.ackedBytes - ring.seenBytes
        ring.kbps[at] = grown >= 0 && forS > 0 ? (grown * 8) / 1_000 / forS : Number.NaN
        ring.seenBytes = leg.ackedBytes
      }
    }
    this.#restOf(named, at)
    this.#taken += 1
  }

  /** Those that nothing was said of: unknown now, and forgotten once their broadcast is. */
  #restOf(named: ReadonlySet<string>, at: number): void {
    for (const [key, ring] of this.#rings) {
      if (named.has(key)) continue
      ring.kbps[at] = Number.NaN
      ring.seenBytes = null
      if (this.#deps.store.broadcasts.find(ring.broadcast) === undefined) this.#rings.delete(key)
    }
  }

  #ringOf(broadcast: string, destination: string): Ring | undefined {
    const key = keyOf(broadcast, destination)
    const known = this.#rings.get(key)
    if (known !== undefined || this.#rings.size >= mostDestinations) return known
    const ring = { broadcast, destination, kbps: new Float32Array(slots).fill(Number.NaN), seenBytes: null }
    this.#rings.set(key, ring)
    return ring
  }

  /** Oldest first, thinned to what a page can draw. */
  of(broadcast: string, sinceMs: number): RatesSince {
    const oldest = Math.max(0, this.#taken - slots)
    const indexes: number[] = []
    for (let i = oldest; i < this.#taken; i++)
      if ((this.#times[i % slots] ?? 0) >= sinceMs) indexes.push(i % slots)
    const step = Math.max(1, Math.ceil(indexes.length / mostPoints))
    const groups = Array.from({ length: Math.ceil(indexes.length / step) }, (_, i) =>
      indexes.slice(i * step, (i + 1) * step),
    )
    const mine = [...this.#rings.values()].filter(ring => ring.broadcast === broadcast)
    return {
      everyMs: ratesEveryMs * step,
      atMs: groups.map(group => this.#times[group.at(-1) ?? 0] ?? 0),
      destinations: mine.map(({ destination, kbps }) => ({
        destination,
        kbps: groups.map(group => meanOf(group.map(i => kbps[i] ?? Number.NaN))),
      })),
    }
  }

  async close(why: string): Promise<void> {
    this.#stop.abort(new Error(why))
    await this.#tasks.allEnded()
  }
}

function keyOf(broadcast: string, destination: string): string {
  return `${broadcast}/${destination}`
}

function meanOf(values: readonly number[]): number | null {
  const known = values.filter(value => !Number.isNaN(value))
  return known.length === 0 ? null : Math.round(known.reduce((sum, value) => sum + value, 0) / known.length)
}
