// `npm run stop`: ends control, then every worker of an installation, by asking, then by identity.
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Clock, slept } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Places } from '#core/places.ts'
import { isAlive } from '#core/process-identity.ts'
import { endPredecessor, isWorkerAlive, readWorkerFile } from '#core/worker-file.ts'
import { startingFile } from './starting-file.ts'
import { WorkerLink } from './worker-link.ts'

const controlWithinMs = 10_000
const workerWithinMs = 8_000

/** Where control says who it is. */
export const controlFile = (places: Places) => join(places.data, 'control.json')

/** Ends everything of this data folder; one line for each thing ended. */
export async function endAll(places: Places, clock: Clock, signal: AbortSignal): Promise<string[]> {
  const said = await endControl(places, clock, signal)
  const folder = join(places.data, 'workers')
  const found = existsSync(folder) ? readdirSync(folder) : []
  const workers = new Set(found.flatMap(file => /^(.+)\.(?:json|starting)$/.exec(file)?.[1] ?? []))
  // Ingest last: leaving before them it would only make them cut once more.
  const isIngestHere = workers.delete('ingest')
  const ends = await Promise.all([...workers].map(worker => endWorker(places, worker, clock, signal)))
  if (isIngestHere) ends.push(await endWorker(places, 'ingest', clock, signal))
  return [...said, ...ends.flat()]
}

async function endControl(places: Places, clock: Clock, signal: AbortSignal): Promise<string[]> {
  const file = readWorkerFile(controlFile(places))
  if (file === undefined || !isAlive(file.worker)) return []
  process.kill(file.worker.pid, 'SIGTERM')
  const untilMs = clock.nowMs() + controlWithinMs
  while (isAlive(file.worker) && clock.nowMs() < untilMs) await slept(clock, 25, signal)
  const isOrderly = !isAlive(file.worker)
  if (!isOrderly) await endPredecessor(controlFile(places), clock, signal)
  return [`control (${file.worker.pid}) ${isOrderly ? 'ended' : 'was killed'}`]
}

async function endWorker(places: Places, name: string, clock: Clock, signal: AbortSignal): Promise<string[]> {
  const path = join(places.data, 'workers', `${name}.json`)
  const pid = readWorkerFile(path)?.worker.pid
  const wasAlive = isWorkerAlive(path)
  const asked = wasAlive ? await ask(new WorkerLink(places, name), signal) : ''
  const untilMs = clock.nowMs() + (asked === '' ? workerWithinMs : 0)
  while (isWorkerAlive(path) && clock.nowMs() < untilMs) await slept(clock, 25, signal)
  const isOrderly = !isWorkerAlive(path)
  await endPredecessor(path, clock, signal) // its children too, where it died without them
  await endPredecessor(startingFile(places, name), clock, signal) // and one that had not got as far as its own file
  if (!wasAlive) return []
  return [`${name} (${pid}) ${isOrderly ? 'ended' : `was killed${asked === '' ? '' : `: ${asked}`}`}`]
}

async function ask(link: WorkerLink, signal: AbortSignal): Promise<string> {
  try {
    await link.close(signal)
    return ''
  } catch (error) {
    return messageOf(error)
  }
}
