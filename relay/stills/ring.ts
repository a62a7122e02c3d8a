// Pictures a program sent of late, thinned so that they stay within their memory: the older, the further apart.
import { StillMemory } from './still-memory.ts'

/** Plain values. */
export type Still = {
  /** Wall clock at which it was sent. */
  readonly atMs: number
  /** The feed it is of, or `slate`. */
  readonly shows: string
  readonly bytes: number
}

export type KeptStill = Still & {
  /** Of the video tag, as it was sent. */
  readonly payload: Buffer
  /** The sequence header in force. */
  readonly header: Buffer
}

export type StillLimits = {
  /** Closer ones take each other's place, but for the newest and those at a cut. */
  readonly apartMs: number
  readonly keptMs: number
  readonly mostBytes: number
  readonly mostStills: number
}

/** Three minutes are longer than a control takes to come back. */
export const stillLimits: StillLimits = {
  apartMs: 1_800,
  keptMs: 180_000,
  mostBytes: 4_194_304,
  mostStills: 110,
}
/** What was shown before and after a cut is worth more than one picture of many. */
const cutWorth = 6

export class StillRing {
  readonly #limits: StillLimits
  readonly #memory = new StillMemory()
  #stills: readonly KeptStill[] = []

  constructor(limits: StillLimits = stillLimits) {
    this.#limits = limits
  }

  /** Oldest first. Their memory is used again once they are gone: look at it at once, or copy it. */
  get stills(): readonly KeptStill[] {
    return this.#stills
  }

  get bytes(): number {
    return this.#stills.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** What was given is copied. */
  add(still: KeptStill): void {
    if (still.bytes > this.#limits.mostBytes / 2) return
    // A wall clock that was set back has no later times.
    const isKept = ({ atMs }: Still) => atMs < still.atMs && still.atMs - atMs <= this.#limits.keptMs
    const kept = this.#stills.filter(isKept)
    const rest = this.#isPassing(kept, still) ? kept.slice(0, -1) : kept
    const left = thinned([...rest, still], this.#limits).slice(0, -1) // all but itself: the newest always stays
    for (const each of this.#stills) if (!left.includes(each)) this.#memory.giveBack(each.payload)
    this.#stills = [...left, { ...still, payload: this.#memory.copy(still.payload) }]
  }

  /** Whether the newest so far stood for "now" only: it is close to the one before, and nothing has changed around it. */
  #isPassing(kept: readonly KeptStill[], { shows }: KeptStill): boolean {
    const [before, last] = kept.slice(-2)
    if (before === undefined || last === undefined) return false
    const isCut = before.shows !== last.shows || last.shows !== shows
    return !isCut && last.atMs - before.atMs < this.#limits.apartMs
  }
}

/** Takes out what is missed least until the rest fits: of many that lie close for their age. Oldest and newest stay. */
function thinned(stills: readonly KeptStill[], { mostBytes, mostStills }: StillLimits): readonly KeptStill[] {
  const left = [...stills]
  let bytes = left.reduce((sum, still) => sum + still.bytes, 0)
  const nowMs = left.at(-1)?.atMs ?? 0
  while (left.length > 2 && (bytes > mostBytes || left.length > mostStills)) {
    const worths = left.slice(0, -1).map((_, i) => worthOf(left, i, nowMs))
    const [gone] = left.splice(worths.indexOf(Math.min(...worths)), 1)
    bytes -= gone?.bytes ?? 0
  }
  return left
}

function worthOf(stills: readonly KeptStill[], i: number, nowMs: number): number {
  const [before, still, after] = [stills[i - 1], stills[i], stills[i + 1]]
  if (before === undefined || still === undefined || after === undefined) return Infinity
  const gapMs = after.atMs - before.atMs
  const isAtCut = after.shows !== still.shows || before.shows !== still.shows
  return ((gapMs + 1) / (nowMs - still.atMs + 1_000)) * (isAtCut ? cutWorth : 1)
}
