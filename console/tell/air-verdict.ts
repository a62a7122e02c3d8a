// What viewers see, judged: a headline where they do not see a camera as they should, and what to do. Pure.
import { type Air, airOf, hasPicture } from './air.ts'
import { duration, timeOfDay } from './figures.ts'
import type { Words } from './words.ts'
import { type Level, worstOf } from './level.ts'
import { misfitIn } from './misfit.ts'
import { carriedBy } from './names.ts'
import { type Broadcast, type Cut, type Feeds, type Program, slateName } from '../live/types.ts'

export type AirVerdict = {
  readonly level: Level
  /** Null while viewers see and hear a camera. */
  readonly headline: string | null
  readonly details: readonly string[]
}

type Seen = { readonly program: Program; readonly air: Air; readonly kind: Kind }

/** The worst first. */
const levels = {
  nothing: 'bad',
  lost: 'bad',
  silent: 'bad',
  coming: 'busy',
  returning: 'busy',
  start: 'wait',
  taken: 'wait',
  misfit: 'busy',
  well: 'good',
} as const satisfies Record<string, Level>
type Kind = keyof typeof levels
const kinds = Object.keys(levels) as Kind[]

export function judgeAir(broadcast: Broadcast, feeds: Feeds | null, words: Words): AirVerdict {
  const seen = broadcast.programs.map((program): Seen => {
    const air = airOf(program, broadcast)
    return { program, air, kind: kindOf(air) }
  })
  const slate = slateTrouble(broadcast, seen, words)
  const worst = kinds.find(kind => seen.some(each => each.kind === kind)) ?? 'well'
  const isOnItsWay = broadcast.onAirSinceMs === null && hasPicture(broadcast, feeds)
  const isWanting = !isOnItsWay && seen.some(({ kind }) => wantsPicture.includes(kind))
  const levelOfSlate = slate !== null && broadcast.slateState.at === 'failed' ? 'busy' : 'good'
  return {
    level: worstOf([levels[worst], levelOfSlate]),
    headline: headlineOf(worst, seen, broadcast, words),
    details: [
      ...detailsOf(seen, broadcast, words),
      ...(slate === null ? [] : [slate]),
      ...(isWanting ? publishHint(feeds, words) : []),
    ],
  }
}

const wantsPicture: readonly Kind[] = ['nothing', 'lost', 'start']

function kindOf(air: Air): Kind {
  if (air.at === 'slate') return air.why
  if (air.at === 'nothing') return air.next === null ? 'nothing' : 'coming'
  return air.isSilent ? 'silent' : air.misfit !== null ? 'misfit' : 'well'
}

function headlineOf(kind: Kind, seen: readonly Seen[], broadcast: Broadcast, words: Words): string | null {
  const { verdict } = words
  const those = seen.filter(each => each.kind === kind)
  const who = carriedBy(
    those.map(({ program }) => program.name),
    broadcast,
    words,
  )
  switch (kind) {
    case 'nothing':
    case 'coming':
      return verdict.frozen(who)
    case 'lost':
      return verdict.slate(who)
    case 'silent':
      return verdict.silent(who)
    case 'returning':
      return verdict.slateUntil(nextOf(those[0]?.air))
    case 'start':
      return verdict.slateFirst
    case 'taken':
      return verdict.slateTaken
    case 'misfit':
    case 'well':
      return null
    default:
      return kind satisfies never
  }
}

/** Said once where it is the same for all programs, else with the destinations of each, the worst first. */
function detailsOf(seen: readonly Seen[], broadcast: Broadcast, words: Words): string[] {
  const told = seen
    .toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind))
    .map(({ program, air }) => ({
      name: program.name,
      lines: linesOf(program, air, broadcast, words),
    }))
  const first = told[0]?.lines ?? []
  if (told.every(({ lines }) => lines.join() === first.join())) return first
  return told.flatMap(({ name, lines }) => {
    const who = carriedBy([name], broadcast, words)
    return lines.map(line => words.detail.only(who, line))
  })
}

function linesOf(program: Program, air: Air, broadcast: Broadcast, words: Words): string[] {
  const { detail } = words
  if (air.at === 'slate') return slateLines(air, broadcast, words)
  if (air.at === 'feed') return feedLines(program, air, broadcast, words)
  if (air.next !== null) return [detail.next(air.next)]
  return broadcast.onAirSinceMs === null ? [] : [detail.noPicture]
}

function slateLines(
  { why, since, next }: Air & { at: 'slate' },
  { nowMs }: Broadcast,
  words: Words,
): string[] {
  const { detail } = words
  const lost =
    since?.cause === 'lost' && since.from !== null ? [whenLost(since, since.from, nowMs, words)] : []
  const at = since === null ? '' : timeOfDay(since.atMs)
  const sinceThen = since === null ? [] : [detail.slateSince(at, duration(nowMs - since.atMs, words.units))]
  switch (why) {
    case 'lost':
      return [...lost, detail.seeTo]
    case 'returning':
      return [...lost, detail.back(next ?? '')]
    case 'start':
      return sinceThen
    case 'taken':
      return [...sinceThen, next === null ? detail.slateStays : detail.slateEnds(next)]
    default:
      return why satisfies never
  }
}

function whenLost(cut: Cut, feed: string, nowMs: number, { detail, units }: Words): string {
  return detail.lost(feed, timeOfDay(cut.atMs), duration(nowMs - cut.atMs, units))
}

function feedLines(program: Program, air: Air & { at: 'feed' }, { take }: Broadcast, words: Words): string[] {
  const { detail } = words
  return [
    ...(air.isSilent ? [detail.silent(air.name)] : []),
    ...(air.misfit === null ? [] : [detail.misfit(air.name, misfitIn(words, air.misfit))]),
    take === null ? chosenLine(program, air.name, words) : takenLine(program, air.name, take, words),
  ]
}

function chosenLine({ feeds }: Program, onAir: string, { detail }: Words): string {
  const first = feeds[0]
  if (first === undefined || first.name === onAir) return detail.camera(onAir)
  if (first.state !== 'live') return detail.spare(onAir, first.name)
  return first.misfit === null ? detail.spareUntil(onAir, first.name) : detail.spareFits(onAir, first.name)
}

function takenLine({ pending }: Program, onAir: string, take: string, { detail }: Words): string {
  if (take === onAir) return detail.taken(onAir)
  if (take === slateName) return detail.slateAwaited
  return pending === take ? detail.next(take) : detail.takenAway(take, onAir)
}

/** Why a loss now may be seen; null while the slate is there, or shown, or not wanted, or nothing is on air. */
function slateTrouble(
  { slate, slateState, onAirSinceMs }: Broadcast,
  seen: readonly Seen[],
  words: Words,
): string | null {
  const { detail } = words
  if (onAirSinceMs === null || slateState.at === 'ready') return null
  if (slate === null) return seen.some(({ kind }) => kind === 'nothing') ? detail.noSlate : null
  if (seen.some(({ air }) => air.at === 'slate')) return null
  return slateState.at === 'failed' ? detail.slateFailed(slateState.why) : detail.slateMaking
}

const nextOf = (air: Air | undefined) => (air?.at === 'slate' ? (air.next ?? '') : '')

/** Where to send a picture. */
export function publishHint(feeds: Feeds | null, words: Words): string[] {
  if (feeds !== null && feeds.trouble !== '') return [words.feeds.doorShut(feeds.trouble)]
  return feeds?.publishUrl ? [words.detail.publish(feeds.publishUrl)] : []
}
