// Gathers, for one scrape, what monitoring shows: the latest snapshots, and what only the store and the disk know.
import { statfs } from 'node:fs/promises'
import type { AvatarSnapshot } from '#avatar'
import type { IngestSnapshot } from '#ingest'
import type { MetricsView, RelayView } from '#monitoring'
import type { RelaySnapshot } from '#relay'
import type { StoredBroadcast } from './store/broadcast-store.ts'
import type { IncidentKeeper } from './incidents/keeper.ts'
import type { Drills } from './drills/drills.ts'
import { feedsOf } from './store/plan.ts'
import type { Store } from './store/store.ts'
import type { Supervisor } from './supervisor/supervisor.ts'
import type { Teller } from './telling/teller.ts'
import type { World } from './world.ts'

export type MetricsSource = {
  readonly store: Store
  readonly supervisor: Supervisor
  readonly world: World
  readonly incidents: IncidentKeeper
  readonly teller: Teller
  readonly drills: Drills
  /** The data folder. */
  readonly data: string
  readonly startedAtMs: number
}

export async function metricsView(source: MetricsSource): Promise<MetricsView> {
  const { store, supervisor, world, incidents, teller, drills, data, startedAtMs } = source
  const cpu = process.cpuUsage()
  const broadcasts = store.broadcasts.all()
  const legs = broadcasts.flatMap(broadcast =>
    world.broadcast(broadcast).legs.map(leg => ({ ...leg, broadcast: broadcast.name })),
  )
  return {
    feedNames: store.feeds.cameras().map(feed => feed.name),
    ingest: {
      isUp: supervisor.view('ingest').state === 'up',
      snapshot: supervisor.counted('ingest') as IngestSnapshot | undefined,
    },
    relays: broadcasts.map(broadcast => relayView(broadcast, supervisor)),
    ingestRestarts: supervisor.view('ingest').restarts,
    avatar: {
      isWanted: store.feeds.hosts().length > 0,
      isUp: supervisor.view('avatar').state === 'up',
      restarts: supervisor.view('avatar').restarts,
      snapshot: supervisor.counted('avatar') as AvatarSnapshot | undefined,
    },
    keyExpiries: broadcasts.flatMap(({ name, plan }) =>
      plan.destinations.flatMap(destination => {
        if (store.broadcasts.destination(name, destination.name).wish === 'off') return [] // stopped alone: no key is in use
        return store.broadcasts
          .endpoints(name, destination.name)
          .flatMap(({ expiresMs }, endpoint) =>
            expiresMs === null
              ? []
              : [{ broadcast: name, destination: destination.name, endpoint, expiresMs }],
          )
      }),
    ),
    closeDeadlines: legs.flatMap(({ broadcast, destination, roomClosesInMs }) =>
      roomClosesInMs === null ? [] : [{ broadcast, destination, leftMs: roomClosesInMs }],
    ),
    verified: legs.flatMap(({ broadcast, destination, verified }) =>
      verified === null ? [] : [{ broadcast, destination, ...verified }],
    ),
    standbys: legs.flatMap(({ broadcast, destination, standbys }) =>
      standbys.map(each => ({ broadcast, destination, ...each })),
    ),
    control: {
      startedAtMs,
      rssBytes: process.memoryUsage.rss(),
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
    },
    isStoreWritable: store.trouble() === '',
    disk: await diskOf(data),
    incidents: incidents.counted(),
    drills: drills.counted(),
    notifications: teller.views().map(({ receiver, state, pending }) => ({
      receiver: receiver.name,
      outcomes: state.outcomes,
      delays: state.delays,
      pending,
    })),
  }
}

function relayView({ name, wish, plan }: StoredBroadcast, supervisor: Supervisor): RelayView {
  const { state, restarts } = supervisor.view(`relay-${name}`)
  const seen = supervisor.counted(`relay-${name}`) as RelaySnapshot | undefined
  const isUp = state === 'up'
  const snapshot = seen === undefined || isUp ? seen : stillPlanned(seen, plan)
  return { broadcast: name, isWanted: wish === 'on', isUp, restarts, snapshot }
}

/** Of what a worker said before it went, that which is still planned. */
function stillPlanned(snapshot: RelaySnapshot, plan: StoredBroadcast['plan']): RelaySnapshot {
  const legs = snapshot.legs.filter(leg => plan.destinations.some(({ name }) => name === leg.destination))
  const programs = snapshot.programs
    .filter(({ name }) => legs.some(leg => leg.program === name))
    .map(program => ({ ...program, feeds: program.feeds.filter(({ name }) => feedsOf(plan).includes(name)) }))
  return { ...snapshot, legs, programs }
}

/** Null where the system does not tell. */
async function diskOf(folder: string): Promise<MetricsView['disk']> {
  const found = await statfs(folder).catch(() => null) // a folder that is gone is told by what fails to be written
  if (found === null) return null
  return { freeBytes: found.bavail * found.bsize, sizeBytes: found.blocks * found.bsize }
}
