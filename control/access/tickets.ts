// Tickets: one path, one use, thirty seconds, for players that can send no header.
import { randomBytes } from 'node:crypto'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { digestOf } from '#core/secret.ts'
import type { Credential } from '../store/access-store.ts'

const livesMs = 30_000
const maxTickets = 1_000

export class Tickets {
  readonly #clock: Clock
  readonly #open = new Map<string, { path: string; untilMs: number; credential: Credential }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** What it opens ends with what the visitor came in with. */
  issue(path: string, credential: Credential): { ticket: string; expiresAtMs: number } {
    const nowMs = this.#clock.nowMs()
    for (const [digest, { untilMs }] of this.#open) if (untilMs <= nowMs) this.#open.delete(digest)
    if (this.#open.size >= maxTickets)
      throw new Failure('control/too-many', 'too many tickets are open; try again in 30 s', {
        fault: 'operator',
        remedy: 'retry',
      })
    const ticket = randomBytes(24).toString('base64url')
    this.#open.set(digestOf(ticket), { path, untilMs: nowMs + livesMs, credential })
    return { ticket, expiresAtMs: Math.round(this.#clock.wallMs()) + livesMs }
  }

  /** What the ticket was fetched with, where it is good for this path; it never is again. */
  spend(ticket: string, path: string): Credential | undefined {
    const digest = digestOf(ticket)
    const found = this.#open.get(digest)
    this.#open.delete(digest)
    const isGood = found?.path === path && found.untilMs > this.#clock.nowMs()
    return isGood ? found.credential : undefined
  }
}
