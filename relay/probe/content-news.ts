// What is told of contents: a feed on air that shows nothing, or sounds of nothing, until that is over or somebody else is on air.
import type { ContentFault } from './content.ts'

export type ContentSeen = {
  readonly feed: string
  /** Wall clock. */
  readonly faults: readonly { readonly what: ContentFault; readonly sinceMs: number }[]
}

export type ContentChange = {
  readonly isBad: boolean
  readonly feed: string
  readonly what: ContentFault
  readonly sinceMs: number
  /** Programs that show it. */
  readonly programs: readonly string[]
}

type Told = { readonly feed: string; readonly what: ContentFault }

export class ContentNews {
  readonly #told = new Map<string, Told>()

  /** `shown`: the feed on air by program. `cutOn`: such a feed left the air for that, and stays told while it lasts. */
  look(
    seen: readonly ContentSeen[],
    shown: ReadonlyMap<string, string | null>,
    cutOn: readonly ContentFault[],
    wallMs: number,
  ): ContentChange[] {
    const changes: ContentChange[] = []
    const still = new Set<string>()
    for (const { feed, faults } of seen) {
      const programs = [...shown].filter(([, onAir]) => onAir === feed).map(([name]) => name)
      for (const { what, sinceMs } of faults) {
        const key = `${feed} ${what}`
        const wasTold = this.#told.has(key)
        if (programs.length === 0 && !(wasTold && cutOn.includes(what))) continue
        still.add(key)
        if (wasTold) continue
        this.#told.set(key, { feed, what })
        changes.push({ isBad: true, feed, what, sinceMs, programs })
      }
    }
    for (const [key, { feed, what }] of this.#told) {
      if (still.has(key)) continue
      this.#told.delete(key)
      changes.push({ isBad: false, feed, what, sinceMs: Math.round(wallMs), programs: [] })
    }
    return changes
  }
}
