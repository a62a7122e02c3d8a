// Broadcasts: their plans, wishes, and the sealed addresses of their destinations.
import type { Database, Row } from '#core/database.ts'
import type { BroadcastPlan } from './plan.ts'

export type StoredBroadcast = {
  readonly name: string
  readonly plan: BroadcastPlan
  readonly wish: 'on' | 'off'
  readonly onSlate: boolean
  readonly take: string | null
  /** Who watches over its virtual hosts; null for nobody. */
  readonly duty: Duty | null
}

export type Duty = { readonly name: string; readonly sinceMs: number; readonly untilMs: number }

export type StoredEndpoint = {
  readonly url: string
  readonly sealedKey: string
  readonly fingerprint: string
  /** When the key says that it ends, milliseconds since 1970; null where it does not say. */
  readonly expiresMs: number | null
}

/** What a person wished of one destination, beside what the broadcast's plan says of it. */
export type StoredDestination = {
  /** `off`: stopped alone, until it is started again or the whole broadcast is stopped. */
  readonly wish: 'on' | 'off'
  /** When we stopped pushing to its room; null once somebody said that it was ended at the platform, or we push again. */
  readonly roomLeftMs: number | null
  /** Goes up whenever a person acts on it. */
  readonly generation: number
}

export class BroadcastStore {
  readonly #database: Database
  /** What was read since the last change of anything: probes ask for all of it each second. */
  #read = new Map<string, unknown>()
  #readVersion = -1

  constructor(database: Database) {
    this.#database = database
  }

  #once<T>(what: string, read: () => T): T {
    if (this.#readVersion !== this.#database.version) this.#read = new Map()
    this.#readVersion = this.#database.version
    if (!this.#read.has(what)) this.#read.set(what, read())
    return this.#read.get(what) as T
  }

  all(): readonly StoredBroadcast[] {
    return this.#once('all', () =>
      this.#database.all('select * from broadcasts order by name').map(broadcastOf),
    )
  }

  find(name: string): StoredBroadcast | undefined {
    const row = this.#database.get('select * from broadcasts where name = ?', name)
    return row === undefined ? undefined : broadcastOf(row)
  }

  /** Stores a plan. Destinations that stay keep their addresses; the others' are forgotten. */
  putPlan(name: string, plan: BroadcastPlan, atMs: number): void {
    this.#database.run(
      `insert into broadcasts(name, plan, changed_ms) values (?, ?, ?)
       on conflict(name) do update set plan = excluded.plan, changed_ms = excluded.changed_ms`,
      name,
      JSON.stringify(plan),
      Math.round(atMs),
    )
    const kept = new Set(plan.destinations.map(destination => destination.name))
    for (const row of this.#database.all('select name from destinations where broadcast = ?', name)) {
      if (!kept.has(String(row.name)))
        this.#database.run(
          'delete from destinations where broadcast = ? and name = ?',
          name,
          String(row.name),
        )
    }
    for (const destination of kept)
      this.#database.run(
        'insert into destinations(broadcast, name) values (?, ?) on conflict do nothing',
        name,
        destination,
      )
  }

  setWish(name: string, wish: 'on' | 'off', onSlate: boolean): void {
    this.#database.run(
      'update broadcasts set wish = ?, on_slate = ? where name = ?',
      wish,
      onSlate ? 1 : 0,
      name,
    )
  }

  setTake(name: string, feed: string | null): void {
    this.#database.run('update broadcasts set take = ? where name = ?', feed, name)
  }

  setDuty(name: string, duty: Duty | null): void {
    const written = duty === null ? null : JSON.stringify(duty)
    this.#database.run('update broadcasts set duty = ? where name = ?', written, name)
  }

  remove(name: string): void {
    this.#database.run('delete from broadcasts where name = ?', name)
    this.#database.run('delete from snapshots where worker = ?', `relay-${name}`)
  }

  endpoints(broadcast: string, destination: string): readonly StoredEndpoint[] {
    return this.#once(`endpoints ${broadcast}/${destination}`, () =>
      this.#database
        .all(
          'select * from endpoints where broadcast = ? and destination = ? order by ordinal',
          broadcast,
          destination,
        )
        .map(endpointOf),
    )
  }

  putEndpoints(broadcast: string, destination: string, endpoints: readonly StoredEndpoint[]): void {
    this.#database.run(
      'delete from endpoints where broadcast = ? and destination = ?',
      broadcast,
      destination,
    )
    for (const [ordinal, endpoint] of endpoints.entries())
      this.#database.run(
        `insert into endpoints(broadcast, destination, ordinal, url, sealed_key, fingerprint, expires_ms)
         values (?, ?, ?, ?, ?, ?, ?)`,
        broadcast,
        destination,
        ordinal,
        endpoint.url,
        endpoint.sealedKey,
        endpoint.fingerprint,
        endpoint.expiresMs,
      )
  }

  /** The same key, its end read by another rule. */
  setExpiry(
    at: { readonly broadcast: string; readonly destination: string; readonly ordinal: number },
    expiresMs: number | null,
  ): void {
    this.#database.run(
      'update endpoints set expires_ms = ? where broadcast = ? and destination = ? and ordinal = ?',
      expiresMs,
      at.broadcast,
      at.destination,
      at.ordinal,
    )
  }

  destination(broadcast: string, destination: string): StoredDestination {
    return this.#once(`destination ${broadcast}/${destination}`, () =>
      destinationOf(
        this.#database.get(
          'select wish, room_left_ms, generation from destinations where broadcast = ? and name = ?',
          broadcast,
          destination,
        ),
      ),
    )
  }

  /** All destinations of the broadcast when none is named. */
  setDestinationWish(broadcast: string, destination: string | null, wish: 'on' | 'off'): void {
    this.#database.run(
      'update destinations set wish = ?3 where broadcast = ?1 and (?2 is null or name = ?2)',
      broadcast,
      destination,
      wish,
    )
  }

  /** All destinations of the broadcast when none is named. */
  setRoomLeft(broadcast: string, destination: string | null, atMs: number | null): void {
    this.#database.run(
      'update destinations set room_left_ms = ?3 where broadcast = ?1 and (?2 is null or name = ?2)',
      broadcast,
      destination,
      atMs === null ? null : Math.round(atMs),
    )
  }

  /** A person acted: a blocked leg shall try again. All destinations of the broadcast when none is named. */
  raiseGeneration(broadcast: string, destination: string | null): void {
    this.#database.run(
      'update destinations set generation = generation + 1 where broadcast = ?1 and (?2 is null or name = ?2)',
      broadcast,
      destination,
    )
  }
}

function broadcastOf(row: Row): StoredBroadcast {
  return {
    name: String(row.name),
    plan: JSON.parse(String(row.plan)),
    wish: row.wish === 'on' ? 'on' : 'off',
    onSlate: row.on_slate === 1,
    take: row.take === null ? null : String(row.take),
    duty: row.duty === null ? null : (JSON.parse(String(row.duty)) as Duty),
  }
}

function endpointOf(row: Row): StoredEndpoint {
  return {
    url: String(row.url),
    sealedKey: String(row.sealed_key),
    fingerprint: String(row.fingerprint),
    expiresMs: row.expires_ms === null ? null : Number(row.expires_ms),
  }
}

function destinationOf(row: Row | undefined): StoredDestination {
  return {
    wish: row?.wish === 'off' ? 'off' : 'on',
    roomLeftMs: row?.room_left_ms == null ? null : Number(row.room_left_ms),
    generation: Number(row?.generation ?? 1),
  }
}
