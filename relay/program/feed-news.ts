// Which feeds have come or gone since the last look, and when: also those that are not on air, for they are what we fall back on.

type FeedLook = {
  readonly name: string
  isLive(lossAfterMs: number): boolean
  /** Null while nothing is known of it, as after its connection ended. */
  readonly lastVideoAgeMs: number | null
}

export type FeedChange = {
  readonly feed: string
  readonly isLive: boolean
  /** Wall clock: of its last picture, or of now where it came. */
  readonly sinceMs: number
}

export class FeedNews {
  /** Feeds that are live, each with the wall time of its newest picture. */
  readonly #live = new Map<string, number>()

  look(feeds: readonly FeedLook[], lossAfterMs: number, wallMs: number): FeedChange[] {
    const changes: FeedChange[] = []
    for (const feed of feeds) {
      const { name, lastVideoAgeMs } = feed
      const isLive = feed.isLive(lossAfterMs)
      const lastMs = this.#live.get(name)
      if (isLive) this.#live.set(name, wallMs - (lastVideoAgeMs ?? 0))
      else this.#live.delete(name)
      if (isLive && lastMs === undefined) changes.push({ feed: name, isLive, sinceMs: Math.round(wallMs) })
      if (!isLive && lastMs !== undefined)
        changes.push({
          feed: name,
          isLive,
          sinceMs: Math.round(lastVideoAgeMs === null ? lastMs : wallMs - lastVideoAgeMs),
        })
    }
    for (const name of this.#live.keys()) if (!feeds.some(feed => feed.name === name)) this.#live.delete(name) // no longer wanted: no loss
    return changes
  }
}
