// Who may come in: tokens and sessions, kept as digests only.
import type { Database, Row } from '#core/database.ts'

export const roles = ['viewer', 'operator', 'admin'] as const
export type Role = (typeof roles)[number]

export type Visitor = { readonly name: string; readonly role: Role }

export class AccessStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  addToken(token: Visitor & { digest: string }, atMs: number): void {
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
    return rows.map(row => ({ ...visitorOf(row), madeMs: Number(row.made_ms) }))
  }

  visitorByToken(digest: string): Visitor | undefined {
    const row = this.#database.get('select name, role from tokens where digest = ?', digest)
    return row === undefined ? undefined : visitorOf(row)
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

  openSession(
    session: Visitor & { digest: string; tokenDigest: string; untilMs: number },
    nowMs: number,
  ): void {
    this.#database.transaction(() => {
      this.#database.run('delete from sessions where until_ms < ?', Math.round(nowMs))
      this.#database.run(
        'insert into sessions(digest, name, role, token_digest, until_ms) values (?, ?, ?, ?, ?)',
        session.digest,
        session.name,
        session.role,
        session.tokenDigest,
        Math.round(session.untilMs),
      )
    })
  }

  /** The visitor of a session, and the digest of the token that opened it. */
  session(digest: string, nowMs: number): (Visitor & { tokenDigest: string }) | undefined {
    const row = this.#database.get(
      'select name, role, token_digest from sessions where digest = ? and until_ms > ?',
      digest,
      Math.round(nowMs),
    )
    return row === undefined ? undefined : { ...visitorOf(row), tokenDigest: String(row.token_digest) }
  }

  closeSession(digest: string): void {
    this.#database.run('delete from sessions where digest = ?', digest)
  }
}

function visitorOf(row: Row): Visitor {
  return { name: String(row.name), role: roles.find(role => role === row.role) ?? 'viewer' }
}
