// Wish and world side by side, as the API shows them. Keys never appear here: only fingerprints were stored.
import { networkInterfaces } from 'node:os'
import type { AvatarSnapshot } from '#avatar'
import type { IngestSnapshot, RefusedLately } from '#ingest'
import type { LegSnapshot, RelaySnapshot } from '#relay'
import type { Clock } from '#core/clock.ts'
import { closesInMs } from './policy/close-deadline.ts'
import type { Standby } from './probes/standbys.ts'
import type { Verified } from './probes/on-air.ts'
import type { Settings } from './settings.ts'
import type { StoredBroadcast } from './store/broadcast-store.ts'
import type { StoredCamera, StoredFeed, StoredHost } from './store/feed-store.ts'
import { asWritten, carrierOf, type DestinationPlan, feedsOf } from './store/plan.ts'
import type { Store } from './store/store.ts'
import { dutyAt } from './policy/may-carry.ts'
import { keptOutByPolicy } from './supervisor/desired.ts'
import type { Supervisor, WorkerView } from './supervisor/supervisor.ts'

export type WorldDeps = {
  readonly store: Store
  readonly settings: Settings
  readonly supervisor: Supervisor
  readonly clock: Clock
  /** What is known beside the worker's word. */
  readonly verified: (broadcast: string, destination: string) => Verified | null
  readonly standbys: (broadcast: string, destination: string) => readonly Standby[]
}

export class World {
  readonly #deps: WorldDeps

  constructor(deps: WorldDeps) {
    this.#deps = deps
  }

  ingest(): IngestSnapshot | undefined {
    return this.#deps.supervisor.snapshot('ingest') as IngestSnapshot | undefined
  }

  relay(broadcast: string): RelaySnapshot | undefined {
    return this.#deps.supervisor.snapshot(`relay-${broadcast}`) as RelaySnapshot | undefined
  }

  /** Where encoders publish, without the key: the public name, else the address listened on, else this machine. */
  publishUrls(): { publishUrl: string | null; otherPublishUrls: string[]; trouble: string } {
    const { settings } = this.#deps
    const listening = this.ingest()?.listening
    const rtmpPort =
      listening !== undefined && 'port' in listening.rtmp ? listening.rtmp.port : settings.rtmp.port
    const trouble = listening !== undefined && 'error' in listening.rtmp ? listening.rtmp.error : ''
    const publicName = settings.publicUrl === undefined ? undefined : URL.parse(settings.publicUrl)?.hostname
    const names = publicName === undefined ? listenedNames(settings.rtmp.host) : [publicName]
    const plain = rtmpPort === 0 ? [] : names.map(name => `rtmp://${name}:${rtmpPort}/live`)
    const securePort = listening?.rtmps != null && 'port' in listening.rtmps ? listening.rtmps.port : 0
    const secure = securePort === 0 ? [] : names.map(name => `rtmps://${name}:${securePort}/live`)
    return { publishUrl: plain[0] ?? null, otherPublishUrls: [...plain.slice(1), ...secure], trouble }
  }

  avatar(): AvatarSnapshot | undefined {
    return this.#deps.supervisor.snapshot('avatar') as AvatarSnapshot | undefined
  }

  feed(stored: StoredFeed) {
    return stored.kind === 'host' ? this.#host(stored) : this.#camera(stored)
  }

  #host({ name, kind, plan }: StoredHost) {
    const view = this.#deps.supervisor.view('avatar')
    const doing = view.state === 'up' ? this.avatar()?.feeds.find(each => each.name === name) : undefined
    return { ...unseenFeed, name, kind, keyFingerprint: '', host: { ...plan, worker: view.state, ...doing } }
  }

  #camera(stored: StoredCamera) {
    const { name, kind, keyFingerprint } = stored
    const isCurrent = this.#deps.supervisor.view('ingest').state === 'up'
    const { keyDigest: _, ...seen } = {
      keyDigest: '',
      ...unseenFeed,
      ...(isCurrent ? this.ingest()?.feeds.find(each => each.name === name) : {}),
    }
    return { ...seen, name, kind, keyFingerprint, host: null }
  }

  feeds() {
    return {
      ...this.publishUrls(),
      worker: this.#deps.supervisor.view('ingest'),
      feeds: this.#deps.store.feeds.all().map(stored => this.feed(stored)),
      refused: this.#refusedLately(),
      nowMs: Math.round(this.#deps.clock.wallMs()),
    }
  }

  #refusedLately(): readonly RefusedLately[] {
    const isCurrent = this.#deps.supervisor.view('ingest').state === 'up'
    const sessions: Partial<IngestSnapshot['sessions']> | undefined = this.ingest()?.sessions
    return (isCurrent ? sessions?.refusedLately : undefined) ?? [] // a worker of an older make does not say
  }

  broadcast(stored: StoredBroadcast) {
    const { supervisor, clock } = this.#deps
    const { name, plan, wish, onSlate, take, duty } = stored
    const snapshot = this.relay(name)
    const worker = supervisor.view(`relay-${name}`)
    const isRunning = worker.state !== 'none'
    return {
      name,
      wish,
      onSlate,
      take,
      duty,
      ...plan,
      destinations: plan.destinations.map(destination => this.#destination(name, destination)),
      worker,
      onAirSinceMs: isRunning && wish === 'on' ? (snapshot?.onAirSinceMs ?? null) : null,
      programs: isRunning ? (snapshot?.programs ?? []) : [],
      contents: worker.state === 'up' ? (snapshot?.contents ?? []) : [],
      slateState: isRunning ? (snapshot?.slate ?? { at: 'none' }) : { at: 'none' },
      legs: plan.destinations.map(destination => this.#leg(stored, destination, snapshot)),
      nowMs: Math.round(clock.wallMs()),
    }
  }

  /** With the policy in force of each destination, and the plan by itself: changed a little, it can be put again. */
  broadcastInFull(stored: StoredBroadcast) {
    const { policies } = this.#deps.store
    const shown = this.broadcast(stored)
    const destinations = shown.destinations.map(destination => ({
      ...destination,
      withoutByPolicy: keptOutByPolicy(
        destination,
        { names: feedsOf(stored.plan), duty: dutyAt(stored.duty, this.#deps.clock.wallMs()) },
        this.#deps.store,
      ),
      policyInForce: policies.ofDestination(destination),
    }))
    return { ...shown, destinations, plan: asWritten(stored.plan) }
  }

  #destination(broadcast: string, destination: DestinationPlan) {
    const addresses = this.#deps.store.broadcasts.endpoints(broadcast, destination.name)
    return {
      ...destination,
      carrier: carrierOf(destination),
      endpoints: addresses.length,
      addresses: addresses.map(({ url, fingerprint, expiresMs }) => ({
        url,
        keyFingerprint: fingerprint,
        keyExpiresAtMs: expiresMs,
      })),
    }
  }

  #leg(stored: StoredBroadcast, destination: DestinationPlan, snapshot: RelaySnapshot | undefined) {
    const { store, clock, supervisor } = this.#deps
    const seen = snapshot?.legs.find(leg => leg.destination === destination.name)
    const endpoints = store.broadcasts.endpoints(stored.name, destination.name)
    const { wish: ownWish, roomLeftMs } = store.broadcasts.destination(stored.name, destination.name)
    const wanted = stored.wish === 'on' ? ownWish : 'off'
    const leg = seen ?? { ...unseenLeg(wanted, destination), endpoints: endpoints.length }
    const sinceMs = seen?.state.sinceMs ?? Math.round(clock.wallMs())
    const workerState = supervisor.view(`relay-${stored.name}`).state
    const told = overruled(wanted, endpoints.length, workerState, leg.state.at)
    const state = told === undefined ? leg.state : { at: told.at, sinceMs }
    return {
      ...leg,
      wanted,
      state,
      ...(told === undefined ? {} : { cause: told.cause, why: told.why }),
      keyFingerprint: endpoints[leg.endpoint ?? 0]?.fingerprint ?? null,
      keyExpiresAtMs: endpoints[leg.endpoint ?? 0]?.expiresMs ?? null,
      verified: state.at === 'carrying' ? this.#deps.verified(stored.name, destination.name) : null,
      standbys: this.#deps.standbys(stored.name, destination.name),
      roomClosesInMs: wanted === 'on' ? this.#roomClosesInMs(stored.name, destination, leg) : null,
      roomLeft: this.#roomLeft(destination, roomLeftMs),
    }
  }

  /** The room at the platform outlives our pushing: until it closes by itself, or somebody ends it there. */
  #roomLeft(destination: DestinationPlan, leftMs: number | null): RoomLeft | null {
    if (leftMs === null) return null
    const { store, clock } = this.#deps
    const { closesAfterMs } = store.policies.ofDestination(destination)
    const seen = { lastLitAtMs: leftMs, toldAtMs: clock.wallMs() }
    const closesMs = closesInMs(closesAfterMs.value, seen)
    return closesMs === 0 ? null : { sinceMs: leftMs, closesInMs: closesMs }
  }

  /** A worker that is away told what was true when it went: the room has been dark since. */
  #roomClosesInMs(broadcast: string, destination: DestinationPlan, { lastLitAtMs }: LitLeg): number | null {
    const { store, supervisor, clock } = this.#deps
    const { state, snapshotAgeMs } = supervisor.view(`relay-${broadcast}`)
    const ageMs = state === 'up' ? (snapshotAgeMs ?? 0) : 0
    const { closesAfterMs } = store.policies.ofDestination(destination)
    const seen = { lastLitAtMs: lastLitAtMs ?? null, toldAtMs: clock.wallMs() - ageMs }
    return closesInMs(closesAfterMs.value, seen)
  }
}

/** A feed of which nothing is known. */
const unseenFeed = {
  session: null,
  video: null,
  audio: null,
  receivedBytes: 0,
  videoFrames: 0,
  audioFrames: 0,
  keyframeIntervalMs: null,
  lastVideoAgeMs: null,
  videoKbps: 0,
  audioKbps: 0,
  skewMs: null,
  timestampFaults: { jumps: 0, backwards: 0, standstills: 0 },
  formatChanges: 0,
  hasBFrames: null,
  readers: 0,
}

type RoomLeft = { readonly sinceMs: number; readonly closesInMs: number | null }

/** A worker of an older make does not say. */
type LitLeg = { readonly lastLitAtMs?: number | null }
type Told = { readonly at: string; readonly cause: string | null; readonly why: string | null }

/** What control knows better than the last snapshot: nobody may read `carrying` of a worker that is not there. */
function overruled(
  wish: 'on' | 'off',
  endpoints: number,
  worker: WorkerView['state'],
  at: string,
): Told | undefined {
  if (wish === 'off' && worker === 'none' && at !== 'idle')
    return { at: 'stopped', cause: 'client-stop', why: null }
  if (wish === 'off') return undefined
  if (endpoints === 0)
    return { at: 'blocked', cause: 'auth-missing', why: "it has no address yet; paste tonight's" }
  if (worker === 'up') return undefined
  return worker === 'unreachable'
    ? { at: 'stalled', cause: 'internal', why: 'its worker does not answer; a new one takes over in seconds' }
    : { at: 'armed', cause: null, why: 'its worker is starting' }
}

/** A leg that no worker has shown yet. */
function unseenLeg(wanted: 'on' | 'off', destination: DestinationPlan): Omit<LegSnapshot, 'endpoints'> {
  return {
    destination: destination.name,
    platform: destination.platform,
    program: 'main',
    wanted,
    state: { at: wanted === 'on' ? 'armed' : 'idle', sinceMs: 0 },
    cause: null,
    why: null,
    said: null,
    carrier: carrierOf(destination),
    endpoint: null,
    server: null,
    attempts: 0,
    sentBytes: 0,
    ackedBytes: 0,
    rttMs: null,
    queueMs: 0,
    queueBytes: 0,
    droppedFrames: 0,
    reconnects: {},
    darkMs: 0,
    lastLitAtMs: null,
    wishedMs: 0,
    goodMs: 0,
    carryingSinceMs: null,
    lastProgressAgeMs: null,
    evidence: { kernelAcked: false, windowAck: false, pong: false },
  }
}

function listenedNames(host: string): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [host.includes(':') ? `[${host}]` : host]
  const outward = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
  return ['127.0.0.1', ...outward.map(({ address }) => address)]
}
