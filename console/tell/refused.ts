// Encoders that were turned away, of those that concern feeds on a page, as sentences that say what to type instead. Pure.
import { timeOfDay } from './figures.ts'
import type { Words } from './words.ts'
import type { Feed, Feeds, Refused } from '../live/types.ts'

/** What matters while somebody stands at the encoder. */
const shownMs = 90_000
const mostShown = 2

export type Turned = { readonly key: string; readonly text: string }

/** Newest first, each once. A wrong key belongs to nobody, so it is told where a picture of any of these feeds is waited for. */
export function refusedAt(shown: readonly Feed[], feeds: Feeds | null, words: Words): Turned[] {
  if (feeds === null) return []
  const cameras = shown.filter(({ kind }) => kind === 'rtmp')
  const isOfPage = (refused: Refused) => cameras.some(feed => concerns(refused, feed, feeds.feeds))
  return feeds.refused
    .filter(each => feeds.nowMs - each.lastAtMs < shownMs && isOfPage(each))
    .toReversed()
    .slice(0, mostShown)
    .map(each => ({
      key: `${each.feed} ${each.reason} ${each.remoteAddress}`,
      text:
        cameras.length > 1 && each.feed !== null ? `${each.feed}: ${told(each, words)}` : told(each, words),
    }))
}

function concerns(refused: Refused, feed: Feed, all: readonly Feed[]): boolean {
  const { session, video } = feed
  if (refused.feed !== null) {
    if (refused.feed !== feed.name) return false
    return refused.reason === 'busy' || session === null || video === null || isAfter(refused, session)
  }
  return session === null && !all.some(each => hasComeSince(refused, each))
}

const isAfter = (refused: Refused, session: NonNullable<Feed['session']>) =>
  refused.lastAtMs > session.sinceMs

/** Whether an encoder of the same address was let in afterwards: then it has been mended. */
function hasComeSince(refused: Refused, { session }: Feed): boolean {
  return session !== null && session.remoteAddress === refused.remoteAddress && !isAfter(refused, session)
}

// With the time of day, not the age: a text that stands still is read out once.
function told({ reason, remoteAddress, why, times, lastAtMs }: Refused, { refused }: Words): string {
  const when = timeOfDay(lastAtMs) + (times > 1 ? refused.times(times) : '')
  return refused.told(remoteAddress, when, refused.why[reason] ?? why)
}
