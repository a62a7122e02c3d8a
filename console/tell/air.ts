// What viewers see of each program of a broadcast, and why. Pure.
import {
  type Broadcast,
  type Cut,
  type FeedOfProgram,
  type Feeds,
  type Program,
  slateName,
} from '../live/types.ts'

/** What viewers of a program see. */
export type Air =
  /** Nothing new: no feed is fit, and no slate is there. `next` goes on air at its next key frame. */
  | { readonly at: 'nothing'; readonly next: string | null }
  /** `since` is the cut to it, null where it is not known any more; `next` is fit again and follows by itself. */
  | { readonly at: 'slate'; readonly why: SlateWhy; readonly since: Cut | null; readonly next: string | null }
  | { readonly at: 'feed'; readonly name: string; readonly isSilent: boolean; readonly misfit: string | null }

/** `taken` by hand; `start`: the show began on it; `lost`: nothing is fit; `returning`: something is again. */
export type SlateWhy = 'taken' | 'start' | 'lost' | 'returning'

export function airOf(program: Program, broadcast: Broadcast): Air {
  const { onAir, pending, feeds, misfit, isSoundLost } = program
  if (onAir === slateName) return slateOf(program, broadcast)
  const isStill = feeds.some(feed => feed.name === onAir && feed.state !== 'live')
  if (onAir === null || (isStill && broadcast.slateState.at !== 'ready'))
    return { at: 'nothing', next: pending }
  return { at: 'feed', name: onAir, isSilent: isSoundLost, misfit }
}

function slateOf(program: Program, { take }: Broadcast): Air {
  const last = program.cuts.at(-1)
  const since = last?.to === slateName ? last : null
  const next = program.pending ?? bestOf(program.feeds)
  if (take === slateName) return { at: 'slate', why: 'taken', since, next }
  if (next !== null) return { at: 'slate', why: 'returning', since, next }
  return { at: 'slate', why: since?.cause === 'start' ? 'start' : 'lost', since, next }
}

/** The feed that would take the place of the slate. */
function bestOf(feeds: readonly FeedOfProgram[]): string | null {
  const live = feeds.filter(feed => feed.state === 'live')
  return (live.find(feed => feed.misfit === null) ?? live[0])?.name ?? null
}

/** The program whose picture the page shows: the one that carries all feeds, else the first. */
export function mainOf({ programs }: Broadcast): Program | undefined {
  return programs.find(program => program.name === 'main') ?? programs[0]
}

export type CutOf = { readonly program: Program; readonly cut: Cut }

/** Why a cut was made, in a word; a feed that follows the slate after another's loss was not lost itself. */
export function whyOf({ from, cause }: Cut): Cut['cause'] | 'bridged' {
  return from === slateName && cause === 'lost' ? 'bridged' : cause
}

/** The last cuts of all programs, newest first. */
export function lastCuts(programs: readonly Program[], count: number): CutOf[] {
  return programs
    .flatMap(program => program.cuts.map(cut => ({ program, cut })))
    .toReversed()
    .toSorted((a, b) => b.cut.atMs - a.cut.atMs)
    .slice(0, count)
}

const freshMs = 2_000

/** Whether any feed of the broadcast brings a picture now. */
export function hasPicture(broadcast: Broadcast, feeds: Feeds | null): boolean {
  const seenByProgram = broadcast.programs.some(program => program.feeds.some(feed => feed.state === 'live'))
  const isFresh = (age: number | null) => age !== null && age < freshMs
  return (
    seenByProgram ||
    (feeds?.feeds.some(feed => broadcast.feeds.includes(feed.name) && isFresh(feed.lastVideoAgeMs)) ?? false)
  )
}
