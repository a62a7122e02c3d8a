// Whose stream key this is, found without telling by the time it takes how near a guess was.
import { digestOf, sameDigest } from '#core/secret.ts'

export type FeedKey = { readonly name: string; readonly keyDigest: string }

/** The longest stream name that is looked at; ours are far shorter. */
const longestName = 512

/** The stream key in a stream name: all of it up to the query. */
export function keyIn(streamName: string): string {
  const end = streamName.indexOf('?')
  return end < 0 ? streamName : streamName.slice(0, end)
}

/** The feed whose key this is, or null. Compares with every feed, whatever it finds. */
export function feedOfKey(streamName: string, feeds: readonly FeedKey[]): string | null {
  if (streamName.length > longestName) return null
  const digest = digestOf(keyIn(streamName))
  let found: string | null = null
  for (const feed of feeds) if (sameDigest(digest, feed.keyDigest)) found = feed.name
  return found
}
