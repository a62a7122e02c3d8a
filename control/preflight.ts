// GO or NO-GO before a show: looks only. Never a publish: on some platforms an arriving stream opens the room.
import { lookup } from 'node:dns/promises'
import { type Clock, within } from '#core/clock.ts'
import { Failure, messageOf } from '#core/failure.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
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
  readonly findFfmpeg?: typeof findFfmpeg
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
  const checks = [
    hasDestinations(plan.destinations.length),
    feedHealthy(view),
    feedsAlike(view),
    await slateCanBeMade(view, deps),
    keyNotInUse(view.keyTrouble),
  ]
  const isGo = verdictOf(checks) === 'GO' && destinations.every(each => each.verdict === 'GO')
  return { broadcast: name, verdict: isGo ? 'GO' : 'NO-GO', checks, destinations }
}

function verdictOf(checks: readonly Check[]): Verdict {
  return checks.every(check => check.passed) ? 'GO' : 'NO-GO'
}

function hasDestinations(count: number): Check {
  const detail =
    count === 0 ? 'add destinations to the broadcast' : `${count} destination${count === 1 ? '' : 's'}`
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
  const detail =
    healthy === undefined
      ? `none of ${broadcast.plan.feeds.join(', ')} sends a picture; start an encoder`
      : `${healthy.name} sends ${healthy.video?.widthPx}x${healthy.video?.heightPx} at ${Math.round(healthy.videoKbps)} kbit/s${healthy.audio === null ? ' and no sound: silence goes out with it' : ''}`
  return { rule, passed: healthy !== undefined, detail }
}

/** Tells and forbids nothing: a feed of another picture is better than none. */
function feedsAlike({ broadcast, ingest }: PreflightView): Check {
  const { feeds, normalise } = broadcast.plan
  const pictures = feeds.flatMap(name => {
    const seen = ingest?.feeds.find(feed => feed.name === name)
    if (seen?.video == null || normalise.includes(name)) return []
    const { widthPx, heightPx } = seen.video
    const sound = seen.audio === null ? 'no sound' : `${seen.audio.sampleRateHz} Hz`
    return [{ name, text: `${widthPx}x${heightPx}, ${sound}` }]
  })
  const [first] = pictures
  const others = pictures.filter(each => each.text !== first?.text)
  const detail =
    first === undefined || others.length === 0
      ? 'cuts between these feeds change neither size nor sound'
      : `${first.name} sends ${first.text}; ${others.map(each => `${each.name} ${each.text}`).join('; ')}: shown only when nothing else is fit. Set the encoders alike, or write the feed under normalise`
  return { rule: 'feeds-alike', passed: true, detail }
}

async function slateCanBeMade({ broadcast }: PreflightView, deps: PreflightDeps): Promise<Check> {
  const rule = 'slate-can-be-made'
  if (broadcast.plan.slate === null)
    return {
      rule,
      passed: true,
      detail: 'none is wished: a loss of all feeds leaves viewers without a picture',
    }
  try {
    const { version } = await (deps.findFfmpeg ?? findFfmpeg)()
    return { rule, passed: true, detail: `by FFmpeg ${version}` }
  } catch (error) {
    return { rule, passed: false, detail: messageOf(error) }
  }
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
    detail: numberOf(endpoints.length),
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

function numberOf(addresses: number): string {
  if (addresses === 0) return "paste tonight's address"
  return addresses === 1 ? '1 address' : `${addresses} addresses`
}
