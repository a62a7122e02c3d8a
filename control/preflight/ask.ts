// Gathers what a preflight is shown from control's parts, and looks.
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { ffmpegNames, findFfmpeg } from '#core/ffmpeg.ts'
import type { BroadcastCommands } from '../commands/broadcasts.ts'
import type { Drills } from '../drills/drills.ts'
import type { Settings } from '../settings.ts'
import type { StoredBroadcast } from '../store/broadcast-store.ts'
import { feedsOf } from '../store/plan.ts'
import type { Store } from '../store/store.ts'
import { dutyAt } from '../policy/may-carry.ts'
import { keptOutByPolicy, placeOfKey } from '../supervisor/desired.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import type { Vault } from '../vault.ts'
import type { World } from '../world.ts'
import { thisMachine } from './machine.ts'
import { type Preflight, preflight } from './preflight.ts'
import { reachBy } from './reach.ts'
import type { PreflightView } from './view.ts'

export type AskDeps = {
  readonly store: Store
  readonly vault: Vault
  readonly world: World
  readonly supervisor: Supervisor
  readonly broadcasts: BroadcastCommands
  readonly settings: Settings
  readonly clock: Clock
  readonly dataFolder: string
  readonly drills: Drills
}

export async function askPreflight(name: string, deps: AskDeps, signal: AbortSignal): Promise<Preflight> {
  const { clock, settings, dataFolder } = deps
  const means = {
    clock,
    reach: reachBy(settings.relay, clock),
    machine: thisMachine(dataFolder),
    findFfmpeg,
    ffmpegNames,
  }
  return await preflight(viewOf(name, deps), means, signal)
}

function viewOf(name: string, deps: AskDeps): PreflightView {
  const { store, vault, world, supervisor, broadcasts, settings } = deps
  const broadcast = broadcasts.find(name)
  const endpointsOf = (destination: string) => store.broadcasts.endpoints(name, destination)
  return {
    broadcast,
    endpointsOf,
    openKey: (destination, ordinal) =>
      vault.open(endpointsOf(destination)[ordinal]?.sealedKey ?? '', placeOfKey(name, destination, ordinal)),
    policyOf: destination => store.policies.ofDestination(destination),
    keptOut: destination =>
      keptOutByPolicy(
        destination,
        { names: feedsOf(broadcast.plan), duty: dutyAt(broadcast.duty, deps.clock.wallMs()) },
        store,
      ),
    ingest: supervisor.view('ingest').state === 'up' ? world.ingest() : undefined,
    hosts: hostsOf(broadcast, deps),
    keyTrouble: keyTroubleOf(() => broadcasts.refuseClash(name, broadcasts.keyUses(broadcast))),
    onAirSinceMs: world.broadcast(broadcast).onAirSinceMs,
    uplink: { statedKbps: settings.uplinkKbps, othersKbps: othersKbps(name, deps) },
    newestEventMs: store.events.after(store.events.lastId() - 1, null, 1)[0]?.atMs ?? null,
    lastDrillPassedMs: deps.drills.lastPassedMs(),
  }
}

function hostsOf({ plan }: StoredBroadcast, { store, supervisor, world }: AskDeps): PreflightView['hosts'] {
  const names = feedsOf(plan)
  const seen = supervisor.view('avatar').state === 'up' ? (world.avatar()?.feeds ?? []) : []
  return store.feeds
    .hosts()
    .filter(({ name }) => names.includes(name))
    .map(({ name }) => {
      const { state, trouble } = seen.find(each => each.name === name) ?? { state: 'absent', trouble: '' }
      return { name, state, trouble }
    })
}

/** What the other broadcasts on air send: each leg the program that it carries. */
function othersKbps(name: string, { store, supervisor, world }: AskDeps): number {
  const others = store.broadcasts
    .all()
    .filter(each => each.name !== name && each.wish === 'on')
    .filter(each => supervisor.view(`relay-${each.name}`).state === 'up')
  return others
    .flatMap(each => world.relay(each.name) ?? [])
    .flatMap(({ legs, programs }) => legs.map(leg => programs.find(each => each.name === leg.program)))
    .reduce((sum, program) => sum + (program?.videoKbps ?? 0), 0)
}

function keyTroubleOf(check: () => void): string | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof Failure) return error.message
    throw error
  }
}
