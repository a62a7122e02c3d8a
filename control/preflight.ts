// GO or NO-GO before a show: looks only. Never a publish: on some platforms an arriving stream opens the room.
import { lookup } from 'node:dns/promises'
import { type Clock, within } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import type { IngestSnapshot } from '#ingest'
import { addressFaults } from './rules/address.ts'
import type { StoredBroadcast, StoredEndpoint } from './store/broadcast-store.ts'
import { carrierOf, type DestinationPlan } from './store/plan.ts'

export type Check = { readonly rule: string; readonly passed: boolean; readonly detail: string }
export type Verdict = 'GO' | 'NO-GO'
export type Preflight = {
  readonly broadcast: string
  readonly verdict: Verdict
  readonly checks: readonly Check[]
  readonly destinations: readonly { destination: string; verdict: Verdict; checks: readonly Check[] }[]
}

export type PreflightView = {
  readonly broadcast: StoredBroadcast
  readonly endpointsOf: (destination: string) => readonly StoredEndpoint[]
  /** Undefined while the ingest worker does not answer. */
  readonly ingest: IngestSnapshot | undefined
  /** Why the keys may not be used, from the rule against two senders; null where they may. */
  readonly keyTrouble: string | null
}

export type PreflightDeps = {
  readonly clock: Clock
  readonly resolve?: (host: string) => Promise<unknown>
}

const freshWithinMs = 2_000
const resolveWithinMs = 3_000
const soonMs = 30 * 60_000

export async function preflight(
  view: PreflightView,
  deps: PreflightDeps,
  signal: AbortSignal,
): Promise<Preflight> {
  const { plan, name } = view.broadcast
  const destinations = await Promise.all(
    plan.destinations.map(async destination => {
      const checks = await destinationChecks(destination, view, deps, signal)
      return { destination: destination.name, verdict: verdictOf(checks), checks }
    }),
  )
  const checks = [hasDestinations(plan.destinations.length), feedHealthy(view), keyNotInUse(view.keyTrouble)]
  const isGo = verdictOf(checks) === 'GO' && destinations.every(each => each.verdict === 'GO')
  return { broadcast: name, verdict: isGo ? 'GO' : 'NO-GO', checks, destinations }
}

function verdictOf(checks: readonly Check[]): Verdict {
  return checks.every(check => check.passed) ? 'GO' : 'NO-GO'
}

function hasDestinations(count: number): Check {
  const detail = count > 0 ? `${count} destinations` : 'add destinations to the broadcast'
  return { rule: 'destinations-present', passed: count > 0, detail }
}

function keyNotInUse(trouble: string | null): Check {
  return {
    rule: 'key-not-in-use',
    passed: trouble === null,
    detail: trouble ?? 'nobody else sends with these keys',
  }
}

function feedHealthy({ broadcast, ingest }: PreflightView): Check {
  const rule = 'feed-healthy'
  if (ingest === undefined)
    return { rule, passed: false, detail: 'the front door for cameras does not answer' }
  const seen = broadcast.plan.feeds.map(name => ingest.feeds.find(feed => feed.name === name))
  const healthy = seen.find(
    feed => feed?.video != null && feed.lastVideoAgeMs !== null && feed.lastVideoAgeMs < freshWithinMs,
  )
  if (healthy !== undefined && healthy.audio === null)
    return {
      rule,
      passed: false,
      detail: `${healthy.name} sends no sound; most platforms want AAC beside the picture`,
    }
  const detail =
    healthy === undefined
      ? `none of ${broadcast.plan.feeds.join(', ')} sends a picture; start an encoder`
      : `${healthy.name} sends ${healthy.video?.widthPx}x${healthy.video?.heightPx} at ${Math.round(healthy.videoKbps)} kbit/s`
  return { rule, passed: healthy !== undefined, detail }
}

async function destinationChecks(
  destination: DestinationPlan,
  view: PreflightView,
  deps: PreflightDeps,
  signal: AbortSignal,
): Promise<Check[]> {
  const endpoints = view.endpointsOf(destination.name)
  const present: Check = {
    rule: 'endpoints-present',
    passed: endpoints.length > 0,
    detail: endpoints.length > 0 ? `${endpoints.length} addresses` : "paste tonight's address",
  }
  if (endpoints.length === 0) return [present]
  const names = await Promise.all(endpoints.map((endpoint, i) => nameResolves(endpoint, i, deps, signal)))
  return [
    present,
    ...endpoints.map((endpoint, i) => addressShape(endpoint, i, destination)),
    ...endpoints.map((endpoint, i) => keyNotExpired(endpoint, i, deps.clock.wallMs())),
    ...names,
  ]
}

function addressShape({ url }: StoredEndpoint, i: number, destination: DestinationPlan): Check {
  const faults = addressFaults({ url, key: 'x' }, carrierOf(destination)) // the key was looked at when it was pasted
  const detail = faults[0]?.sentence ?? url
  return { rule: 'address-shape', passed: faults.length === 0, detail: `address ${i}: ${detail}` }
}

function keyNotExpired({ expiresMs }: StoredEndpoint, i: number, nowMs: number): Check {
  const rule = 'key-not-expired'
  if (expiresMs === null)
    return { rule, passed: true, detail: `address ${i}: the key does not say when it ends` }
  const minutes = Math.round((expiresMs - nowMs) / 60_000)
  const when = new Date(expiresMs).toISOString()
  if (expiresMs <= nowMs)
    return { rule, passed: false, detail: `address ${i}: the key ended ${when}; fetch a new one` }
  const soon = expiresMs - nowMs < soonMs ? '; that is soon' : ''
  return { rule, passed: true, detail: `address ${i}: the key ends ${when}, in ${minutes} min${soon}` }
}

async function nameResolves(
  { url }: StoredEndpoint,
  i: number,
  { clock, resolve = lookup }: PreflightDeps,
  signal: AbortSignal,
): Promise<Check> {
  const rule = 'name-resolves'
  const host = (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '')
  const late = () =>
    new Failure('control/late', `no answer in ${resolveWithinMs} ms`, { fault: 'theirs', remedy: 'retry' })
  try {
    await within(clock, resolveWithinMs, () => resolve(host), late, signal)
    return { rule, passed: true, detail: `address ${i}: ${host}` }
  } catch (error) {
    const detail = `address ${i}: ${host} has no address in DNS (${messageOf(error)}); compare it with what the platform shows`
    return { rule, passed: false, detail }
  }
}
