// The five steps from nothing to on air, and which of them are done. Pure.
import type { Broadcast, Feeds, Leg } from '../live/types.ts'

export const steps = ['show', 'camera', 'platforms', 'check', 'air'] as const
export type Step = (typeof steps)[number]

export function stepIn(text: string | null, hasBroadcast: boolean): Step {
  const asked = steps.find(step => step === text)
  return hasBroadcast ? (asked ?? 'show') : 'show'
}

const freshMs = 2_500

/** Whether a feed sends a picture now. */
export function isArriving(feeds: Feeds | null, name: string): boolean {
  const feed = feeds?.feeds.find(each => each.name === name)
  return feed?.session != null && feed.video !== null && (feed.lastVideoAgeMs ?? Infinity) < freshMs
}

/** What has been done of each step, as control sees it; `verdict` is what preflight said last, where it was asked. */
export function doneSteps(
  broadcast: Broadcast | undefined,
  feeds: Feeds | null,
  verdict: 'GO' | 'NO-GO' | null,
): Readonly<Record<Step, boolean>> {
  if (broadcast === undefined)
    return { show: false, camera: false, platforms: false, check: false, air: false }
  const { destinations, legs, wish } = broadcast
  const isCarrying = isAllCarrying(legs)
  return {
    show: true,
    camera: broadcast.feeds.some(feed => isArriving(feeds, feed)),
    platforms: destinations.length > 0 && destinations.every(each => each.endpoints > 0),
    check: verdict === null ? wish === 'on' && isCarrying : verdict === 'GO',
    air: wish === 'on' && isCarrying,
  }
}

/** Every leg that shall carry does; one that somebody stopped alone does not count. */
export function isAllCarrying(legs: readonly Leg[]): boolean {
  const wanted = legs.filter(leg => leg.wanted === 'on')
  return wanted.length > 0 && wanted.every(leg => leg.state.at === 'carrying')
}

/** The step that comes after; null after the last. */
export function stepAfter(step: Step): Step | null {
  return steps[steps.indexOf(step) + 1] ?? null
}
