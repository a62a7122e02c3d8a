// What each worker is told: made from the store at the moment of telling, keys opened last.
import { join } from 'node:path'
import type { Places } from '#core/places.ts'
import type { Settings } from '../settings.ts'
import type { StoredDestination } from '../store/broadcast-store.ts'
import type { Store } from '../store/store.ts'
import { type Duty, dutyAt, feedsKeptOut } from '../policy/may-carry.ts'
import type { OwnSlates } from '../slates.ts'
import { type BroadcastPlan, carrierOf, type DestinationPlan, feedsOf } from '../store/plan.ts'
import type { Vault } from '../vault.ts'

/** Where an endpoint's key belongs: sealed to it, so that rows cannot be swapped. */
export function placeOfKey(broadcast: string, destination: string, ordinal: number): string {
  return `${broadcast}/${destination}/${ordinal}`
}

export function ingestDesired(store: Store, settings: Settings): Record<string, unknown> {
  const { rtmp, rtmps, ingest } = settings
  const feeds = store.feeds.cameras().map(({ name, keyDigest }) => ({ name, keyDigest }))
  const secure = rtmps.port === undefined ? {} : { rtmps }
  return { rtmp, ...secure, limits: ingest, feeds }
}

export type RelayDesiredDeps = {
  store: Store
  vault: Vault
  settings: Settings
  places: Places
  slates: OwnSlates
}

/** Holds stream keys in the clear: hand it to the worker and forget it. */
export function relayDesired(name: string, deps: RelayDesiredDeps, nowMs: number): Record<string, unknown> {
  const { store, settings, places } = deps
  const broadcast = store.broadcasts.find(name)
  const plan = broadcast?.plan
  const feeds = plan === undefined ? [] : feedsOf(plan)
  const hosts = store.feeds.hosts().map(({ name }) => name)
  const destinations = (plan?.destinations ?? []).map(destination => ({
    name: destination.name,
    platform: destination.platform,
    carrier: carrierOf(destination),
    rendition: 'source',
    without: [
      ...new Set([
        ...destination.without,
        ...keptOutByPolicy(
          destination,
          { names: feeds, duty: dutyAt(broadcast?.duty ?? null, nowMs) },
          store,
        ),
      ]),
    ],
    ...wishOf(store.broadcasts.destination(name, destination.name)),
    endpoints: openedEndpoints(name, destination.name, deps),
  }))
  return {
    broadcast: name,
    wish: broadcast?.wish ?? 'off',
    onSlate: broadcast?.onSlate ?? false,
    feeds,
    hosts: hosts.filter(name => feeds.includes(name)),
    avatarSocket: join(places.sockets, 'avatar.sock'),
    normalise: plan?.normalise ?? [],
    cutOn: plan?.cutOn ?? [],
    profile: plan?.profile ?? null,
    slate: plan?.slate == null ? null : slateLook(plan.slate, deps.slates),
    take: broadcast?.take ?? null,
    ingestSocket: join(places.sockets, 'ingest.sock'),
    limits: settings.relay,
    // One without an address has nothing to connect to; its leg is shown as blocked by control.
    destinations: destinations.filter(({ endpoints }) => endpoints.length > 0),
  }
}

/** Said only where it was stopped alone: a worker of an older make knows no such wish. */
function wishOf({ wish, generation }: StoredDestination): { generation: number; isOn?: false } {
  return wish === 'off' ? { generation, isOn: false } : { generation }
}

/** A ready design by its name, the operator's own by its file. */
function slateLook({ design, ...how }: NonNullable<BroadcastPlan['slate']>, slates: OwnSlates) {
  const own = slates.find(design)
  return { design: own === undefined ? { ready: design } : { file: own.file, isClip: own.isClip }, ...how }
}

function openedEndpoints(broadcast: string, destination: string, { store, vault }: RelayDesiredDeps) {
  return store.broadcasts.endpoints(broadcast, destination).map(({ url, sealedKey }, ordinal) => ({
    url,
    key: vault.open(sealedKey, placeOfKey(broadcast, destination, ordinal)).reveal(),
  }))
}

/** Feeds that a destination's policy does not let it show: a host that needs somebody on duty stays out while nobody is. */
export function keptOutByPolicy(
  destination: DestinationPlan,
  { names, duty }: { readonly names: readonly string[]; readonly duty: Duty },
  { feeds, policies }: Store,
): string[] {
  const named = feeds.all().filter(({ name }) => names.includes(name))
  return feedsKeptOut(named, policies.ofDestination(destination), duty)
}
