// What a leg counts over all its attempts; goes on where a predecessor's count ended.
import type { Clock } from '#core/clock.ts'
import type { CarriageView } from '../carrier/carriage.ts'
import type { JudgedSecond } from './service.ts'
import type { Cause } from './state.ts'

export type LegCounters = {
  readonly sentBytes: number
  readonly ackedBytes: number
  readonly droppedFrames: number
  /** How long the destination got no media while wished on. */
  readonly darkMs: number
  /** Wall clock of the last moment in which it got media; null before the first since it was wished on. */
  readonly lastLitAtMs: number | null
  /** How long it was wished on air, from when there was something to send. */
  readonly wishedMs: number
  /** That of it in which the far end was known to have nearly all that the program sent. */
  readonly goodMs: number
  readonly attempts: number
  readonly reconnects: Readonly<Partial<Record<Cause, number>>>
}

const nothing: LegCounters = {
  sentBytes: 0,
  ackedBytes: 0,
  droppedFrames: 0,
  darkMs: 0,
  lastLitAtMs: null,
  wishedMs: 0,
  goodMs: 0,
  attempts: 0,
  reconnects: {},
}

/** The time that a predecessor wished on air did not count, and that of it in which nobody was there to serve it. */
export type Away = { readonly uncountedMs: number; readonly unservedMs: number }
export const notAway: Away = { uncountedMs: 0, unservedMs: 0 }

/** `unproved`: media goes there, and whether it arrives is known later: dark if it turns out dark, else not. */
export type Light = 'lit' | 'unproved' | 'dark' | 'unwished'

export class LegTally {
  #counters = nothing
  #light: Light | null = null
  /** Up to then all darkness has been counted, monotonic. */
  #countedToMs = -Infinity

  restore(counters: LegCounters, { uncountedMs, unservedMs }: Away): void {
    const whole = { ...nothing, ...counters }
    const darkMs = whole.darkMs + unservedMs
    this.#counters = { ...whole, darkMs, wishedMs: whole.wishedMs + uncountedMs }
  }

  served({ spanMs, isGood }: JudgedSecond): void {
    const { wishedMs, goodMs } = this.#counters
    this.#counters = {
      ...this.#counters,
      wishedMs: wishedMs + spanMs,
      goodMs: goodMs + (isGood ? spanMs : 0),
    }
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

  /**
   * Called on every tick and move. `forMs`: for how long it has been so, by the evidence; darkness is found out after it began.
   * `unsureMs`: the last of it may turn out to be light, and is counted later.
   */
  tick(light: Light, forMs: number, clock: Pick<Clock, 'nowMs' | 'wallMs'>, unsureMs = 0): void {
    const nowMs = clock.nowMs()
    const sinceMs = Math.max(this.#countedToMs, nowMs - forMs)
    const wasOpen = this.#light === 'dark' || this.#light === 'unproved'
    const isOpen = light === 'dark' || light === 'unproved'
    const fromMs = wasOpen ? this.#countedToMs : sinceMs
    if (light === 'dark') this.#countDark(fromMs, Math.max(fromMs, nowMs - unsureMs))
    else if (this.#light === 'dark') this.#countDark(this.#countedToMs, sinceMs)
    else if (!(wasOpen && isOpen)) this.#countedToMs = sinceMs
    this.#light = light
    const { lastLitAtMs } = this.#counters
    const litAtMs = {
      lit: Math.round(clock.wallMs()),
      unproved: lastLitAtMs,
      dark: lastLitAtMs === null ? null : Math.min(lastLitAtMs, Math.round(clock.wallMs() - forMs)),
      unwished: null,
    }
    this.#counters = { ...this.#counters, lastLitAtMs: litAtMs[light] }
  }

  #countDark(fromMs: number, toMs: number): void {
    const { darkMs } = this.#counters
    this.#counters = { ...this.#counters, darkMs: darkMs + (fromMs === -Infinity ? 0 : toMs - fromMs) }
    this.#countedToMs = toMs
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
