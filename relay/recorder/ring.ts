// The newest samples of one thing, as columns of numbers: bounded, and small because nothing is boxed.

/** How each figure is kept: a whole large number or a time, a figure of everyday size, a small ordinal. */
export type ColumnKind = 'wide' | 'plain' | 'ordinal'

type Column = Float64Array | Float32Array | Int8Array

export type RingRow = readonly (number | null)[]

/** Stands for "not known" in a column of ordinals; the others have NaN. */
const noOrdinal = -128

export class SampleRing {
  readonly #kinds: readonly ColumnKind[]
  readonly #columns: readonly Column[]
  readonly #capacity: number
  #count = 0

  constructor(kinds: readonly ColumnKind[], capacity: number) {
    this.#kinds = kinds
    this.#capacity = capacity
    this.#columns = kinds.map(kind => newColumn(kind, capacity))
  }

  get bytes(): number {
    return this.#columns.reduce((sum, column) => sum + column.byteLength, 0)
  }

  /** The first figure is the sample's wall time, by which it is found. */
  add(row: RingRow): void {
    const at = this.#count % this.#capacity
    for (const [i, column] of this.#columns.entries()) {
      const value = row[i] ?? null
      column[at] = value ?? (this.#kinds[i] === 'ordinal' ? noOrdinal : Number.NaN)
    }
    this.#count++
  }

  /** Samples whose wall time lies within the two, oldest first. */
  between(fromMs: number, toMs: number): RingRow[] {
    const rows: RingRow[] = []
    for (let i = Math.max(0, this.#count - this.#capacity); i < this.#count; i++) {
      const row = this.#rowAt(i % this.#capacity)
      const atMs = row[0] ?? 0
      if (atMs >= fromMs && atMs <= toMs) rows.push(row)
    }
    return rows
  }

  #rowAt(at: number): RingRow {
    return this.#columns.map((column, i) => {
      const value = column[at] as number
      if (this.#kinds[i] === 'ordinal') return value === noOrdinal ? null : value
      if (Number.isNaN(value)) return null
      return this.#kinds[i] === 'plain' ? Math.round(value * 10) / 10 : value
    })
  }
}

function newColumn(kind: ColumnKind, capacity: number): Column {
  if (kind === 'wide') return new Float64Array(capacity)
  return kind === 'plain' ? new Float32Array(capacity) : new Int8Array(capacity)
}
