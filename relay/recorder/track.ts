// One thing under watch: its samples, the names its ordinals stand for, and what was said of it.
import { type ColumnKind, type RingRow, SampleRing } from './ring.ts'
import type { FlightTrack } from './slice.ts'

/** A little over a quarter of an hour, at one sample each second. */
export const keptSamples = 1_000
const keptWords = 100
const longestWords = 300

export type TrackPlan = {
  readonly name: string
  readonly figures: readonly string[]
  readonly kinds: readonly ColumnKind[]
}

export class Track {
  readonly #plan: TrackPlan
  readonly #ring: SampleRing
  #names: string[] = []
  #said: { atMs: number; text: string }[] = []

  constructor(plan: TrackPlan) {
    this.#plan = plan
    this.#ring = new SampleRing(plan.kinds, keptSamples)
  }

  /** What it holds at most: samples, and words. */
  get bytes(): number {
    const words = this.#said.reduce((sum, { text }) => sum + 2 * text.length + 32, 0)
    return this.#ring.bytes + words
  }

  add(row: RingRow): void {
    this.#ring.add(row)
  }

  /** The ordinal by which a name is kept. */
  ordinalOf(name: string | null): number | null {
    if (name === null) return null
    const known = this.#names.indexOf(name)
    if (known >= 0) return known
    this.#names = [...this.#names.slice(0, 120), name]
    return this.#names.length - 1
  }

  /** Words are kept when they change. */
  hear(text: string, atMs: number): void {
    const said = text.slice(0, longestWords)
    if (said === this.#said.at(-1)?.text) return
    this.#said = [...this.#said.slice(1 - keptWords), { atMs, text: said }]
  }

  slice(fromMs: number, toMs: number): FlightTrack {
    return {
      name: this.#plan.name,
      figures: this.#plan.figures,
      names: this.#names,
      rows: this.#ring.between(fromMs, toMs),
      said: this.#said.filter(({ atMs }) => atMs >= fromMs && atMs <= toMs),
    }
  }
}
