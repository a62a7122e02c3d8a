// Publishers that were turned away in the last minutes, for the page of whoever is setting up an encoder: bounded, newest last.

/** Why somebody who asked to publish was turned away; each has its words on the pages. */
export const publishRefusals = [
  'wrong-app',
  'no-key',
  'wrong-key',
  'busy',
  'unfit-media',
  'no-video',
  'malformed',
] as const
export type PublishRefusal = (typeof publishRefusals)[number]

/** The same again is one entry. Holds nothing that the stranger typed: that may be somebody's key. */
export type RefusedLately = {
  /** null when the key belonged to none. */
  readonly feed: string | null
  readonly reason: PublishRefusal
  readonly remoteAddress: string
  /** The sentence that its encoder was told. */
  readonly why: string
  readonly times: number
  /** Wall clock of the last time. */
  readonly lastAtMs: number
}

const keptMs = 120_000
/** Strangers among each other, and those who knew a feed's key, have places of their own: no flood of the first hides the second. */
const mostOfStrangers = 8
const mostOfFeeds = 16

export class RefusedList {
  /** Oldest first. */
  #entries: readonly RefusedLately[] = []

  note(refused: Omit<RefusedLately, 'times' | 'lastAtMs'>, nowMs: number): void {
    const isSame = (each: RefusedLately) =>
      each.feed === refused.feed &&
      each.reason === refused.reason &&
      each.remoteAddress === refused.remoteAddress
    const times = 1 + (this.list(nowMs).find(isSame)?.times ?? 0)
    const others = this.#entries.filter(each => !isSame(each))
    this.#entries = bounded([...others, { ...refused, times, lastAtMs: Math.round(nowMs) }])
  }

  list(nowMs: number): readonly RefusedLately[] {
    this.#entries = this.#entries.filter(({ lastAtMs }) => Math.abs(nowMs - lastAtMs) < keptMs)
    return this.#entries
  }
}

function bounded(entries: readonly RefusedLately[]): readonly RefusedLately[] {
  const strangers = entries.filter(({ feed }) => feed === null)
  const known = entries.filter(({ feed }) => feed !== null)
  const tooMany = new Set([
    ...strangers.slice(0, Math.max(0, strangers.length - mostOfStrangers)),
    ...known.slice(0, Math.max(0, known.length - mostOfFeeds)),
  ])
  return tooMany.size === 0 ? entries : entries.filter(entry => !tooMany.has(entry))
}
