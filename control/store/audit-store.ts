// The audit: who did what, when, from where, and what it was before and after. Bounded: the oldest go.
import type { Database, Row } from '#core/database.ts'
import { type Role, roleIn } from './access-store.ts'

export const auditOutcomes = ['done', 'refused', 'failed'] as const

export type AuditEntry = {
  /** Counts up, as text. */
  readonly id: string
  readonly atMs: number
  /** An account, a token, or `admin`; of a failed sign-in, the account that was tried. Null for a stranger. */
  readonly who: string | null
  /** Null where nobody was signed in. */
  readonly role: Role | null
  readonly address: string
  readonly method: string
  /** The call as the API lists it: `/api/feeds/{feed}`. */
  readonly route: string
  readonly path: string
  readonly outcome: (typeof auditOutcomes)[number]
  readonly status: number
  /** `room/reason` of a refusal. */
  readonly code: string | null
  /** What was sent; keys, passwords and tokens are dots. */
  readonly body: unknown
  readonly before: unknown
  readonly after: unknown
}

const kept = 100_000
/** Of strangers fewer are kept, so that they cannot push out what people of the house did. */
const keptOfStrangers = 10_000
const tidyEvery = 200

export class AuditStore {
  readonly #database: Database
  #added = 0

  constructor(database: Database) {
    this.#database = database
  }

  add(entry: Omit<AuditEntry, 'id'>): void {
    this.#database.run(
      `insert into audit(at_ms, who, role, address, method, route, path, outcome, status, code, body, before, after)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      Math.round(entry.atMs),
      entry.who,
      entry.role,
      entry.address,
      entry.method,
      entry.route,
      entry.path,
      entry.outcome,
      entry.status,
      entry.code,
      written(entry.body),
      written(entry.before),
      written(entry.after),
    )
    this.#added += 1
    if (this.#added % tidyEvery === 0) this.tidy(kept, keptOfStrangers)
  }

  /** Forgets the oldest beyond these. */
  tidy(most: number, mostOfStrangers: number): void {
    this.#database.run('delete from audit where id <= (select max(id) from audit) - ?', most)
    this.#database.run(
      'delete from audit where role is null and id <= (select id from audit where role is null order by id desc limit 1 offset ?)',
      mostOfStrangers,
    )
  }

  /** Newest first: those before an id, of one name where given. */
  before(id: number | null, who: string | null, limit: number): AuditEntry[] {
    const below = id ?? Number.MAX_SAFE_INTEGER
    const rows =
      who === null
        ? this.#database.all('select * from audit where id < ? order by id desc limit ?', below, limit)
        : this.#database.all(
            'select * from audit where who = ? and id < ? order by id desc limit ?',
            who,
            below,
            limit,
          )
    return rows.map(entryOf)
  }

  /** Everybody who stands in it. */
  names(): string[] {
    const rows = this.#database.all(
      'select distinct who from audit where who is not null order by who limit 500',
    )
    return rows.map(row => String(row.who))
  }
}

function written(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value)
}

function read(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : null
}

function entryOf(row: Row): AuditEntry {
  return {
    id: String(row.id),
    atMs: Number(row.at_ms),
    who: row.who === null ? null : String(row.who),
    role: row.role === null ? null : roleIn(row.role),
    address: String(row.address),
    method: String(row.method),
    route: String(row.route),
    path: String(row.path),
    outcome: auditOutcomes.find(outcome => outcome === row.outcome) ?? 'failed',
    status: Number(row.status),
    code: row.code === null ? null : String(row.code),
    body: read(row.body),
    before: read(row.before),
    after: read(row.after),
  }
}
