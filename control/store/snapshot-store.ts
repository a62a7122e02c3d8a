// The last thing each worker said of itself, and how often it was lost: what is shown while it is away, after a restart too.
import type { Database } from '#core/database.ts'

export type StoredSnapshot = { readonly atMs: number; readonly snapshot: unknown }

export class SnapshotStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  keep(worker: string, snapshot: unknown, atMs: number): void {
    this.#database.run(
      `insert into snapshots values (?, ?, ?)
       on conflict(worker) do update set at_ms = excluded.at_ms, snapshot = excluded.snapshot`,
      worker,
      Math.round(atMs),
      JSON.stringify(snapshot),
    )
  }

  /** How often it was replaced because it was lost. */
  losses(worker: string): number {
    const row = this.#database.get('select value from facts where name = ?', lossesOf(worker))
    return Number(row?.value ?? 0)
  }

  keepLosses(worker: string, losses: number): void {
    this.#database.run(
      'insert into facts values (?, ?) on conflict(name) do update set value = excluded.value',
      lossesOf(worker),
      String(losses),
    )
  }

  find(worker: string): StoredSnapshot | undefined {
    const row = this.#database.get('select at_ms, snapshot from snapshots where worker = ?', worker)
    return row === undefined
      ? undefined
      : { atMs: Number(row.at_ms), snapshot: JSON.parse(String(row.snapshot)) }
  }
}

function lossesOf(worker: string): string {
  return `losses of ${worker}`
}
