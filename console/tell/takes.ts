// What a person may put on air by hand: each feed, and the slate. Pure.
import { seconds } from './figures.ts'
import type { Words } from './words.ts'
import type { Level } from './level.ts'
import { misfitIn } from './misfit.ts'
import { carriedBy } from './names.ts'
import { type Broadcast, type FeedOfProgram, slateName } from '../live/types.ts'

export type Take = {
  /** A feed, or `slate`. */
  readonly what: string
  readonly name: string
  readonly isPreferred: boolean
  readonly level: Level
  readonly state: string
  /** Where it is on air; '' where it is not. */
  readonly onAir: string
  /** Null where there is nothing to choose: it is on air by hand already. */
  readonly label: string | null
  /** Asked before it is done; null where no viewer would mind. */
  readonly ask: string | null
  /** Why it cannot be put on air now; null where it can. */
  readonly refusal: string | null
}

/** The feeds in order of preference, then the slate, if there is to be one. */
export function takesOf(broadcast: Broadcast, words: Words): Take[] {
  const feeds = broadcast.feeds.map((name, i) => ({
    ...takeOfFeed(name, broadcast, words),
    isPreferred: i === 0 && broadcast.feeds.length > 1,
  }))
  return broadcast.slate === null ? feeds : [...feeds, takeOfSlate(broadcast, words)]
}

function takeOfFeed(name: string, broadcast: Broadcast, words: Words): Take {
  const seen = broadcast.programs.flatMap(({ feeds }) => feeds.find(feed => feed.name === name) ?? [])[0]
  const isNext = broadcast.programs.some(({ pending }) => pending === name)
  const [level, state] = stateOf(seen, words)
  const isLive = seen?.state === 'live'
  const misfit = seen?.misfit ?? null
  const isOnAir = isEverywhere(name, broadcast)
  return {
    what: name,
    name,
    isPreferred: false,
    level: isNext ? 'busy' : level,
    state: isNext ? words.program.next : state,
    onAir: onAirIn(name, broadcast, words),
    label: labelOf(name, broadcast, words),
    ask: misfit === null || isOnAir ? null : words.program.takeMisfitAsk(name, misfitIn(words, misfit)),
    refusal: isLive ? null : state,
  }
}

function takeOfSlate(broadcast: Broadcast, words: Words): Take {
  const { program } = words
  const { at } = broadcast.slateState
  const state = program.slateAt[at]
  const onAir = onAirIn(slateName, broadcast, words)
  return {
    what: slateName,
    name: program.slate,
    isPreferred: false,
    level: at === 'ready' ? 'good' : at === 'failed' ? 'bad' : 'wait',
    state,
    onAir,
    label: labelOf(slateName, broadcast, words),
    ask: isEverywhere(slateName, broadcast) ? program.keepSlateAsk : program.takeSlateAsk,
    refusal: at === 'ready' || onAir !== '' ? null : state,
  }
}

function stateOf(feed: FeedOfProgram | undefined, words: Words): [Level, string] {
  const { feeds, program, units } = words
  if (feed === undefined) return ['off', program.forbidden]
  if (feed.state === 'waiting-key') return ['wait', feeds.key]
  if (feed.state === 'absent')
    return feed.lastVideoAgeMs === null
      ? ['off', feeds.away]
      : ['bad', feeds.late(seconds(feed.lastVideoAgeMs, units.s))]
  return feed.misfit === null ? ['good', feeds.live] : ['busy', program.misfit(misfitIn(words, feed.misfit))]
}

/** What is on air by itself may be held by hand, where something else could take its place. */
function labelOf(what: string, broadcast: Broadcast, { program }: Words): string | null {
  if (!isEverywhere(what, broadcast)) return program.take
  const isOnlyFeed = what !== slateName && broadcast.feeds.length === 1
  return broadcast.take === what || isOnlyFeed ? null : program.keep
}

function isEverywhere(what: string, { programs }: Broadcast): boolean {
  return programs.length > 0 && programs.every(({ onAir }) => onAir === what)
}

function onAirIn(what: string, broadcast: Broadcast, words: Words): string {
  const those = broadcast.programs.filter(({ onAir }) => onAir === what).map(({ name }) => name)
  if (those.length === 0) return ''
  const who = carriedBy(those, broadcast, words)
  return who === '' ? words.program.onAir : words.program.onAirFor(who)
}
