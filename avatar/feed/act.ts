// One turn of a host feed while it is on: its look, its lines, and the clips that are ready.
import type { Gated, Line, Lines } from './lines.ts'
import type { Look, Studio, Take } from './studio.ts'

/** So much speech is made ahead, and no more. */
const aheadSeconds = 20
const leastAhead = 2
const mostAhead = 6
/** A host is said to be wanted so often: much sooner than the studio forgets one. */
const wantEveryMs = 10_000
/** So many lines are shown ahead. */
const shownAhead = 6

/** A line that follows, for people. */
export type Upcoming = {
  readonly text: string
  readonly segment: string
  /** By name; null where nothing for sale is spoken of. */
  readonly product: string | null
  /** Its clip is made. */
  readonly isReady: boolean
  /** Why it is passed over. */
  readonly refusal: string | null
}

type Ready = { readonly line: Gated; readonly take: Take }

export type ActEars = {
  readonly onTake: (take: Take) => void
  readonly onRefused: (line: Line, why: string) => void
}

export class Act {
  /** What makes it this turn and no other. */
  readonly key: string
  readonly look: Look
  readonly lines: Lines
  /** What the host says of itself. */
  readonly disclosure: Line
  readonly #ears: ActEars
  #pause: Take | undefined
  #saysWhatItIs: Take | undefined
  #ready: Ready[] = []
  #wantedAtMs = -Infinity

  constructor(key: string, look: Look, lines: Lines, disclosure: Line, ears: ActEars) {
    this.key = key
    this.look = look
    this.lines = lines
    this.disclosure = disclosure
    this.#ears = ears
  }

  get pause(): Take | undefined {
    return this.#pause
  }

  /** The host says that it is one. */
  get disclosed(): Take | undefined {
    return this.#saysWhatItIs
  }

  /** The next line, where its clip is ready. What was made of lines that others have said meanwhile is forgotten. */
  get next(): Ready | undefined {
    while (this.#ready[0] !== undefined && !this.lines.isNext(this.#ready[0].line)) this.#ready.shift()
    return this.#ready[0]
  }

  /** The line so many after the next, where its clip and those of all before it are ready. */
  ready(ahead: number): Ready | undefined {
    return this.next === undefined ? undefined : this.#ready[ahead]
  }

  /** It could go on air without a gap. */
  get isReady(): boolean {
    return this.#pause !== undefined && this.next !== undefined
  }

  get queueSeconds(): number {
    return this.#ready.reduce((sum, { take }) => sum + take.clip.pictures.length / take.clip.frameRateFps, 0)
  }

  get isFull(): boolean {
    const count = this.#ready.length
    return count >= mostAhead || (count >= leastAhead && this.queueSeconds >= aheadSeconds)
  }

  /** The lines that follow, after the next `from` of them. */
  upcoming(from: number): Upcoming[] {
    return Array.from({ length: shownAhead }, (_, i) => {
      const { text, segment, product, refusal, place } = this.lines.at(from + i)
      const isReady = this.#ready.some(({ line }) => line.place === place && line.text === text)
      return { text, segment, product: product?.name ?? null, isReady, refusal }
    })
  }

  /** The next line was said to its end. */
  said(): void {
    this.#ready.shift()
    this.lines.done()
  }

  /** Has its host drawn on: a queue that is full asks for nothing for a while. */
  want(studio: Studio, nowMs: number): void {
    if (nowMs - this.#wantedAtMs < wantEveryMs) return
    this.#wantedAtMs = nowMs
    studio.want(this.look)
  }

  /** Makes what is missing most; false when nothing is. Throws what the studio throws. */
  async prepare(studio: Studio, signal: AbortSignal): Promise<boolean> {
    if (this.#pause === undefined) {
      this.#pause = this.#told(await studio.pause(this.look, signal))
      return true
    }
    if (this.#saysWhatItIs === undefined) {
      this.#saysWhatItIs = this.#told(await studio.speak(this.look, this.disclosure, signal))
      return true
    }
    if (this.isFull) return false
    if (this.next === undefined) this.#ready = []
    const line = this.lines.at(this.#ready.length)
    if (line.refusal === null) {
      const take = this.#told(await studio.speak(this.look, line, signal))
      this.#ready.push({ line, take })
      return true
    }
    if (this.#ready.length > 0) return false // passed over when it is its turn
    this.#ears.onRefused(line, line.refusal)
    this.lines.done()
    return true
  }

  #told(take: Take): Take {
    this.#ears.onTake(take)
    return take
  }
}
