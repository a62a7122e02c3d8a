// Incidents on disk, and the engine that made them: where it stands in the events, and what it remembers.
import type { Database, Row } from '#core/database.ts'
import type { EngineState, Incident, Kind } from '#monitoring'

export type StoredEngine = { readonly cursor: number; readonly state: EngineState }

/** How much of the flight recorder is kept with an incident. */
export type Recorded = 'nothing' | 'beginning' | 'all'

/** What somebody wants to see of them. */
export type IncidentsAsked = {
  /** Null: of any. */
  readonly broadcast: string | null
  /** Not over before then. */
  readonly sinceMs: number
  readonly limit: number
  readonly kind?: Kind
  readonly isOpen?: boolean
  /** Begun by then: where the page before ended. */
  readonly untilMs?: number
}

export function isAsked(incident: Incident, asked: IncidentsAsked): boolean {
  const { broadcasts, overMs, beganMs, kind } = incident
  return (
    (asked.broadcast === null || broadcasts.includes(asked.broadcast)) &&
    (overMs ?? Infinity) >= asked.sinceMs &&
    (asked.kind === undefined || kind === asked.kind) &&
    (asked.isOpen === undefined || (overMs === null) === asked.isOpen) &&
    beganMs <= (asked.untilMs ?? Infinity)
  )
}

const recordedAs: readonly Recorded[] = ['nothing', 'beginning', 'all']
const keptIncidents = 2_000

export class IncidentStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  engine(): StoredEngine | undefined {
    const row = this.#database.get('select cursor, state from incident_engine')
    return row === undefined
      ? undefined
      : { cursor: Number(row.cursor), state: JSON.parse(String(row.state)) as EngineState }
  }

  /** To be called inside a transaction. */
  keepEngine(cursor: number, state: EngineState): void {
    this.#database.run(
      `insert into incident_engine values (1, ?, ?)
       on conflict(one) do update set cursor = excluded.cursor, state = excluded.state`,
      cursor,
      JSON.stringify(state),
    )
  }

  /** To be called inside a transaction. */
  keep(incident: Incident): void {
    this.#database.run(
      `insert into incidents(id, began_ms, over_ms, recorded, record) values (?, ?, ?, ?, ?)
       on conflict(id) do update set
         began_ms = excluded.began_ms, over_ms = excluded.over_ms, record = excluded.record,
         recorded = max(recorded, excluded.recorded)`,
      incident.id,
      Math.round(incident.beganMs),
      incident.overMs === null ? null : Math.round(incident.overMs),
      incident.mergedInto === null ? 0 : 2, // what became part of another has nothing of its own to keep
      JSON.stringify(incident),
    )
    this.#database.run(
      `delete from incidents where over_ms is not null and id not in
         (select id from incidents order by began_ms desc limit ?)`,
      keptIncidents,
    )
  }

  find(id: string): Incident | undefined {
    const row = this.#database.get('select record from incidents where id = ?', id)
    return row === undefined ? undefined : incidentOf(row)
  }

  /** Newest first. */
  list({ broadcast, sinceMs, limit, kind, isOpen, untilMs }: IncidentsAsked): Incident[] {
    const rows = this.#database.all(
      `select record from incidents
       where (over_ms is null or over_ms >= ?1)
         and (?2 is null or exists (select 1 from json_each(record, '$.broadcasts') where value = ?2))
         and (?4 is null or json_extract(record, '$.kind') = ?4)
         and (?5 is null or (over_ms is null) = ?5)
         and began_ms <= ?6
         and json_extract(record, '$.mergedInto') is null
       order by began_ms desc limit ?3`,
      Math.round(sinceMs),
      broadcast,
      limit,
      kind ?? null,
      isOpen === undefined ? null : Number(isOpen),
      Math.round(untilMs ?? Number.MAX_SAFE_INTEGER),
    )
    return rows.map(incidentOf)
  }

  /** Incidents whose recording is not complete, with how much there is. */
  unrecorded(): { incident: Incident; recorded: Recorded }[] {
    const rows = this.#database.all(
      'select record, recorded from incidents where recorded < 2 order by began_ms',
    )
    return rows.map(row => ({
      incident: incidentOf(row),
      recorded: recordedAs[Number(row.recorded)] ?? 'nothing',
    }))
  }

  setRecorded(id: string, recorded: Recorded): void {
    this.#database.run('update incidents set recorded = ? where id = ?', recordedAs.indexOf(recorded), id)
  }
}

function incidentOf(row: Row): Incident {
  return JSON.parse(String(row.record)) as Incident
}
