// Counts that no worker keeps through its restarts, added up here from what workers journal and show.
import type { Database } from '#core/database.ts'

export type Counted = { readonly labels: Readonly<Record<string, string>>; readonly value: number }

export class CounterStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  add(name: string, labels: Readonly<Record<string, string>>, amount: number): void {
    this.#database.run(
      'insert into counters values (?, ?, ?) on conflict(name, labels) do update set value = value + excluded.value',
      name,
      JSON.stringify(labels),
      amount,
    )
  }

  all(name: string): Counted[] {
    const rows = this.#database.all('select labels, value from counters where name = ?', name)
    return rows.map(row => ({ labels: JSON.parse(String(row.labels)), value: Number(row.value) }))
  }

  countCut(broadcast: string, detail: Readonly<Record<string, unknown>>): void {
    const word = (value: unknown) => (typeof value === 'string' ? value : '')
    const labels = {
      broadcast,
      program: word(detail.program),
      from: word(detail.from),
      to: word(detail.to),
      cause: word(detail.cause),
    }
    this.add('program-cuts', labels, 1)
  }
}
