// Somebody who follows the events: looks when one has come, and now and then.
import { type Clock, slept, toNextStepMs } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { EventStore } from './event-store.ts'

export type Follower = {
  /** Takes what is there; true when there may be more. Throws where it could not: it is asked again with the next look. */
  readonly look: () => boolean
  /** Within how long it wants to look again, though nothing happens. */
  readonly waitMs: () => number
  readonly onTrouble: (message: string) => void
}

/** Returns with the signal. */
export async function follow(
  events: EventStore,
  { look, waitMs, onTrouble }: Follower,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  let news = new AbortController()
  using _watch = events.watch(() => news.abort(new Error('news')))
  while (!signal.aborted) {
    news = new AbortController()
    try {
      while (look()) continue
    } catch (error) {
      onTrouble(messageOf(error))
    }
    const mostMs = waitMs()
    const sleepMs = Math.min(mostMs, toNextStepMs(clock.nowMs(), mostMs))
    await slept(clock, sleepMs, AbortSignal.any([signal, news.signal]))
  }
}
