// A process's own memory: events in order and counters, in one SQLite file that only one process at a time may hold.
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { Failure, messageOf } from './failure.ts'

export type JournalEvent = {
  /** Counts up by one for ever, through restarts. */
  readonly seq: number
  /** Wall clock, milliseconds since 1970. */
  readonly atMs: number
  /** What happened, in words of the room: `leg-state`. */
  readonly kind: string
  readonly detail: Readonly<Record<string, unknown>>
}

export type Journal = {
  add(kind: string, detail: Readonly<Record<string, unknown>>, atMs: number): JournalEvent
  /** Events after `seq`, oldest first, at most `limit`. */
  after(seq: number, limit: number): JournalEvent[]
  lastSeq(): number
  watch(watcher: (event: JournalEvent) => void): Disposable
  /** Small facts that must outlive the process, such as counters; undefined before the first. */
  recall(name: string): unknown
  remember(name: string, value: unknown): void
  /** What writing last failed of, '' while it works. Events then live in memory only. */
  trouble(): string
  close(): void
}

const keptEvents = 20_000
/** A predecessor that was killed a moment ago may hold the lock until its last thread is gone. */
const heldForMs = 1_000

/**
 * Opens the journal and takes its exclusive lock, which the kernel frees when this process dies and keeps while it is frozen.
 * Throws `core/journal-held` when another process holds it.
 */
export function openJournal(file: string): Journal {
  const database = new DatabaseSync(file, { timeout: heldForMs })
  try {
    // Exclusive locking is taken at the first write and kept until the end (sqlite.org/pragma.html#pragma_locking_mode).
    database.exec(
      'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = normal; begin exclusive; commit',
    )
    database.exec(
      'create table if not exists events(seq integer primary key autoincrement, at_ms integer, kind text, detail text)',
    )
    database.exec('create table if not exists memory(name text primary key, value text)')
  } catch (cause) {
    database.close()
    const isHeld = /locked|busy/i.test(messageOf(cause))
    throw new Failure(isHeld ? 'core/journal-held' : 'core/journal-broken', `${file}: ${messageOf(cause)}`, {
      fault: 'ours',
      remedy: 'retry',
      cause,
    })
  }
  return new SqliteJournal(database)
}

class SqliteJournal implements Journal {
  readonly #database: DatabaseSync
  readonly #watchers = new Set<(event: JournalEvent) => void>()
  /** By their text: a worker says the same ones each second. */
  readonly #prepared = new Map<string, StatementSync>()
  /** What could not be written, newest last: still told, and answered from here. */
  #unwritten: JournalEvent[] = []
  #lastSeq: number
  #trouble = ''

  constructor(database: DatabaseSync) {
    this.#database = database
    const row = database.prepare('select max(seq) as seq from events').get()
    this.#lastSeq = Number(row?.seq ?? 0)
  }

  #prepare(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#database.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }

  add(kind: string, detail: Readonly<Record<string, unknown>>, atMs: number): JournalEvent {
    const event = { seq: this.#lastSeq + 1, atMs: Math.round(atMs), kind, detail }
    this.#lastSeq = event.seq
    this.#write(event)
    for (const watcher of this.#watchers) watcher(event)
    return event
  }

  #write(event: JournalEvent): void {
    try {
      const insert = this.#prepare('insert into events(seq, at_ms, kind, detail) values (?, ?, ?, ?)')
      insert.run(event.seq, event.atMs, event.kind, JSON.stringify(event.detail))
      if (event.seq % 500 === 0)
        this.#prepare('delete from events where seq <= ?').run(event.seq - keptEvents)
      this.#trouble = ''
    } catch (error) {
      this.#trouble = messageOf(error) // a full disk must not take anything off the air
      this.#unwritten = [...this.#unwritten.slice(-999), event]
    }
  }

  after(seq: number, limit: number): JournalEvent[] {
    const rows = this.#prepare(
      'select seq, at_ms, kind, detail from events where seq > ? order by seq limit ?',
    ).all(seq, limit)
    const written = rows.map(row => ({
      seq: Number(row.seq),
      atMs: Number(row.at_ms),
      kind: String(row.kind),
      detail: JSON.parse(String(row.detail)),
    }))
    const unwritten = this.#unwritten.filter(event => event.seq > seq)
    return [...written, ...unwritten].sort((a, b) => a.seq - b.seq).slice(0, limit)
  }

  lastSeq(): number {
    return this.#lastSeq
  }

  watch(watcher: (event: JournalEvent) => void): Disposable {
    this.#watchers.add(watcher)
    return { [Symbol.dispose]: () => void this.#watchers.delete(watcher) }
  }

  recall(name: string): unknown {
    const row = this.#prepare('select value from memory where name = ?').get(name)
    return row === undefined ? undefined : JSON.parse(String(row.value))
  }

  remember(name: string, value: unknown): void {
    try {
      this.#prepare(
        'insert into memory values (?, ?) on conflict(name) do update set value = excluded.value',
      ).run(name, JSON.stringify(value))
      this.#trouble = ''
    } catch (error) {
      this.#trouble = messageOf(error)
    }
  }

  trouble(): string {
    return this.#trouble
  }

  close(): void {
    this.#database.close()
  }
}
