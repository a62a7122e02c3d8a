// What a program counts, over all its workers: time on air by what was shown, cuts, and what they cost.
import { noTimestampFaults, sumOfFaults, type TimestampFaults } from '#media'
import type { CutCause } from './choice.ts'

/** Upper bounds of the histograms of holes and silences, seconds. */
const boundsS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30] as const

export type Histogram = {
  readonly boundsS: readonly number[]
  /** Per bound those at or below it and above the one before; the last entry is above all bounds. */
  readonly counts: readonly number[]
  readonly sumS: number
}

export type ProgramCounters = {
  readonly cameraMs: number
  readonly hostMs: number
  readonly slateMs: number
  /** Only while the camera itself arrived with 2160 lines or more on its short side. */
  readonly uhdMs: number
  readonly cuts: readonly {
    from: string
    to: string
    cause: CutCause
    isProfileChange: boolean
    count: number
  }[]
  /** Holes in timestamps at cuts. */
  readonly gaps: Histogram
  /** How long nothing left before a cut. */
  readonly silences: Histogram
  /** Frames of silence put where a feed brought no sound. */
  readonly silentFrames: number
  /** All that was sent, to whoever carries it. */
  readonly outputBytes: number
  /** Times its output's clock did what no clock does. */
  readonly timestampFaults: TimestampFaults
}

const empty: Histogram = {
  boundsS,
  counts: Array.from({ length: boundsS.length + 1 }, () => 0),
  sumS: 0,
}

export const noCounters: ProgramCounters = {
  cameraMs: 0,
  hostMs: 0,
  slateMs: 0,
  uhdMs: 0,
  cuts: [],
  gaps: empty,
  silences: empty,
  silentFrames: 0,
  outputBytes: 0,
  timestampFaults: noTimestampFaults,
}

/** What viewers see: its kind, and whether it is a camera of 2160 lines or more. */
export type Shown = { readonly kind: 'camera' | 'host' | 'slate'; readonly isUhd: boolean }

export type CountedCut = {
  readonly from: string | null
  readonly to: string
  readonly cause: CutCause
  readonly gapMs: number
  readonly silenceMs: number
  readonly isProfileChange: boolean
}

export class ProgramTally {
  #counters: ProgramCounters = noCounters
  #countedAtMs: number | null = null

  /** `sent`: by this worker alone. */
  counters(sent: Pick<ProgramCounters, 'silentFrames' | 'outputBytes' | 'timestampFaults'>): ProgramCounters {
    return {
      ...this.#counters,
      silentFrames: this.#counters.silentFrames + sent.silentFrames,
      outputBytes: this.#counters.outputBytes + sent.outputBytes,
      timestampFaults: sumOfFaults(this.#counters.timestampFaults, sent.timestampFaults),
    }
  }

  /** Goes on where a predecessor's count ended. */
  restore(counters: ProgramCounters): void {
    this.#counters = { ...noCounters, ...counters }
  }

  cut(cut: CountedCut): void {
    const { from, to, cause, isProfileChange } = cut
    const name = { from: from ?? '', to, cause, isProfileChange }
    const isSame = (each: ProgramCounters['cuts'][number]) =>
      each.from === name.from &&
      each.to === to &&
      each.cause === cause &&
      each.isProfileChange === isProfileChange
    const before = this.#counters.cuts.find(isSame)?.count ?? 0
    this.#counters = {
      ...this.#counters,
      cuts: [...this.#counters.cuts.filter(each => !isSame(each)), { ...name, count: before + 1 }],
      ...(from === null
        ? {} // the start leaves no hole
        : {
            gaps: observed(this.#counters.gaps, cut.gapMs / 1_000),
            silences: observed(this.#counters.silences, cut.silenceMs / 1_000),
          }),
    }
  }

  /** Called on every tick: the time since the last one was shown as told. */
  tick(shown: Shown | null, nowMs: number): void {
    const spanMs = this.#countedAtMs === null || shown === null ? 0 : nowMs - this.#countedAtMs
    this.#countedAtMs = nowMs
    if (spanMs === 0 || shown === null) return
    const { cameraMs, hostMs, slateMs, uhdMs } = this.#counters
    this.#counters = {
      ...this.#counters,
      cameraMs: cameraMs + (shown.kind === 'camera' ? spanMs : 0),
      hostMs: hostMs + (shown.kind === 'host' ? spanMs : 0),
      slateMs: slateMs + (shown.kind === 'slate' ? spanMs : 0),
      uhdMs: uhdMs + (shown.isUhd ? spanMs : 0),
    }
  }
}

function observed({ boundsS, counts, sumS }: Histogram, seconds: number): Histogram {
  const found = boundsS.findIndex(bound => seconds <= bound)
  const at = found < 0 ? boundsS.length : found
  return { boundsS, counts: counts.map((count, i) => (i === at ? count + 1 : count)), sumS: sumS + seconds }
}
