// Stream keys that control has just made: shown while the wizard stays open, and kept nowhere else.
import { shallowReactive } from 'vue'
import { ask } from '../live/ask.ts'

export type MadeFeed = {
  readonly name: string
  readonly publishUrl: string | null
  readonly otherPublishUrls: readonly string[]
  /** Null where the feed was there already. */
  readonly streamKey: string | null
}

/** By feed. */
export const freshKeys = shallowReactive(new Map<string, string>())

export function forgetKeys(): void {
  freshKeys.clear()
}

export async function makeFeed(feed: string): Promise<void> {
  const made = (await ask('PUT', `api/feeds/${encodeURIComponent(feed)}`, { kind: 'rtmp' })) as MadeFeed
  if (made.streamKey !== null) freshKeys.set(feed, made.streamKey)
}

export async function renewKey(feed: string): Promise<void> {
  const made = (await ask('POST', `api/feeds/${encodeURIComponent(feed)}/key`)) as MadeFeed
  if (made.streamKey !== null) freshKeys.set(feed, made.streamKey)
}
