// The hall of every worker process: its predecessor ended, its lock taken, its socket served, and all of it closed in order.
import { mkdirSync } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { join } from 'node:path'
import { type Clock, every, systemClock } from './clock.ts'
import { messageOf } from './failure.ts'
import { type Journal, openJournal } from './journal.ts'
import { type Log, openLog } from './log.ts'
import { makePlaces, type Places } from './places.ts'
import { ownIdentity, type ProcessIdentity } from './process-identity.ts'
import { serveUnix, type UnixRoutes } from './unix-http.ts'
import { serveEvents } from './worker-events.ts'
import { aliveEveryMs, endPredecessor, lastAliveMs, sayAlive, writeWorkerFile } from './worker-file.ts'

export type WorkerPlan = {
  /** Names the log's room. */
  readonly room: string
  /** Names its socket, lock, log and identity file: one process of a name at a time. */
  readonly name: string
  readonly dataFolder: string
}

export type HallDeps = {
  readonly places: Places
  readonly ownSocket: string
  readonly clock: Clock
  readonly log: Log
  readonly journal: Journal
  /** Wall clock at which the predecessor was last known to live; null where there was none. */
  readonly predecessorAliveMs: number | null
  /** A child was started or has ended: written down, so that a successor can end it. */
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
}

/** What a worker does besides what all do (`GET /events`, `POST /close`). */
export type WorkerRoom = {
  readonly routes: UnixRoutes
  /** Its life; ends with the signal. */
  run(signal: AbortSignal): Promise<void>
  close(): void | Promise<void>
}

/** Runs the process to its end: exit code 0 when it was asked to, 1 when it could not serve, 70 when it broke. */
export async function runWorker(plan: WorkerPlan, open: (deps: HallDeps) => WorkerRoom): Promise<never> {
  const places = makePlaces(plan.dataFolder)
  const file = join(places.logs, `${plan.name}.log`)
  const log = openLog(plan.room, { level: 'info', file }).child({ worker: plan.name, pid: process.pid })
  const stop = new AbortController()
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stop.abort(new Error(name)))
  process.on('uncaughtException', error => {
    log.fatal({ error: messageOf(error), stack: error.stack }, 'core/worker-died')
    process.exit(70) // whoever keeps it starts a successor
  })
  try {
    await serve(plan, { places, log, stop }, open)
    log.info('core/worker-closed')
    process.exit(0)
  } catch (error) {
    log.fatal({ error: messageOf(error) }, 'core/worker-could-not-serve')
    process.exit(1)
  }
}

type Ground = { places: Places; log: Log; stop: AbortController }

async function serve(
  plan: WorkerPlan,
  { places, log, stop }: Ground,
  open: (deps: HallDeps) => WorkerRoom,
): Promise<void> {
  await using hall = new AsyncDisposableStack()
  const workers = join(places.data, 'workers')
  mkdirSync(workers, { recursive: true, mode: 0o700 })
  const identityFile = join(workers, `${plan.name}.json`)
  const predecessorAliveMs = lastAliveMs(identityFile)
  // The old worker and its children are dead before the lock is ours, and the lock is ours before anything is opened.
  await endPredecessor(identityFile, systemClock, stop.signal)
  const journal = openJournal(join(workers, `${plan.name}.db`))
  hall.defer(() => journal.close())
  const onChild = childrenNotedIn(identityFile)
  const ownSocket = join(places.sockets, `${plan.name}.sock`)
  const room = open({ places, ownSocket, clock: systemClock, log, journal, predecessorAliveMs, onChild })
  hall.defer(() => room.close())
  const server = await serveUnix(ownSocket, {
    'GET /events': asked => serveEvents(journal, asked, systemClock, stop.signal),
    'POST /close': ({ response }) => {
      response.once('close', () => stop.abort(new Error('asked to close'))) // the answer goes out first
      return { closing: true }
    },
    ...room.routes,
  })
  hall.defer(() => {
    server.close()
    server.closeAllConnections()
  })
  log.info({ socket: ownSocket }, 'core/worker-serving')
  flushCompileCache() // a killed process would leave none to its successor
  await Promise.all([
    room.run(stop.signal),
    every(systemClock, aliveEveryMs, () => sayAlive(identityFile), stop.signal),
  ])
}

/** Writes the identity file now, and again with every child that comes or goes. */
function childrenNotedIn(file: string): HallDeps['onChild'] {
  const children = new Map<number, ProcessIdentity>()
  const write = () => writeWorkerFile(file, { worker: ownIdentity(), children: [...children.values()] })
  write()
  return (identity, isAlive) => {
    if (isAlive) children.set(identity.pid, identity)
    else children.delete(identity.pid)
    write()
  }
}
