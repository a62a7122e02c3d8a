// Keeps incidents: folds events as they come, in one step with their place in the order, and tells what became of them.
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import {
  acknowledge,
  advance,
  countAcknowledged,
  type EngineState,
  type Happening,
  type Incident,
  newState,
  nextDueMs,
  openUnshown,
  presentIncidents,
  type Told,
  type Unshown,
} from '#monitoring'
import { noSuch } from '../commands/refusals.ts'
import type { NewEvent } from '../store/event-store.ts'
import { follow } from '../store/follow.ts'
import type { Store } from '../store/store.ts'
import type { DiskTroubles } from './disk-troubles.ts'
import { type IncidentsAsked, isAsked } from './incident-store.ts'

export type IncidentKeeperDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly disks: DiskTroubles
}

const atOnce = 500
const lookEveryMs = 1_000
const leastWaitMs = 20

export class IncidentKeeper {
  readonly #deps: IncidentKeeperDeps
  #state: EngineState
  #cursor: number
  /** Told and to be kept, but not on disk yet. */
  #unsaved: { told: Told[]; incidents: Map<string, Incident> } = { told: [], incidents: new Map() }
  #isSaved = true

  constructor(deps: IncidentKeeperDeps) {
    this.#deps = deps
    const { store } = deps
    const kept = store.incidents.engine()
    this.#state = kept?.state ?? newState()
    this.#cursor = kept?.cursor ?? store.events.lastId()
    if (kept === undefined)
      for (const { name, wish } of store.broadcasts.all()) this.#state.house.wishes[name] = wish
  }

  /** Folds what comes until the signal. */
  run(signal: AbortSignal): Promise<void> {
    const { clock, log, store } = this.#deps
    const dueInMs = () => (nextDueMs(this.#state) ?? Infinity) - clock.wallMs()
    const follower = {
      look: () => this.look(),
      waitMs: () => Math.min(lookEveryMs, Math.max(leastWaitMs, dueInMs())),
      onTrouble: (error: string) => log.error({ error }, 'control/incidents-not-kept'),
    }
    return follow(store.events, follower, clock, signal)
  }

  /** Takes what is there; true when there may be more. */
  look(): boolean {
    const { store, clock, disks } = this.#deps
    const nowMs = Math.round(clock.wallMs())
    const events: Happening[] = store.events.after(this.#cursor, null, atOnce)
    const seen = [...events, ...disks.look(this.#state, nowMs)]
    const dueMs = nextDueMs(this.#state)
    if (seen.length === 0 && (dueMs === null || dueMs > nowMs)) {
      if (!this.#isSaved) this.#save(nowMs)
      return false
    }
    const { state, told, incidents } = advance(this.#state, seen, nowMs)
    this.#state = state
    this.#cursor = Number(events.at(-1)?.id ?? this.#cursor)
    this.#isSaved = false
    this.#unsaved.told.push(...told)
    for (const incident of incidents) this.#unsaved.incidents.set(incident.id, incident)
    this.#save(nowMs)
    return events.length === atOnce
  }

  /** The engine, the records and what is told of them: together or not at all. */
  #save(nowMs: number): void {
    const { store, log } = this.#deps
    const { told, incidents } = this.#unsaved
    try {
      store.database.transaction(() => {
        store.incidents.keepEngine(this.#cursor, this.#state)
        for (const incident of incidents.values()) store.incidents.keep(incident)
        for (const each of told) store.events.add(eventOf(each, nowMs))
      })
    } catch (error) {
      if (!(error instanceof Failure && error.code === 'core/disk-full')) throw error
      return // kept in memory, shown from there, and tried again with the next look
    }
    this.#isSaved = true
    this.#unsaved = { told: [], incidents: new Map() }
    for (const { change, incident } of told)
      log.info(
        { incident: incident.id, kind: incident.kind, cause: incident.cause.en },
        `control/incident-${change}`,
      )
    if (told.length > 0) store.events.announce()
  }

  /** Newest first; what is open or fresh as it is now. */
  list(asked: IncidentsAsked): Incident[] {
    const present = this.#present()
    const fresh = present.filter(incident => isAsked(incident, asked))
    const known = new Set(present.map(({ id }) => id))
    const kept = this.#deps.store.incidents
      .list(asked)
      .filter(({ id, mergedInto }) => !known.has(id) && mergedInto === null)
    return [...fresh, ...kept].sort((a, b) => b.beganMs - a.beganMs).slice(0, asked.limit)
  }

  lookUp(id: string): Incident | undefined {
    return this.#present().find(each => each.id === id) ?? this.#deps.store.incidents.find(id)
  }

  find(id: string): Incident {
    const found = this.lookUp(id)
    if (found === undefined) throw noSuch('incident', id, 'GET /api/incidents lists them')
    return found
  }

  #present(): Incident[] {
    return presentIncidents(this.#state, Math.round(this.#deps.clock.wallMs()))
  }

  /** A person has taken notice. The first one counts; again changes nothing. */
  acknowledge(id: string, by: string): Incident {
    const { store, clock } = this.#deps
    const incident = this.find(id)
    if (incident.acknowledgedMs !== null) return incident
    const nowMs = Math.round(clock.wallMs())
    const isPresent = this.#state.groups.some(group => group.id === id)
    const state = isPresent
      ? acknowledge(this.#state, id, by, nowMs)
      : { ...this.#state, counts: countAcknowledged(this.#state.counts, incident, nowMs) }
    const acknowledged = { ...incident, acknowledgedMs: nowMs, acknowledgedBy: by }
    const event = { ...summaryOf(acknowledged), acknowledgedBy: by }
    store.command(
      { atMs: nowMs, broadcast: incident.broadcast, kind: 'incident-acknowledged', detail: event },
      () => {
        store.incidents.keepEngine(this.#cursor, state)
        store.incidents.keep(acknowledged)
      },
    )
    this.#state = state
    return acknowledged
  }

  /** Destinations that were told to be unshown, and not taken back. */
  unshown(): readonly Unshown[] {
    return openUnshown(this.#state)
  }

  /** For metrics: what was counted, and what is open. */
  counted(): { counts: EngineState['counts']; open: { broadcast: string; kind: string }[] } {
    const open = this.#present().filter(({ overMs }) => overMs === null)
    return {
      counts: this.#state.counts,
      open: open.flatMap(({ kind, broadcasts }) =>
        (broadcasts.length === 0 ? [''] : broadcasts).map(broadcast => ({ broadcast, kind })),
      ),
    }
  }
}

function eventOf({ change, incident }: Told, atMs: number): NewEvent {
  const kind = `incident-${change}`
  return { atMs, broadcast: incident.broadcast, kind, detail: summaryOf(incident) }
}

/** What pages and messages need; the rest is a call away. */
const summarised = [
  'kind',
  'scope',
  'subject',
  'broadcasts',
  'cause',
  'beganMs',
  'actedMs',
  'recoveredMs',
  'overMs',
  'seen',
  'mergedInto',
] as const satisfies (keyof Incident)[]

function summaryOf(incident: Incident): Readonly<Record<string, unknown>> {
  return { incident: incident.id, ...Object.fromEntries(summarised.map(name => [name, incident[name]])) }
}
