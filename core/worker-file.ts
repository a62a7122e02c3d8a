// Who the present worker of a name is, and which children it has, on disk: so that a successor can end them first.
import { readFileSync, renameSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { type Clock, systemClock } from './clock.ts'
import { Failure } from './failure.ts'
import { endProcess, isAlive, type ProcessIdentity } from './process-identity.ts'

export type WorkerFile = { readonly worker: ProcessIdentity; readonly children: readonly ProcessIdentity[] }

/** What the file says; undefined when there is none or it is not whole. */
export function readWorkerFile(path: string): WorkerFile | undefined {
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as WorkerFile
    return typeof read.worker?.pid === 'number' && Array.isArray(read.children) ? read : undefined
  } catch {
    return undefined // no predecessor, or one that never got as far as writing
  }
}

/** Replaces the file in one step: a reader sees the old or the new one, never half. */
export function writeWorkerFile(path: string, value: WorkerFile): void {
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 })
  renameSync(`${path}.new`, path)
}

/** A process touches its file this often: after a kill it says when that was. */
export const aliveEveryMs = 100

/** The process of this file lives now. */
export function sayAlive(path: string): void {
  try {
    const nowS = systemClock.wallMs() / 1_000
    utimesSync(path, nowS, nowS)
  } catch {
    // the file is being replaced, or its disk is gone: the next time tells
  }
}

/** When the process of this file last said that it lives, wall clock; null where there is no file. */
export function lastAliveMs(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null
}

export function isWorkerAlive(path: string): boolean {
  const file = readWorkerFile(path)
  return file !== undefined && isAlive(file.worker)
}

const killWithinMs = 5_000

/**
 * Ends the worker that the file names, its process group and its children, and waits until they are dead. Throws
 * `core/predecessor-lives` when one will not die: then nobody may take its place.
 */
export async function endPredecessor(path: string, clock: Clock, signal: AbortSignal): Promise<void> {
  const file = readWorkerFile(path)
  if (file === undefined) return
  for (const identity of [file.worker, ...file.children]) {
    if (identity.pid === process.pid) continue
    if (await endProcess(identity, killWithinMs, clock, signal)) continue
    const message = `process ${identity.pid} will not die; end it by hand, then start again`
    throw new Failure('core/predecessor-lives', message, { fault: 'ours', remedy: 'retry' })
  }
}
