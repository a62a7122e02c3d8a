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
