// A feed as the choice sees it.
import type { FeedView } from './choice.ts'
import type { Feed } from './feed.ts'

export type Looks = {
  readonly lossAfterMs: number
  readonly cleanForMs: (feed: string) => number
  readonly misfitOf: (feed: Feed) => string | null
}

export function viewOf(feed: Feed, { lossAfterMs, cleanForMs, misfitOf }: Looks): FeedView {
  return {
    name: feed.name,
    isLive: feed.isLive(lossAfterMs),
    fitForMs: feed.fitForMs(lossAfterMs),
    cleanForMs: cleanForMs(feed.name),
    isMisfit: misfitOf(feed) !== null,
    losses: feed.losses,
    keyDueInMs: feed.keyDueInMs,
    mayLeave: feed.mayLeave,
    isPrompt: feed.line !== undefined,
  }
}
