// The probes of a broadcast's feeds: started and ended with them, asked by programs, told of where viewers see it.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import type { Feed } from '../program/feed.ts'
import { ContentNews } from './content-news.ts'
import type { ContentFault, ContentLimits } from './content.ts'
import { type FeedContent, FeedProbe } from './feed-probe.ts'

export type ContentsDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
  readonly note: (kind: string, detail: Readonly<Record<string, unknown>>) => void
}

export class Contents {
  readonly #deps: ContentsDeps
  readonly #probes = new Map<string, FeedProbe>()
  readonly #news = new ContentNews()
  /** What takes a feed off the air. */
  #cutOn: readonly ContentFault[] = []

  constructor(deps: ContentsDeps) {
    this.#deps = deps
  }

  setCutOn(cutOn: readonly ContentFault[]): void {
    this.#cutOn = cutOn
  }

  /** Looks at a feed until the signal. */
  async probe(feed: Feed, limits: ContentLimits, signal: AbortSignal): Promise<void> {
    const probe = new FeedProbe(feed, { ...this.#deps, limits })
    this.#probes.set(feed.name, probe)
    await probe.run(signal)
    if (this.#probes.get(feed.name) === probe) this.#probes.delete(feed.name)
  }

  /** How long nothing was seen in a feed that shall take it off the air; 0 while it is, Infinity where nobody asked. */
  cleanForMs(feed: string): number {
    if (this.#cutOn.length === 0) return Infinity
    return this.#probes.get(feed)?.cleanForMs(this.#cutOn) ?? Infinity
  }

  snapshots(): FeedContent[] {
    return [...this.#probes.values()].map(probe => probe.snapshot())
  }

  /** `shown`: the feed on air by program. */
  tell(shown: ReadonlyMap<string, string | null>): void {
    const changes = this.#news.look(this.snapshots(), shown, this.#cutOn, this.#deps.clock.wallMs())
    for (const { isBad, ...told } of changes) this.#deps.note(isBad ? 'content-bad' : 'content-good', told)
  }
}
