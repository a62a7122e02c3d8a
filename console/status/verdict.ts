// Are we on air, and who must act? One sentence from wish and world. Pure.
import type { IconName } from './dom.ts'
import { duration } from './figures.ts'
import type { Words } from './language.ts'
import type { Broadcast, Feeds, Leg, LegAt } from './types.ts'

/** `bad` needs a person, `busy` mends itself, `wait` waits for somebody outside, `off` is as wished. */
export type Level = 'good' | 'busy' | 'bad' | 'wait' | 'off'

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
  const { verdict, detail } = words
  const { legs, worker } = broadcast
  if (worker.state === 'unreachable')
    return { level: 'busy', headline: verdict.noWorker, details: [detail.workerAway] }
  if (broadcast.destinations.length === 0)
    return { level: 'wait', headline: verdict.noDestinations, details: [detail.addDestinations] }
  const carrying = legs.filter(leg => leg.state.at === 'carrying')
  const blocked = legs.filter(leg => leg.state.at === 'blocked')
  const healing = legs.filter(leg => !carrying.includes(leg) && !blocked.includes(leg))
  const details = [
    ...(blocked.length === 0 ? [] : [detail.blocked(namesOf(blocked, words))]),
    ...picture(broadcast, feeds, words),
  ]
  if (carrying.length === 0 && broadcast.onAirSinceMs === null && healing.length > 0) {
    const isWaiting = !hasPicture(broadcast, feeds) && worker.state === 'up'
    const level = blocked.length > 0 ? 'bad' : isWaiting ? 'wait' : 'busy'
    return { level, headline: isWaiting ? verdict.armed : verdict.starting, details }
  }
  const mending = healing.length === 0 ? [] : [detail.healing(namesOf(healing, words))]
  if (carrying.length === 0)
    return { level: 'bad', headline: verdict.none, details: [...mending, ...details] }
  const isFed = broadcast.programs.length === 0 || broadcast.programs.some(program => program.onAir !== null)
  if (!isFed || !hasPicture(broadcast, feeds))
    return { level: 'bad', headline: verdict.frozen, details: [...mending, ...details] }
  if (carrying.length < legs.length) {
    const headline = verdict.some(carrying.length, legs.length)
    return { level: blocked.length > 0 ? 'bad' : 'busy', headline, details: [...mending, ...details] }
  }
  return { level: 'good', headline: verdict.all(legs.length), details }
}

function picture(broadcast: Broadcast, feeds: Feeds | null, words: Words): string[] {
  const { detail } = words
  if (!hasPicture(broadcast, feeds))
    return broadcast.onAirSinceMs === null
      ? publishHint(feeds, words)
      : [detail.noPicture, ...publishHint(feeds, words)]
  const onAir = broadcast.programs[0]?.onAir
  const first = broadcast.feeds[0]
  if (onAir === null || onAir === undefined) return []
  if (broadcast.take === onAir) return [detail.taken(onAir)]
  return first === undefined || onAir === first ? [detail.camera(onAir)] : [detail.spare(onAir, first)]
}

function publishHint(feeds: Feeds | null, words: Words): string[] {
  if (feeds !== null && feeds.trouble !== '') return [words.feeds.doorShut(feeds.trouble)]
  return feeds?.publishUrl ? [words.detail.publish(feeds.publishUrl)] : []
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

function isUnderWay(at: LegAt): boolean {
  return at === 'carrying' || at === 'publishing' || at === 'connecting' || at === 'stalled'
}

function namesOf(legs: readonly Leg[], words: Words): string {
  return words.join(legs.map(leg => nameOf(leg, words)))
}

/** The platform in the visitor's language where the destination is called like it, else its own name. */
export function nameOf(leg: { destination: string; platform: string }, words: Words): string {
  const platform = words.platforms[leg.platform] ?? leg.platform
  const isPlain = leg.platform !== 'rtmp' && leg.platform !== 'srt'
  return isPlain && (leg.destination === leg.platform || leg.platform.endsWith(`-${leg.destination}`))
    ? platform
    : leg.destination
}

export function levelOfLeg(leg: Leg): Level {
  switch (leg.state.at) {
    case 'carrying':
      return 'good'
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

export const iconOf: Readonly<Record<Level, IconName>> = {
  good: 'good',
  busy: 'busy',
  bad: 'bad',
  wait: 'wait',
  off: 'off',
}

/** What a leg's trouble means in the visitor's language, '' while there is none. */
export function troubleOf(leg: Leg, words: Words): string {
  if (leg.cause === null || leg.state.at === 'carrying') return ''
  return words.cause[leg.cause] ?? leg.why ?? ''
}

/** `on air since 20:01:07 · 3 h 12 min`. */
export function worldOf(broadcast: Broadcast, words: Words, timeOfDay: (atMs: number) => string): string {
  const { onAirSinceMs, wish, nowMs } = broadcast
  if (onAirSinceMs !== null)
    return words.world.on(timeOfDay(onAirSinceMs), duration(nowMs - onAirSinceMs, words.units))
  return wish === 'on' ? words.world.waiting : words.world.off
}
