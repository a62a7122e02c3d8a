// Receivers on disk, with what each has been told and the message that is on its way. Addresses are sealed.
import type { Database, Row } from '#core/database.ts'
import type { ReceiverPlan } from './plan.ts'
import type { ReceiverState } from './receiver-state.ts'
import type { Telling } from './schedule.ts'

export type StoredReceiver = {
  readonly name: string
  readonly plan: ReceiverPlan
  /** Scheme, host and port: what may be shown of the url. */
  readonly server: string
  /** Url and secret. */
  readonly sealed: string
  readonly fingerprint: string
  readonly secretFingerprint: string | null
}

const cursorName = 'told-events'

export class ReceiverStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): StoredReceiver[] {
    return this.#database.all('select * from receivers order by name').map(receiverOf)
  }

  find(name: string): StoredReceiver | undefined {
    const row = this.#database.get('select * from receivers where name = ?', name)
    return row === undefined ? undefined : receiverOf(row)
  }

  put({ name, plan, server, sealed, fingerprint, secretFingerprint }: StoredReceiver): void {
    this.#database.run(
      `insert into receivers(name, plan, server, sealed, fingerprint, secret_fingerprint) values (?, ?, ?, ?, ?, ?)
       on conflict(name) do update set plan = excluded.plan, server = excluded.server, sealed = excluded.sealed,
         fingerprint = excluded.fingerprint, secret_fingerprint = excluded.secret_fingerprint`,
      name,
      JSON.stringify(plan),
      server,
      sealed,
      fingerprint,
      secretFingerprint,
    )
  }

  remove(name: string): void {
    this.#database.run('delete from receivers where name = ?', name)
  }

  states(): Map<string, ReceiverState> {
    const rows = this.#database.all('select name, state from receivers where state is not null')
    return new Map(rows.map(row => [String(row.name), JSON.parse(String(row.state)) as ReceiverState]))
  }

  keepState(name: string, state: ReceiverState): void {
    this.#database.run('update receivers set state = ? where name = ?', JSON.stringify(state), name)
  }

  tellings(): Telling[] {
    const rows = this.#database.all('select telling from tellings')
    return rows.map(row => JSON.parse(String(row.telling)) as Telling)
  }

  /** Nothing is kept for a receiver that is gone. */
  keepTelling(telling: Telling): void {
    this.#database.run(
      `insert into tellings select ?1, ?2, ?3 where exists (select 1 from receivers where name = ?1)
       on conflict(receiver, incident) do update set telling = excluded.telling`,
      telling.receiver,
      telling.incident,
      JSON.stringify(telling),
    )
  }

  dropTelling({ receiver, incident }: Pick<Telling, 'receiver' | 'incident'>): void {
    this.#database.run('delete from tellings where receiver = ? and incident = ?', receiver, incident)
  }

  /** Up to which event of the house incidents were taken in; null before the first time. */
  cursor(): number | null {
    const row = this.#database.get('select value from facts where name = ?', cursorName)
    return row === undefined ? null : Number(row.value)
  }

  keepCursor(event: number): void {
    this.#database.run(
      'insert into facts values (?, ?) on conflict(name) do update set value = excluded.value',
      cursorName,
      String(event),
    )
  }
}

function receiverOf(row: Row): StoredReceiver {
  return {
    name: String(row.name),
    plan: JSON.parse(String(row.plan)) as ReceiverPlan,
    server: String(row.server),
    sealed: String(row.sealed),
    fingerprint: String(row.fingerprint),
    secretFingerprint: row.secret_fingerprint === null ? null : String(row.secret_fingerprint),
  }
}
