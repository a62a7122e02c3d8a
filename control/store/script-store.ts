// Scripts that people put, as they wrote them.
import type { Database } from '#core/database.ts'

export type StoredScript = { readonly name: string; readonly script: unknown; readonly changedMs: number }

export class ScriptStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): StoredScript[] {
    return this.#database.all('select * from scripts order by name').map(row => ({
      name: String(row.name),
      script: JSON.parse(String(row.script)),
      changedMs: Number(row.changed_ms),
    }))
  }

  find(name: string): StoredScript | undefined {
    return this.all().find(each => each.name === name)
  }

  put(name: string, script: unknown, atMs: number): void {
    this.#database.run(
      `insert into scripts(name, script, changed_ms) values (?, ?, ?)
       on conflict(name) do update set script = excluded.script, changed_ms = excluded.changed_ms`,
      name,
      JSON.stringify(script),
      Math.round(atMs),
    )
  }

  remove(name: string): void {
    this.#database.run('delete from scripts where name = ?', name)
  }
}
