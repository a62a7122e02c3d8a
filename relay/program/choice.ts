// What should be on air: a feed, or the slate. Pure.

/** The word for the slate where a feed's name could stand; no feed may be called so. */
export const slateName = 'slate'

export type FeedView = {
  readonly name: string
  /** Its pictures come: enough to stay on air. */
  readonly isLive: boolean
  /** How long it has been live, and its pictures of now, without a break; 0 while it is not. Enough to go on air. */
  readonly fitForMs: number
  /** How long what it shows has been worth showing, as far as anybody looked; 0: it takes the feed off the air. */
  readonly cleanForMs: number
  /** Differs from the program's profile: used only after all that fit. */
  readonly isMisfit: boolean
  /** How often it was lost on air a short while ago: each time it must prove itself longer. */
  readonly losses: number
  /** When its next key frame is expected; null where that cannot be told. */
  readonly keyDueInMs: number | null
  /** Whether it may be left for a better one now; a host that speaks is asked to end its sentence first. */
  readonly mayLeave: boolean
  /** A host, which begins with a key frame when it is told to. */
  readonly isPrompt: boolean
}

export type ChoiceLimits = {
  /** A preferred feed must be fit for this long before the program returns to it. */
  readonly returnAfterMs: number
  /** A feed must be fit for this long before it takes the place of the slate, or of one that does not fit the profile. */
  readonly fromSlateAfterMs: number
  /** After a cut nothing but a loss or a person causes the next one for this long. */
  readonly minStayMs: number
}

export type ChoiceAsked = {
  /** A feed's name, the slate, or null before the start. */
  readonly onAir: string | null
  readonly onAirForMs: number
  /** Since anything was sent. */
  readonly silentForMs: number
  /** In order of preference. */
  readonly feeds: readonly FeedView[]
  /** Put on air by hand: a feed, kept while it lives, or the slate. */
  readonly take: string | null
  readonly hasSlate: boolean
  /** Begin on the slate, if no feed is there. */
  readonly startsOnSlate: boolean
  readonly limits: ChoiceLimits
}

export const cutCauses = ['start', 'lost', 'content', 'return', 'take', 'release'] as const
export type CutCause = (typeof cutCauses)[number]

export type Choice = {
  /** What goes on air: a feed at its next key frame, the slate at once; null: all stays as it is. */
  readonly next: string | null
  readonly cause: CutCause
  /** The feed on air is gone: show the slate until the next one's key frame comes. */
  readonly bridge: boolean
  /** The feed on air shall come to an end that a viewer would not mind; then it is left. */
  readonly windsUp?: true
}

/** Waiting this long for a key frame, silence included, goes unnoticed; longer waits are bridged by the slate. */
const unnoticedMs = 150
/** Two pictures of the slate before a host would be seen more than a little longer wait for her. */
const unnoticedBeforeHostMs = 190
/** Each loss doubles the proof asked of a feed, up to this often. */
const mostDoublings = 4

const stay: Choice = { next: null, cause: 'start', bridge: false }

export function choose(whole: ChoiceAsked): Choice {
  const asked = {
    ...whole,
    feeds: whole.feeds.map(feed => (feed.name === whole.take ? feed : asShown(feed))),
  }
  const { onAir, feeds, take, hasSlate } = asked
  if (take === slateName && hasSlate)
    return onAir === slateName ? stay : { next: slateName, cause: 'take', bridge: false }
  const present = feeds.find(feed => feed.name === onAir && feed.isLive)
  const taken = feeds.find(feed => feed.name === take)
  if (taken !== undefined && taken === present) return stay
  if (taken !== undefined && taken.fitForMs > 0) return cutTo(taken, 'take', asked, present)
  if (onAir === null) return start(asked)
  if (onAir === slateName) return leaveSlate(asked)
  if (present === undefined) return replace(asked, 'lost')
  return present.cleanForMs === 0 && present.name !== take
    ? replace(asked, 'content')
    : improve(asked, present)
}

/** Fit for no longer than what it shows. */
function asShown(feed: FeedView): FeedView {
  return { ...feed, fitForMs: Math.min(feed.fitForMs, feed.cleanForMs) }
}

/** The feeds that could go on air now, the best first. */
function ranked(feeds: readonly FeedView[]): FeedView[] {
  const fit = feeds.filter(feed => feed.fitForMs > 0)
  return [...fit.filter(feed => !feed.isMisfit), ...fit.filter(feed => feed.isMisfit)]
}

function cutTo(feed: FeedView, cause: CutCause, asked: ChoiceAsked, present: FeedView | undefined): Choice {
  const isGone = present === undefined && asked.onAir !== null && asked.onAir !== slateName
  const waitMs = asked.silentForMs + (feed.keyDueInMs ?? Infinity)
  const mostMs = feed.isPrompt ? unnoticedBeforeHostMs : unnoticedMs
  return { next: feed.name, cause, bridge: isGone && asked.hasSlate && waitMs > mostMs }
}

/** Before the start any picture will do, of now or of a moment ago: nobody has seen another. */
function start({ feeds, hasSlate, startsOnSlate }: ChoiceAsked): Choice {
  const live = feeds.filter(feed => feed.isLive)
  const first = live.find(feed => !feed.isMisfit) ?? live[0]
  if (first !== undefined) return { next: first.name, cause: 'start', bridge: false }
  return startsOnSlate && hasSlate ? { next: slateName, cause: 'start', bridge: false } : stay
}

function leaveSlate({ feeds, limits, take }: ChoiceAsked): Choice {
  const proved = ranked(feeds).find(feed => feed.fitForMs >= proofMs(limits.fromSlateAfterMs, feed))
  return proved === undefined
    ? stay
    : { next: proved.name, cause: take === null ? 'return' : 'lost', bridge: false }
}

/** One that shows nothing stays until the other's key frame comes: only a loss is bridged. */
function replace(asked: ChoiceAsked, cause: 'lost' | 'content'): Choice {
  const best = ranked(asked.feeds)[0]
  const present = cause === 'content' ? asked.feeds.find(feed => feed.name === asked.onAir) : undefined
  if (best !== undefined) return cutTo(best, cause, asked, present)
  return asked.hasSlate ? { next: slateName, cause, bridge: false } : stay
}

function improve({ feeds, limits, onAirForMs }: ChoiceAsked, present: FeedView): Choice {
  if (onAirForMs < limits.minStayMs) return stay
  const isRescue = (feed: FeedView) => present.isMisfit && !feed.isMisfit
  const isPreferred = (feed: FeedView) =>
    present.isMisfit === feed.isMisfit && feeds.indexOf(feed) < feeds.indexOf(present)
  const better = ranked(feeds).find(feed => {
    const afterMs = isRescue(feed) ? limits.fromSlateAfterMs : limits.returnAfterMs
    return (isRescue(feed) || isPreferred(feed)) && feed.fitForMs >= proofMs(afterMs, feed)
  })
  if (better === undefined) return stay
  return present.mayLeave
    ? { next: better.name, cause: 'return', bridge: false }
    : { ...stay, cause: 'return', windsUp: true }
}

function proofMs(afterMs: number, { losses }: FeedView): number {
  return afterMs * 2 ** Math.min(losses, mostDoublings)
}
