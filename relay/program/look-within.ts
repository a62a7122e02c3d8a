// How soon a program is looked at again: often, unless nothing but the loss of its feed could be found.
import { toNextStepMs } from '#core/clock.ts'
import type { Feed } from './feed.ts'
import type { FeedOnAir } from './feed-on-air.ts'
import { SlateOnAir } from './slate-on-air.ts'

/** A change is seen this much late at most. */
const usualMs = 50
/** In step with what else a worker does: waking costs it more than looking. */
const calmMs = 100

type Wished = { readonly feeds: readonly Feed[]; readonly take: string | null }

/** The slate wants each of its pictures to leave in time; the first of the feeds is left for nothing but its loss. */
export function lookWithinMs(
  onAir: FeedOnAir | SlateOnAir | undefined,
  { feeds, take }: Wished,
  lossAfterMs: number,
): number {
  if (onAir instanceof SlateOnAir) return Math.min(usualMs, onAir.frameMs / 2)
  if (onAir === undefined || onAir.feed !== feeds[0] || take !== null) return usualMs
  if (onAir.isSoundLost || onAir.feed.line !== undefined) return usualMs
  const { feed } = onAir
  const lossInMs = Math.ceil(feed.patienceMs(lossAfterMs) - (feed.lastVideoAgeMs ?? 0)) + 1
  return lossInMs >= calmMs ? calmMs : Math.max(1, Math.min(usualMs, lossInMs))
}

/** Until the next look at any of them: in step, unless that would be too late for one. */
export function toNextLookMs(programs: Iterable<{ readonly lookWithinMs: number }>, nowMs: number): number {
  const lookMs = Math.min(calmMs, ...[...programs].map(program => program.lookWithinMs))
  return lookMs < usualMs ? lookMs : toNextStepMs(nowMs, lookMs)
}
