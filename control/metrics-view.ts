// Gathers, for one scrape, what monitoring shows: the latest snapshots, and what only the store knows.
import type { MetricsView } from '#monitoring'
import type { Store } from './store/store.ts'
import type { Supervisor } from './supervisor/supervisor.ts'
import type { World } from './world.ts'

export type MetricsSource = {
  readonly store: Store
  readonly supervisor: Supervisor
  readonly world: World
  readonly startedAtMs: number
}

export function metricsView({ store, supervisor, world, startedAtMs }: MetricsSource): MetricsView {
  const cpu = process.cpuUsage()
  const broadcasts = store.broadcasts.all()
  return {
    feedNames: store.feeds.all().map(feed => feed.name),
    ingest: { isUp: supervisor.view('ingest').state === 'up', snapshot: world.ingest() },
    relays: broadcasts.map(({ name, wish }) => ({
      broadcast: name,
      isWanted: wish === 'on',
      isUp: supervisor.view(`relay-${name}`).state === 'up',
      restarts: supervisor.view(`relay-${name}`).restarts,
      snapshot: world.relay(name),
    })),
    ingestRestarts: supervisor.view('ingest').restarts,
    keyExpiries: broadcasts.flatMap(({ name, plan }) =>
      plan.destinations.flatMap(destination =>
        store.broadcasts
          .endpoints(name, destination.name)
          .flatMap(({ expiresMs }, endpoint) =>
            expiresMs === null
              ? []
              : [{ broadcast: name, destination: destination.name, endpoint, expiresMs }],
          ),
      ),
    ),
    closeDeadlines: broadcasts.flatMap(broadcast =>
      world
        .broadcast(broadcast)
        .legs.flatMap(({ destination, roomClosesInMs }) =>
          roomClosesInMs === null ? [] : [{ broadcast: broadcast.name, destination, leftMs: roomClosesInMs }],
        ),
    ),
    control: {
      startedAtMs,
      rssBytes: process.memoryUsage.rss(),
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
    },
    isStoreWritable: store.trouble() === '',
  }
}
