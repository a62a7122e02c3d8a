// A small door to SQLite for state: one process at a time, every commit on disk before it is answered.
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { Failure, messageOf } from './failure.ts'

export type Row = Record<string, SQLOutputValue>

/** Results of SQLite that mean: there is no room (sqlite.org/rescode.html: SQLITE_FULL, SQLITE_IOERR). */
const full = 13
const ioError = 10
const busy = 5

export class Database {
  readonly #sqlite: DatabaseSync
  readonly #file: string
  readonly #statements = new Map<string, StatementSync>()
  #version = 0
  #trouble = ''

  /** Opens and locks the file until `close` or death. Throws `core/database-held` when another process has it. */
  constructor(file: string) {
    this.#file = file
    this.#sqlite = new DatabaseSync(file, { timeout: 0 })
    try {
      this.#sqlite.exec(
        'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; begin exclusive; commit',
      )
    } catch (cause) {
      this.#sqlite.close()
      throw this.#failureOf(cause)
    }
  }

  /** Another one whenever something may have changed: what was read under this one still holds. */
  get version(): number {
    return this.#version
  }

  /** Changes something; the number of rows changed. */
  run(sql: string, ...values: SQLInputValue[]): number {
    this.#version++
    return this.#trying(() => Number(this.#prepared(sql).run(...values).changes))
  }

  all(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#trying(() => this.#prepared(sql).all(...values))
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#trying(() => this.#prepared(sql).get(...values))
  }

  /** All of `work` or nothing of it. When this returns, it is on disk. */
  transaction<T>(work: () => T): T {
    return this.#trying(() => {
      this.#sqlite.exec('begin immediate')
      try {
        const value = work()
        this.#sqlite.exec('commit')
        this.#trouble = ''
        return value
      } catch (error) {
        if (this.#sqlite.isTransaction) this.#sqlite.exec('rollback') // a full disk may have rolled back already
        this.#version++ // what was read meanwhile never came to be
        throw error
      }
    })
  }

  /** Runs several statements as they stand: for a schema. */
  script(sql: string): void {
    this.#version++
    this.#trying(() => this.#sqlite.exec(sql))
  }

  /** Bytes are pages of 4,096: a ceiling acts a full disk. 0 takes the ceiling away. */
  limitPages(pages: number): void {
    this.#sqlite.exec(`pragma max_page_count = ${pages === 0 ? 4_294_967_294 : Math.trunc(pages)}`)
  }

  /** How many pages the file has. */
  pages(): number {
    return Number(this.get('pragma page_count')?.page_count ?? 0)
  }

  /** What the disk last refused, '' once something was stored again. */
  trouble(): string {
    return this.#trouble
  }

  close(): void {
    this.#statements.clear()
    this.#sqlite.close()
  }

  #prepared(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#sqlite.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  #trying<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      throw error instanceof Failure ? error : this.#failureOf(error)
    }
  }

  #failureOf(cause: unknown): unknown {
    const result = (cause as { errcode?: number }).errcode
    if (result === undefined) return cause // not SQLite's
    const about = { fault: 'ours', remedy: 'retry', cause } as const
    const said = `${this.#file}: ${messageOf(cause)}`
    if ((result & 0xff) === busy)
      return new Failure('core/database-held', `${said}: another process holds it`, about)
    if ((result & 0xff) === full || (result & 0xff) === ioError) {
      this.#trouble = `nothing was stored: ${said}; make room on that disk`
      return new Failure('core/disk-full', this.#trouble, about)
    }
    return new Failure('core/database-broken', said, about)
  }
}
