// GO or NO-GO before a show: looks only. Never a publish: on some platforms an arriving stream opens the room.
import type { Policy } from '../policy/policy.ts'
import { unknown } from '../policy/fields.ts'
import type { DestinationPlan } from '../store/plan.ts'
import { addressChecks } from './addresses.ts'
import { cameraChecks } from './camera.ts'
import { type Check, failed, passed, spanOf, told, type Verdict, verdictOf } from './check.ts'
import { feedFor, feedHealthy, feedsAlike, understudyReady, uplinkSuffices } from './feeds.ts'
import { ffmpegChecks } from './ffmpeg.ts'
import { machineChecks } from './machine.ts'
import { type Reached, reachAll } from './reach.ts'
import type { PreflightDeps, PreflightView } from './view.ts'

export type Preflight = {
  readonly broadcast: string
  readonly verdict: Verdict
  readonly checks: readonly Check[]
  readonly destinations: readonly { destination: string; verdict: Verdict; checks: readonly Check[] }[]
}

export async function preflight(
  view: PreflightView,
  deps: PreflightDeps,
  signal: AbortSignal,
): Promise<Preflight> {
  const { plan, name } = view.broadcast
  const nowMs = deps.clock.wallMs()
  const urls = plan.destinations.flatMap(({ name }) => view.endpointsOf(name).map(({ url }) => url))
  const [reached, ffmpeg, machine] = await Promise.all([
    reachAll(urls, deps, signal),
    ffmpegChecks(view, deps),
    machineChecks(view, deps),
  ])
  const destinations = plan.destinations.map(destination => {
    const checks = destinationChecks(destination, view, { reached, nowMs })
    return { destination: destination.name, verdict: verdictOf(checks), checks }
  })
  const checks = [
    hasDestinations(plan.destinations.length),
    feedHealthy(view),
    feedsAlike(view),
    ...understudyReady(view),
    plannedEnd(plan.plannedEndAt, nowMs),
    keyNotInUse(view.keyTrouble),
    uplinkSuffices(view),
    ...ffmpeg,
    ...machine,
    lastDrill(view.lastDrillPassedMs, nowMs),
  ]
  const isGo = verdictOf(checks) === 'GO' && destinations.every(each => each.verdict === 'GO')
  return { broadcast: name, verdict: isGo ? 'GO' : 'NO-GO', checks, destinations }
}

function destinationChecks(
  destination: DestinationPlan,
  view: PreflightView,
  seen: { readonly reached: ReadonlyMap<string, Reached>; readonly nowMs: number },
): Check[] {
  const policy = view.policyOf(destination)
  const endpoints = view.endpointsOf(destination.name)
  const feed = feedFor(destination, view)
  return [
    ...addressChecks({ destination, policy, endpoints, ...seen }, view),
    ...(feed === undefined
      ? [told('camera', 'no camera that it may show sends: nothing to hold against it')]
      : cameraChecks(feed, policy)),
    ...keptOut(view.keptOut(destination), policy),
    ...showFits(view, policy, seen.nowMs),
    roomCloses(policy),
  ]
}

function hasDestinations(count: number): Check {
  const rule = 'destinations-present'
  return count === 0
    ? failed(rule, 'the broadcast has no destination', 'add destinations to it')
    : passed(rule, `${count} destination${count === 1 ? '' : 's'}`)
}

function keyNotInUse(trouble: string | null): Check {
  const rule = 'key-not-in-use'
  return trouble === null
    ? passed(rule, 'nobody else sends with these keys')
    : failed(rule, trouble, 'paste another key, or stop the other first')
}

function plannedEnd(plannedEndAt: string | undefined, nowMs: number): Check {
  const rule = 'planned-end'
  if (plannedEndAt === undefined)
    return told(
      rule,
      'none is written: keys are not held against it',
      'write plannedEndAt into the broadcast',
    )
  const leftMs = Date.parse(plannedEndAt) - nowMs
  return leftMs <= 0
    ? failed(rule, `${plannedEndAt} is past`, 'write another plannedEndAt into the broadcast')
    : passed(rule, `${plannedEndAt}, in ${spanOf(leftMs)}`)
}

/** Drills come later; until one is known this only tells. */
function lastDrill(passedMs: number | null, nowMs: number): Check {
  const rule = 'last-drill'
  return passedMs === null
    ? told(rule, 'no drill yet')
    : passed(rule, `passed ${spanOf(nowMs - passedMs)} ago`)
}

function keptOut(names: readonly string[], { aiHosts }: Policy): Check[] {
  if (names.length === 0) return []
  const mend = aiHosts.value.startsWith('with-') ? '; put somebody on duty, by name, and it is' : ''
  const detail = `${names.join(', ')} is not shown there: virtual hosts are ${aiHosts.value} (${aiHosts.confidence}: ${aiHosts.source})${mend}`
  return [told('feeds-kept-out', detail)]
}

function showFits(
  { broadcast, onAirSinceMs }: PreflightView,
  { longestShowMs }: Policy,
  nowMs: number,
): Check[] {
  const { value: longestMs } = longestShowMs
  if (longestMs === unknown) return []
  const rule = 'show-length'
  const most = `a show may last ${spanOf(longestMs)}`
  const lengthMs = Date.parse(broadcast.plan.plannedEndAt ?? '') - (onAirSinceMs ?? nowMs)
  if (Number.isNaN(lengthMs)) return [told(rule, `${most}; no end is planned`)]
  return lengthMs > longestMs
    ? [
        failed(
          rule,
          `${most}; this one is planned for ${spanOf(lengthMs)}`,
          'plan an earlier end, or two shows',
        ),
      ]
    : [passed(rule, most)]
}

function roomCloses({ closesAfterMs: { value, confidence } }: Policy): Check {
  const rule = 'room-closes'
  return value === unknown
    ? told(rule, 'how soon the room is closed without a stream is unknown')
    : told(rule, `the room is closed ${spanOf(value)} after the stream ends (${confidence})`)
}
