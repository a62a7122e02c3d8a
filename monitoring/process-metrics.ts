// Metrics of our processes, each under its own name.
import type { Exposition } from './exposition.ts'
import type { MetricsView } from './view.ts'

type ProcessView = { startedAtMs: number; rssBytes: number; cpuSeconds: number }

const label = ['process']

export function showProcesses(exposition: Exposition, view: MetricsView): void {
  const up = exposition.gauge('process_up', 'Whether the process answers.', label)
  const restarts = exposition.counter('process_restarts_total', 'Times it was lost and replaced.', label)
  const show = processGauges(exposition)
  const lag = exposition.gauge('process_event_loop_lag_seconds', 'How late its loop runs.', label)
  const journal = exposition.gauge(
    'process_journal_writable',
    'Whether it could write its journal when it last tried.',
    label,
  )
  const workers = [
    { process: 'ingest', restarts: view.ingestRestarts, ...view.ingest },
    ...(view.avatar.isWanted || view.avatar.isUp ? [{ process: 'avatar', ...view.avatar }] : []),
    ...view.relays
      .filter(each => each.isWanted || each.isUp)
      .map(each => ({ process: `relay-${each.broadcast}`, ...each })),
  ]
  for (const { process, isUp, snapshot, restarts: count } of workers) {
    up({ process }, isUp ? 1 : 0)
    restarts({ process }, count)
    if (!isUp || snapshot === undefined) continue
    show(process, snapshot.process)
    lag({ process }, snapshot.eventLoopLagMs / 1_000)
    journal({ process }, snapshot.journalTrouble === '' ? 1 : 0)
  }
  up({ process: 'control' }, 1)
  show('control', view.control)
  showStorage(exposition, view)
}

function showStorage(exposition: Exposition, { isStoreWritable, disk }: MetricsView): void {
  const writable = exposition.gauge('control_store_writable', 'Whether the last command could be stored.', [])
  const free = exposition.gauge('control_data_free_bytes', 'Room left on the disk of the data folder.', [])
  const size = exposition.gauge('control_data_size_bytes', 'Size of the disk of the data folder.', [])
  writable({}, isStoreWritable ? 1 : 0)
  if (disk === null) return
  free({}, disk.freeBytes)
  size({}, disk.sizeBytes)
}

function processGauges(exposition: Exposition): (process: string, seen: ProcessView) => void {
  const cpu = exposition.counter('process_cpu_seconds_total', 'User and system time since its start.', label)
  const memory = exposition.gauge('process_resident_memory_bytes', 'Resident memory.', label)
  const start = exposition.gauge('process_start_time_seconds', 'When it started, since 1970.', label)
  return (process, seen) => {
    cpu({ process }, seen.cpuSeconds)
    memory({ process }, seen.rssBytes)
    start({ process }, seen.startedAtMs / 1_000)
  }
}
