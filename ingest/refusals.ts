// Everything the front door turned away: counted always, journaled with restraint, so that a storm fills no disk.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Tally } from '#core/tally.ts'

/** Why a connection was turned away or ended. */
export type RefusalReason =
  | 'too-many-connections'
  | 'too-many-from-address'
  | 'handshake-late'
  | 'publish-late'
  | 'malformed'
  | 'wrong-app'
  | 'wrong-key'
  | 'busy'
  | 'play'
  | 'too-much-before-publish'
  | 'reads-nothing'
  | 'unfit-media'
  | 'no-video'
  | 'idle'
  | 'taken-over'
  | 'key-changed'
  | 'failed'

export type RefusedPublish = {
  /** null when the key belonged to none: the name a stranger typed may be somebody's key. */
  readonly feed: string | null
  readonly remoteAddress: string
  readonly why: string
}

const repeatAfterMs = 10_000
const mostPerWindow = 50
const tallyEveryMs = 5_000

export class Refusals {
  readonly #clock: Clock
  readonly #tally: Tally
  readonly #journal: (refused: RefusedPublish) => void
  readonly #totals: Record<string, number>
  /** What was journaled in the present window. */
  readonly #told = new Set<string>()
  #windowEndsAtMs = 0

  constructor(
    deps: { clock: Clock; log: Log; journal: (refused: RefusedPublish) => void },
    totals: Readonly<Record<string, number>>,
  ) {
    this.#clock = deps.clock
    this.#tally = new Tally('ingest/turned-away', tallyEveryMs, deps.clock, deps.log)
    this.#journal = deps.journal
    this.#totals = { ...totals }
  }

  /** By reason, through restarts. */
  get totals(): Readonly<Record<string, number>> {
    return { ...this.#totals }
  }

  /** Counts one; `detail` is for the log and holds nothing that came from the stranger. */
  count(reason: RefusalReason, detail: string): void {
    this.#totals[reason] = (this.#totals[reason] ?? 0) + 1
    this.#tally.add(1, detail === '' ? reason : `${reason}: ${detail}`)
  }

  /** Journals a publish that was refused; the same again, or too many at once, only after a while. */
  tell(refused: RefusedPublish): void {
    const nowMs = this.#clock.nowMs()
    if (nowMs >= this.#windowEndsAtMs) {
      this.#windowEndsAtMs = nowMs + repeatAfterMs
      this.#told.clear()
    }
    const same = `${refused.feed} ${refused.remoteAddress} ${refused.why}`
    if (this.#told.has(same) || this.#told.size >= mostPerWindow) return
    this.#told.add(same)
    this.#journal(refused)
  }
}
