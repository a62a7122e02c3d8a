// The flight recorder's minutes around each incident, fetched from the workers in time and kept, bounded, in data/incidents.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, every } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import type { Incident } from '#monitoring'
import { type FlightSlice, flightFile, readFlight } from '#relay'
import type { Store } from '../store/store.ts'
import { WorkerLink } from '../supervisor/worker-link.ts'
import type { Recorded } from './incident-store.ts'

export type FlightsDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly places: Places
  readonly store: Store
}

/** Kept before the beginning and after the end. */
const aroundMs = 120_000
const lookEveryMs = 5_000
const bounds = { files: 300, bytes: 100 * 1_048_576 }

export class Flights {
  readonly #deps: FlightsDeps
  readonly #folder: string

  constructor(deps: FlightsDeps) {
    this.#deps = deps
    this.#folder = join(deps.places.data, 'incidents')
  }

  /** Fetches what is due until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#deps
    const look = () =>
      this.keepDue(signal).catch(error => log.warn({ error: messageOf(error) }, 'control/flight-not-kept'))
    await every(clock, lookEveryMs, look, signal)
  }

  /** Each incident's beginning once two minutes have passed since, its end likewise: a recorder holds a quarter of an hour. */
  async keepDue(signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#deps
    for (const { incident, recorded } of store.incidents.unrecorded()) {
      const next = nextOf(incident, recorded, clock.wallMs())
      if (next === undefined || signal.aborted) continue
      const slices = await this.#fetch(incident, next, signal)
      this.#keep(incident.id, [...this.#kept(incident.id), ...slices])
      store.incidents.setRecorded(incident.id, next.recorded)
    }
  }

  /** What is kept of an incident, and of one that is not kept yet what the recorders hold now. */
  async of(incident: Incident, signal: AbortSignal): Promise<readonly FlightSlice[]> {
    const kept = this.#kept(incident.id)
    const isWhole =
      incident.overMs !== null && kept.some(({ toMs }) => toMs >= (incident.overMs ?? 0) + aroundMs)
    if (isWhole) return kept
    const fromMs = Math.max(incident.beganMs - aroundMs, ...kept.map(({ toMs }) => toMs))
    const toMs = (incident.overMs ?? this.#deps.clock.wallMs()) + aroundMs
    return [...kept, ...(await this.#fetch(incident, { fromMs, toMs }, signal))]
  }

  async #fetch(
    incident: Incident,
    span: { fromMs: number; toMs: number },
    signal: AbortSignal,
  ): Promise<FlightSlice[]> {
    const broadcasts = incident.broadcasts.length > 0 ? incident.broadcasts : this.#onAir()
    return await Promise.all(broadcasts.map(broadcast => this.#slice(broadcast, span, signal)))
  }

  /** Of an incident that concerns none, such as control's death: all that are on air. */
  #onAir(): string[] {
    return this.#deps.store.broadcasts.all().flatMap(({ name, wish }) => (wish === 'on' ? [name] : []))
  }

  async #slice(
    broadcast: string,
    { fromMs, toMs }: { fromMs: number; toMs: number },
    signal: AbortSignal,
  ): Promise<FlightSlice> {
    const { places } = this.#deps
    const link = new WorkerLink(places, `relay-${broadcast}`)
    return await link
      .flight(fromMs, toMs, signal)
      .catch(() => readFlight(flightFile(places.data, broadcast), broadcast, fromMs, toMs)) // it is gone: its file is not
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${id}.json`)
  }

  #kept(id: string): FlightSlice[] {
    try {
      return JSON.parse(readFileSync(this.#fileOf(id), 'utf8')) as FlightSlice[]
    } catch {
      return [] // none yet, or no longer
    }
  }

  #keep(id: string, slices: readonly FlightSlice[]): void {
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 })
    const file = this.#fileOf(id)
    writeFileSync(`${file}.new`, JSON.stringify(slices), { mode: 0o600 })
    renameSync(`${file}.new`, file)
    this.#prune()
  }

  /** The newest stay. */
  #prune(): void {
    const files = readdirSync(this.#folder)
      .map(name => ({ path: join(this.#folder, name), ...statOf(join(this.#folder, name)) }))
      .sort((a, b) => b.mtimeMs - a.mtimeMs)
    let bytes = 0
    for (const [i, file] of files.entries()) {
      bytes += file.size
      if (i >= bounds.files || (bytes > bounds.bytes && i > 0)) rmSync(file.path, { force: true })
    }
  }
}

function statOf(path: string): { size: number; mtimeMs: number } {
  return statSync(path, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 }
}

type Due = { readonly fromMs: number; readonly toMs: number; readonly recorded: Recorded }

/** Which stretch is due; undefined while none is. */
export function nextOf({ beganMs, overMs }: Incident, recorded: Recorded, nowMs: number): Due | undefined {
  const fromMs = recorded === 'nothing' ? beganMs - aroundMs : beganMs + aroundMs
  if (overMs !== null && nowMs >= overMs + aroundMs) {
    const isLong = overMs - beganMs > 4 * aroundMs
    const lastMs = isLong && recorded === 'beginning' ? overMs - aroundMs : fromMs
    return { fromMs: lastMs, toMs: overMs + aroundMs, recorded: 'all' }
  }
  if (recorded === 'nothing' && nowMs >= beganMs + aroundMs && overMs === null)
    return { fromMs, toMs: beganMs + aroundMs, recorded: 'beginning' }
  return undefined
}
