// Sets by name: what stands behind a host, as people asked for it.
import type { Database } from '#core/database.ts'
import { type SetBrief, setBrief } from '#scene-gen'

export type StoredSet = { readonly name: string; readonly brief: SetBrief; readonly changedMs: number }

export class SetStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): StoredSet[] {
    return this.#database.all('select * from sets order by name').map(row => ({
      name: String(row.name),
      brief: setBrief.parse(JSON.parse(String(row.brief))),
      changedMs: Number(row.changed_ms),
    }))
  }

  find(name: string): StoredSet | undefined {
    return this.all().find(each => each.name === name)
  }

  put(name: string, brief: SetBrief, atMs: number): void {
    this.#database.run(
      `insert into sets(name, brief, changed_ms) values (?, ?, ?)
       on conflict(name) do update set brief = excluded.brief, changed_ms = excluded.changed_ms`,
      name,
      JSON.stringify(brief),
      Math.round(atMs),
    )
  }

  remove(name: string): void {
    this.#database.run('delete from sets where name = ?', name)
  }
}
