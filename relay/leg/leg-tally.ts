// What a leg counts over all its attempts; goes on where a predecessor's count ended.
import type { CarriageView } from '../carrier/carriage.ts'
import type { Cause } from './state.ts'

export type LegCounters = {
  readonly sentBytes: number
  readonly ackedBytes: number
  readonly droppedFrames: number
  /** How long the destination got no media while wished on. */
  readonly darkMs: number
  readonly attempts: number
  readonly reconnects: Readonly<Partial<Record<Cause, number>>>
}

const nothing: LegCounters = {
  sentBytes: 0,
  ackedBytes: 0,
  droppedFrames: 0,
  darkMs: 0,
  attempts: 0,
  reconnects: {},
}

export class LegTally {
  #counters = nothing
  #darkCountedAtMs: number | null = null

  restore(counters: LegCounters): void {
    this.#counters = { ...nothing, ...counters }
  }

  /** The count up to now, the attempt in progress included. */
  counters(view: CarriageView | undefined): LegCounters {
    return view === undefined ? this.#counters : withView(this.#counters, view)
  }

  attempted(): void {
    this.#counters = { ...this.#counters, attempts: this.#counters.attempts + 1 }
  }

  ended(view: CarriageView): void {
    this.#counters = withView(this.#counters, view)
  }

  failed(cause: Cause): void {
    const { reconnects } = this.#counters
    this.#counters = {
      ...this.#counters,
      reconnects: { ...reconnects, [cause]: (reconnects[cause] ?? 0) + 1 },
    }
  }

  /** Called on every tick: the time since the last one counts as dark, or does not. */
  tick(isDark: boolean, nowMs: number): void {
    if (isDark && this.#darkCountedAtMs !== null) {
      this.#counters = { ...this.#counters, darkMs: this.#counters.darkMs + nowMs - this.#darkCountedAtMs }
    }
    this.#darkCountedAtMs = nowMs
  }
}

function withView(counters: LegCounters, view: CarriageView): LegCounters {
  return {
    ...counters,
    sentBytes: counters.sentBytes + view.sentBytes,
    ackedBytes: counters.ackedBytes + view.evidence.ackedBytes,
    droppedFrames: counters.droppedFrames + view.droppedFrames,
  }
}
