// Which feed should be on air. Pure.

export type FeedView = {
  readonly name: string
  /** It has sent a key frame since it came up, and its last video is younger than the loss limit. */
  readonly isLive: boolean
  /** How long it has been live without a break. */
  readonly liveForMs: number
}

export type Choice = {
  readonly feed: string | null
  readonly cause: 'start' | 'lost' | 'return' | 'take' | 'stay'
}

export type ChoiceAsked = {
  readonly onAir: string | null
  /** In order of preference. */
  readonly feeds: readonly FeedView[]
  /** Put on air by hand; kept even while it is lost if nothing else lives. */
  readonly take: string | null
  readonly returnAfterMs: number
}

/** The feed wanted on air now. It stays where it is when nothing fits. */
export function chooseFeed({ onAir, feeds, take, returnAfterMs }: ChoiceAsked): Choice {
  const live = feeds.filter(feed => feed.isLive)
  const taken = live.find(feed => feed.name === take)
  if (taken !== undefined) return { feed: taken.name, cause: taken.name === onAir ? 'stay' : 'take' }
  const present = live.find(feed => feed.name === onAir)
  const best = live[0]
  if (best === undefined) return { feed: onAir, cause: 'stay' }
  if (present === undefined) return { feed: best.name, cause: onAir === null ? 'start' : 'lost' }
  const preferred = live.find(feed => feed.liveForMs >= returnAfterMs)
  const isBetter = preferred !== undefined && feeds.indexOf(preferred) < feeds.indexOf(present)
  return isBetter ? { feed: preferred.name, cause: 'return' } : { feed: present.name, cause: 'stay' }
}
