// Who may come in: tokens and sessions, kept as digests only.
import type { Database, Row } from '#core/database.ts'

export const roles = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

export type Visitor = {
  readonly name: string
  readonly role: Role
  /** How the person is called, where an account says so. */
  readonly title?: string | null
  /** What lets them in; absent for nobody in particular. */
  readonly credential?: Credential
}

/** What somebody came in with: as long as it is good, what it opened may stay open. */
export type Credential =
  | { readonly by: 'admin' }
  | { readonly by: 'token'; readonly digest: string }
  | { readonly by: 'session'; readonly id: string }

export type Session = {
  readonly id: string
  /** Of the account or the token. */
  readonly name: string
  /** Null where it was opened with a token. */
  readonly account: string | null
  readonly tokenDigest: string | null
  readonly openedMs: number
  readonly seenMs: number
  readonly untilMs: number
  readonly address: string
  readonly browser: string
}

/** One person's sessions beyond these end, the oldest first. */
const mostOfOne = 20

export class AccessStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  addToken(token: { name: string; role: Role; digest: string }, atMs: number): void {
    this.#database.run(
      'insert into tokens(name, role, digest, made_ms) values (?, ?, ?, ?)',
      token.name,
      token.role,
      token.digest,
      Math.round(atMs),
    )
  }

  tokens(): { name: string; role: Role; madeMs: number }[] {
    const rows = this.#database.all('select name, role, made_ms from tokens order by name')
    return rows.map(row => ({ ...named(row), madeMs: Number(row.made_ms) }))
  }

  visitorByToken(digest: string): Visitor | undefined {
    const row = this.#database.get('select name, role from tokens where digest = ?', digest)
    return row === undefined ? undefined : { ...named(row), credential: { by: 'token', digest } }
  }

  /** Takes back a token and every session that was opened with it; false when there was none of that name. */
  removeToken(name: string): boolean {
    return this.#database.transaction(() => {
      this.#database.run(
        'delete from sessions where token_digest = (select digest from tokens where name = ?)',
        name,
      )
      return this.#database.run('delete from tokens where name = ?', name) > 0
    })
  }

  openSession(session: Session & { readonly digest: string }): void {
    this.#database.transaction(() => {
      this.#database.run('delete from sessions where until_ms < ?', Math.round(session.openedMs))
      this.#database.run(
        `insert into sessions(id, digest, name, account, token_digest, opened_ms, seen_ms, until_ms, address, browser)
         values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
        session.id,
        session.digest,
        session.name,
        session.account,
        session.tokenDigest,
        Math.round(session.openedMs),
        Math.round(session.seenMs),
        Math.round(session.untilMs),
        session.address,
        session.browser,
      )
      this.#database.run(
        `delete from sessions where name = ? and id not in
           (select id from sessions where name = ? order by opened_ms desc, rowid desc limit ?)`,
        session.name,
        session.name,
        mostOfOne,
      )
    })
  }

  /** The session of a cookie, by its digest. */
  session(digest: string, nowMs: number): Session | undefined {
    return this.#session('select * from sessions where digest = ? and until_ms > ?', digest, nowMs)
  }

  sessionById(id: string, nowMs: number): Session | undefined {
    return this.#session('select * from sessions where id = ? and until_ms > ?', id, nowMs)
  }

  #session(sql: string, key: string, nowMs: number): Session | undefined {
    const row = this.#database.get(sql, key, Math.round(nowMs))
    return row === undefined ? undefined : sessionOf(row)
  }

  /** Newest first; of one name where given. */
  sessions(name: string | null, nowMs: number): Session[] {
    const sql =
      'select * from sessions where until_ms > ? and (? is null or name = ?) order by seen_ms desc limit 500'
    return this.#database.all(sql, Math.round(nowMs), name, name).map(sessionOf)
  }

  seen(id: string, atMs: number, address: string): void {
    const sql = 'update sessions set seen_ms = ?, address = ? where id = ?'
    this.#database.run(sql, Math.round(atMs), address, id)
  }

  closeSession(digest: string): void {
    this.#database.run('delete from sessions where digest = ?', digest)
  }

  removeSession(id: string): void {
    this.#database.run('delete from sessions where id = ?', id)
  }

  /** Every session of an account ends, but for one. */
  removeSessionsOf(account: string, exceptId: string | null): void {
    this.#database.run('delete from sessions where account = ? and id is not ?', account, exceptId)
  }
}

function named(row: Row): { name: string; role: Role } {
  return { name: String(row.name), role: roleIn(row.role) }
}

export function roleIn(value: unknown): Role {
  return roles.find(role => role === value) ?? 'viewer'
}

function sessionOf(row: Row): Session {
  return {
    id: String(row.id),
    name: String(row.name),
    account: row.account === null ? null : String(row.account),
    tokenDigest: row.token_digest === null ? null : String(row.token_digest),
    openedMs: Number(row.opened_ms),
    seenMs: Number(row.seen_ms),
    untilMs: Number(row.until_ms),
    address: String(row.address),
    browser: String(row.browser),
  }
}
