// Whether what a feed shows is black or the same for too long, and its sound silent or clipped. Pure: times come in.

export const contentFaults = ['black', 'frozen', 'silent', 'clipped'] as const
export type ContentFault = (typeof contentFaults)[number]

/** One key frame, decoded. */
export type PictureLook = {
  /** How much of it is black, from 0 to 1. */
  readonly blackShare: number
  /** Mean difference to the picture before, of 255; null where none was before. */
  readonly difference: number | null
}

/** A short piece of sound, decoded. */
export type SoundLook = {
  /** Against full scale. */
  readonly rmsDb: number
  /** How much of it stands at full scale, from 0 to 1. */
  readonly clippedShare: number
}

/** How long each must last before it counts. */
export type ContentLimits = {
  readonly blackAfterMs: number
  readonly frozenAfterMs: number
  readonly silentAfterMs: number
  readonly clippedAfterMs: number
}

export type FoundFault = { readonly what: ContentFault; readonly sinceMs: number }

/** As FFmpeg's blackdetect has it. */
const blackFromShare = 0.98
/** Of pixels that are picked, not averaged: the noise of a camera that looks at a still scene is more than this. */
const sameBelow = 0.15
const silentBelowDb = -50
const clippedFromShare = 0.01
/** One odd look is none. */
const leastLooks: Readonly<Record<ContentFault, number>> = { black: 2, frozen: 3, silent: 2, clipped: 2 }
/** What was seen longer ago says nothing of now. */
const staleAfterMs = 20_000

type Run = { readonly sinceMs: number; readonly looks: number; readonly lastMs: number }

export class ContentJudge {
  readonly #limits: ContentLimits
  readonly #runs = new Map<ContentFault, Run>()
  /** When each was last found. */
  readonly #foundMs = new Map<ContentFault, number>()
  #pictureMs: number | null = null
  #sound: SoundLook | null = null

  constructor(limits: ContentLimits) {
    this.#limits = limits
  }

  picture({ blackShare, difference }: PictureLook, nowMs: number): void {
    const isBlack = blackShare >= blackFromShare
    const isSame = difference !== null && difference <= sameBelow
    this.#note('black', isBlack, nowMs, nowMs)
    // Black is always the same, and is the better word for it.
    this.#note('frozen', isSame && !isBlack, this.#pictureMs ?? nowMs, nowMs)
    this.#pictureMs = nowMs
  }

  sound(look: SoundLook, nowMs: number): void {
    this.#sound = look
    this.#note('silent', look.rmsDb < silentBelowDb, nowMs, nowMs)
    this.#note('clipped', look.clippedShare >= clippedFromShare, nowMs, nowMs)
  }

  #note(what: ContentFault, isSo: boolean, fromMs: number, nowMs: number): void {
    const run = this.#runs.get(what)
    if (!isSo) this.#runs.delete(what)
    else if (run === undefined) this.#runs.set(what, { sinceMs: fromMs, looks: 1, lastMs: nowMs })
    else this.#runs.set(what, { ...run, looks: run.looks + 1, lastMs: nowMs })
  }

  /** The feed has ended, or nobody looks any more. */
  forget(): void {
    this.#runs.clear()
    this.#pictureMs = null
    this.#sound = null
  }

  /** Since the newest picture was looked at; null before the first. */
  ageMs(nowMs: number): number | null {
    return this.#pictureMs === null ? null : nowMs - this.#pictureMs
  }

  get soundDb(): number | null {
    return this.#sound === null ? null : Math.round(this.#sound.rmsDb * 10) / 10
  }

  faults(nowMs: number): FoundFault[] {
    return contentFaults.flatMap(what => {
      const run = this.#runs.get(what)
      if (run === undefined || run.looks < leastLooks[what] || nowMs - run.lastMs > staleAfterMs) return []
      if (run.lastMs - run.sinceMs < this.#limits[`${what}AfterMs`]) return []
      this.#foundMs.set(what, nowMs)
      return [{ what, sinceMs: run.sinceMs }]
    })
  }

  /** How long it has been free of these, as far as anybody looked; 0 while it is not. */
  cleanForMs(of: readonly ContentFault[], nowMs: number): number {
    if (this.faults(nowMs).some(({ what }) => of.includes(what))) return 0
    return Math.min(Infinity, ...of.map(what => nowMs - (this.#foundMs.get(what) ?? -Infinity)))
  }
}
