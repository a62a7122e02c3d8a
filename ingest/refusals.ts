// Everything the front door turned away: counted always, journaled with restraint, so that a storm fills no disk.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import { Tally } from '#core/tally.ts'
import { type PublishRefusal, type RefusedLately, RefusedList } from './refused-lately.ts'

/** Why a connection was turned away or ended. */
export type RefusalReason =
  | PublishRefusal
  | 'too-many-connections'
  | 'too-many-from-address'
  | 'handshake-late'
  | 'publish-late'
  | 'play'
  | 'too-much-before-publish'
  | 'reads-nothing'
  | 'idle'
  | 'taken-over'
  | 'key-changed'
  | 'failed'

export type RefusedPublish = Pick<RefusedLately, 'feed' | 'reason' | 'remoteAddress' | 'why'>

const windowMs = 10_000
const mostPerWindow = 50
/** The same again is journaled after this, and then ever later: an encoder that tries all night shall fill no log. */
const repeat = { firstMs: 10_000, lastMs: 600_000, kept: 256 }
const tallyEveryMs = 5_000

export class Refusals {
  readonly #clock: Clock
  readonly #tally: Tally
  readonly #journal: (refused: RefusedPublish) => void
  readonly #totals: Record<string, number>
  readonly #lately = new RefusedList()
  /** What was journaled, oldest first, and when the same may be journaled again. */
  readonly #told = new Map<string, { untilMs: number; everyMs: number }>()
  #window = { endsAtMs: 0, told: 0 }

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

  /** Who was turned away in the last minutes, newest last. */
  get lately(): readonly RefusedLately[] {
    return this.#lately.list(this.#clock.wallMs())
  }

  /** Shows a publish that was refused, and journals it; the same again, or too many at once, only after a while. */
  tell(refused: RefusedPublish): void {
    this.#lately.note(refused, this.#clock.wallMs())
    const nowMs = this.#clock.nowMs()
    if (nowMs >= this.#window.endsAtMs) this.#window = { endsAtMs: nowMs + windowMs, told: 0 }
    if (this.#window.told >= mostPerWindow || !this.#isDue(refused, nowMs)) return
    this.#window.told++
    this.#journal(refused)
  }

  #isDue({ feed, remoteAddress, reason }: RefusedPublish, nowMs: number): boolean {
    const same = `${feed} ${remoteAddress} ${reason}`
    const before = this.#told.get(same)
    if (before !== undefined && nowMs < before.untilMs) return false
    const isSoonAfter = before !== undefined && nowMs < before.untilMs + before.everyMs
    const everyMs = isSoonAfter ? Math.min(before.everyMs * 2, repeat.lastMs) : repeat.firstMs
    this.#told.delete(same)
    this.#told.set(same, { untilMs: nowMs + everyMs, everyMs })
    for (const [oldest] of this.#told) {
      if (this.#told.size <= repeat.kept) break
      this.#told.delete(oldest)
    }
    return true
  }
}
