// Are we on air, and who must act? One sentence from wish and world. Pure.
import { hasPicture } from './air.ts'
import { judgeAir, publishHint } from './air-verdict.ts'
import { duration } from './figures.ts'
import type { Words } from './words.ts'
import { type Level, worstOf } from './level.ts'
import { namesOf } from './names.ts'
import type { Broadcast, Feeds, Leg, LegAt } from '../live/types.ts'

export type Verdict = {
  readonly level: Level
  readonly headline: string
  readonly details: readonly string[]
}

const lateMs = 500

export function judge(broadcast: Broadcast, feeds: Feeds | null, words: Words): Verdict {
  const { level, headline, details } =
    broadcast.wish === 'off' ? whenOff(broadcast, feeds, words) : whenOn(broadcast, feeds, words)
  const { journalTrouble, eventLoopLagMs } = broadcast.worker
  return {
    level,
    headline,
    details: [
      ...details,
      ...(journalTrouble === '' ? [] : [words.detail.journal(journalTrouble)]),
      ...((eventLoopLagMs ?? 0) > lateMs ? [words.detail.lag(`${Math.round(eventLoopLagMs ?? 0)} ms`)] : []),
    ],
  }
}

function whenOff(broadcast: Broadcast, feeds: Feeds | null, words: Words): Verdict {
  const { verdict, detail } = words
  if (broadcast.legs.some(leg => isUnderWay(leg.state.at)))
    return { level: 'busy', headline: verdict.ending, details: [] }
  if (broadcast.destinations.length === 0)
    return { level: 'off', headline: verdict.noDestinations, details: [detail.addDestinations] }
  const details = hasPicture(broadcast, feeds)
    ? [detail.ready]
    : [detail.readyNot, ...publishHint(feeds, words)]
  return { level: 'off', headline: verdict.off, details }
}

function whenOn(broadcast: Broadcast, feeds: Feeds | null, words: Words): Verdict {
  const { verdict, detail, room } = words
  const { worker } = broadcast
  const legs = broadcast.legs.filter(leg => leg.wanted === 'on')
  const stopped = broadcast.legs.filter(leg => leg.wanted === 'off')
  const alone = stopped.length === 0 ? [] : [room.stoppedAlone(namesOf(stopped, words))]
  if (worker.state === 'unreachable')
    return { level: 'busy', headline: verdict.noWorker, details: [detail.workerAway] }
  if (broadcast.destinations.length === 0)
    return { level: 'wait', headline: verdict.noDestinations, details: [detail.addDestinations] }
  if (legs.length === 0) return { level: 'wait', headline: room.allStopped, details: alone }
  const carrying = legs.filter(leg => leg.state.at === 'carrying')
  const blocked = legs.filter(leg => leg.state.at === 'blocked')
  const healing = legs.filter(leg => !carrying.includes(leg) && !blocked.includes(leg))
  const air = judgeAir(broadcast, feeds, words)
  const needy = blocked.length === 0 ? [] : [detail.blocked(namesOf(blocked, words))]
  if (carrying.length === 0 && broadcast.onAirSinceMs === null && healing.length > 0) {
    const isWaiting = !hasPicture(broadcast, feeds) && worker.state === 'up'
    const level = blocked.length > 0 ? 'bad' : isWaiting ? 'wait' : 'busy'
    const headline = isWaiting ? verdict.armed : verdict.starting
    return { level, headline, details: [...needy, ...air.details, ...alone] }
  }
  const mending = healing.length === 0 ? [] : [detail.healing(namesOf(healing, words))]
  const level = worstOf([blocked.length > 0 ? 'bad' : healing.length > 0 ? 'busy' : 'good', air.level])
  if (carrying.length > 0 && air.headline !== null)
    return { level, headline: air.headline, details: [...air.details, ...mending, ...needy, ...alone] }
  const details = [...mending, ...needy, ...air.details, ...alone]
  if (carrying.length === 0) return { level: 'bad', headline: verdict.none, details }
  const isAll = carrying.length === legs.length
  return {
    level,
    headline: isAll ? verdict.all(legs.length) : verdict.some(carrying.length, legs.length),
    details,
  }
}

function isUnderWay(at: LegAt): boolean {
  return at === 'carrying' || at === 'publishing' || at === 'connecting' || at === 'stalled'
}

export function levelOfLeg(leg: Leg): Level {
  switch (leg.state.at) {
    case 'carrying':
      return isUnshown(leg) ? 'bad' : 'good'
    case 'blocked':
      return 'bad'
    case 'armed':
      return 'wait'
    case 'idle':
    case 'stopped':
      return leg.wanted === 'on' ? 'wait' : 'off'
    case 'connecting':
    case 'publishing':
    case 'stalled':
    case 'waiting':
      return 'busy'
    default:
      return leg.state.at satisfies never
  }
}

/** The platform takes the stream, and its playback shows that viewers do not get it. */
export function isUnshown({ verified }: Leg): boolean {
  return verified !== null && ['frozen', 'old', 'dark'].includes(verified.state)
}

/** What a leg's trouble means in the visitor's language, '' while there is none. */
export function troubleOf(leg: Leg, words: Words): string {
  if (leg.state.at === 'carrying') return isUnshown(leg) ? words.leg.unshown : ''
  if (leg.cause === null) return ''
  return words.cause[leg.cause] ?? leg.why ?? ''
}

/** `on air since 20:01:07 · 3 h 12 min`. */
export function worldOf(broadcast: Broadcast, words: Words, timeOfDay: (atMs: number) => string): string {
  const { onAirSinceMs, wish, nowMs } = broadcast
  if (onAirSinceMs !== null)
    return words.world.on(timeOfDay(onAirSinceMs), duration(nowMs - onAirSinceMs, words.units))
  return wish === 'on' ? words.world.waiting : words.world.off
}
