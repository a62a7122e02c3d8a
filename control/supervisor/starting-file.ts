// Who was started last as a worker, written before it can write its own file: so that none is ever out of reach.
import { join } from 'node:path'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { isAlive, type ProcessIdentity } from '#core/process-identity.ts'
import { readWorkerFile, writeWorkerFile } from '#core/worker-file.ts'

export function startingFile(places: Places, worker: string): string {
  return join(places.data, 'workers', `${worker}.starting`)
}

export function rememberStart(places: Places, worker: string, identity: ProcessIdentity, log: Log): void {
  try {
    writeWorkerFile(startingFile(places, worker), { worker: identity, children: [] })
  } catch (error) {
    log.warn({ worker, error: messageOf(error) }, 'control/start-not-remembered') // a full disk: the worker says so itself
  }
}

/**
 * The process that an earlier control started and that has not written its own file yet: it is waited for. A second one beside
 * it would end it, or be ended by it, and only the last that was started is remembered.
 */
export function stillStarting(places: Places, worker: string): ProcessIdentity | undefined {
  const started = readWorkerFile(startingFile(places, worker))?.worker
  const present = readWorkerFile(join(places.data, 'workers', `${worker}.json`))?.worker
  return started !== undefined && started.pid !== present?.pid && isAlive(started) ? started : undefined
}
