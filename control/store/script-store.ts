// Scripts that people put, as they wrote them.
import type { Database, Row } from '#core/database.ts'

export type StoredScript = { readonly name: string; readonly script: unknown; readonly changedMs: number }

export class ScriptStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  all(): StoredScript[] {
    return this.#database.all('select * from scripts order by name').map(scriptOf)
  }

  find(name: string): StoredScript | undefined {
    const row = this.#database.get('select * from scripts where name = ?', name)
    return row === undefined ? undefined : scriptOf(row)
  }

  /** How many others there are, and what they hold together. */
  sizeBeside(name: string): { readonly count: number; readonly bytes: number } {
    const sql =
      'select count(*) as count, coalesce(sum(length(cast(script as blob))), 0) as bytes from scripts where name <> ?'
    const row = this.#database.get(sql, name)
    return { count: Number(row?.count ?? 0), bytes: Number(row?.bytes ?? 0) }
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

function scriptOf(row: Row): StoredScript {
  return {
    name: String(row.name),
    script: JSON.parse(String(row.script)),
    changedMs: Number(row.changed_ms),
  }
}
