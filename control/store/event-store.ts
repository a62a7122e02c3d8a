// What happened, in one order for ever: control's own commands and what workers journaled, each exactly once.
import type { Database, Row } from '#core/database.ts'
import type { JournalEvent } from '#core/journal.ts'

export type HouseEvent = {
  /** Counts up; as text, as in `Last-Event-ID`. */
  readonly id: string
  readonly atMs: number
  readonly broadcast: string | null
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type NewEvent = Omit<HouseEvent, 'id'>

export type EventsAsked = {
  readonly broadcast: string | null
  readonly kinds: readonly string[] | null
  readonly fromId?: number
  readonly beforeId?: number
  readonly limit: number
}

const keptEvents = 200_000

export class EventStore {
  readonly #database: Database
  readonly #watchers = new Set<() => void>()
  #added = 0

  constructor(database: Database) {
    this.#database = database
  }

  /** To be called inside a transaction of the command that it tells of; `announce` after it. */
  add(event: NewEvent): void {
    this.#database.run(
      'insert into events(at_ms, broadcast, kind, detail) values (?, ?, ?, ?)',
      Math.round(event.atMs),
      event.broadcast,
      event.kind,
      JSON.stringify(event.detail),
    )
    this.#added += 1
    if (this.#added % 1_000 === 0)
      this.#database.run('delete from events where id <= (select max(id) from events) - ?', keptEvents)
  }

  /** Where reading this worker's journal stands. */
  cursor(worker: string): number {
    return Number(this.#database.get('select seq from cursors where worker = ?', worker)?.seq ?? 0)
  }

  /** Takes over a worker's events and moves its cursor in one step: a crash in between repeats nothing and loses nothing. */
  takeOver(worker: string, broadcast: string | null, events: readonly JournalEvent[]): void {
    const isNew = this.#database.transaction(() => {
      const cursor = this.cursor(worker)
      const unseen = events.filter(event => event.seq > cursor)
      for (const { atMs, kind, detail } of unseen) this.add({ atMs, broadcast, kind, detail })
      const last = unseen.at(-1)
      if (last !== undefined) this.setCursor(worker, last.seq)
      return last !== undefined
    })
    if (isNew) this.announce()
  }

  setCursor(worker: string, seq: number): void {
    this.#database.run(
      'insert into cursors values (?, ?) on conflict(worker) do update set seq = excluded.seq',
      worker,
      seq,
    )
  }

  /** Events after `id`, oldest first; of one broadcast where named. */
  after(id: number, broadcast: string | null, limit: number): HouseEvent[] {
    const rows =
      broadcast === null
        ? this.#database.all('select * from events where id > ? order by id limit ?', id, limit)
        : this.#database.all(
            'select * from events where id > ? and broadcast = ? order by id limit ?',
            id,
            broadcast,
            limit,
          )
    return rows.map(eventOf)
  }

  /** Events of a stretch of time, in their order; the newest of them where there are more than `limit`. */
  between(fromMs: number, toMs: number, limit: number): HouseEvent[] {
    const sql = 'select * from events where at_ms between ? and ? order by id desc limit ?'
    return this.#database.all(sql, Math.round(fromMs), Math.round(toMs), limit).map(eventOf).reverse()
  }

  /** The newest events of a stretch of ids, newest first; of one broadcast, and of some kinds, where named. */
  page({
    broadcast,
    kinds,
    fromId = 0,
    beforeId = Number.MAX_SAFE_INTEGER,
    limit,
  }: EventsAsked): HouseEvent[] {
    const rows = this.#database.all(
      `select * from events where id >= ?1 and id < ?2 ${broadcast === null ? '' : 'and broadcast = ?5'}
         and (?3 is null or kind in (select value from json_each(?3))) order by id desc limit ?4`,
      fromId,
      beforeId,
      kinds === null ? null : JSON.stringify(kinds),
      limit,
      ...(broadcast === null ? [] : [broadcast]),
    )
    return rows.map(eventOf)
  }

  /** The id from which on events are of `sinceMs` or later; found by halving, since ids follow time but for moments. */
  firstSince(sinceMs: number): number {
    let low = Number(this.#database.get('select min(id) as id from events')?.id ?? 0)
    let high = this.lastId() + 1
    while (low < high) {
      const middle = Math.floor((low + high) / 2)
      const row = this.#database.get('select at_ms from events where id >= ? order by id limit 1', middle)
      if (row !== undefined && Number(row.at_ms) < sinceMs) low = middle + 1
      else high = middle
    }
    return low
  }

  lastId(): number {
    return Number(this.#database.get('select max(id) as id from events')?.id ?? 0)
  }

  /** Called after new events are on disk; read them with `after`. */
  watch(watcher: () => void): Disposable {
    this.#watchers.add(watcher)
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) }
  }

  announce(): void {
    for (const watcher of this.#watchers) watcher()
  }
}

function eventOf(row: Row): HouseEvent {
  return {
    id: String(row.id),
    atMs: Number(row.at_ms),
    broadcast: row.broadcast === null ? null : String(row.broadcast),
    kind: String(row.kind),
    detail: JSON.parse(String(row.detail)),
  }
}
