// Ends everything of a second instance that its owner left behind: workers, cameras, platforms, and its folder.
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, ownIdentity, type ProcessIdentity, signalGroup } from '#core/process-identity.ts'
import { MarkedProcesses } from './marked.ts'

export const folderPrefix = 'changming-drill-'

const ownerFile = (folder: string) => join(folder, 'owner.json')
const rounds = 50
const roundMs = 100
/** One that was made a moment ago may not have said yet whose it is. */
const freshMs = 60_000

/** The folder is ours for as long as we live. */
export function own(folder: string): void {
  writeFileSync(ownerFile(folder), JSON.stringify(ownIdentity()), { mode: 0o600 })
}

/** Kills what is marked with the folder until nothing of it is left, then removes it. */
export async function endInstance(folder: string): Promise<void> {
  const processes = new MarkedProcesses(folder)
  for (let round = 0; round < rounds; round++) {
    const left = processes.look().filter(({ pid }) => pid !== process.pid)
    if (left.length === 0) break
    // Those that start others first: control would replace a worker that died before it.
    for (const { pid } of left.toSorted((a, b) => a.pid - b.pid)) killWhole(pid)
    await delay(roundMs)
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

function killWhole(pid: number): void {
  signalGroup(pid, 'SIGKILL')
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // it ended between the look and the blow
  }
}

/** Ends instances of drills that were killed together with their guards. */
export async function endOrphans(): Promise<void> {
  const folders = readdirSync(tmpdir()).filter(name => name.startsWith(folderPrefix))
  for (const folder of folders.map(name => join(tmpdir(), name)))
    if (isOrphan(folder)) await endInstance(folder)
}

function isOrphan(folder: string): boolean {
  try {
    if (statSync(folder).uid !== process.getuid?.()) return false
    if (!existsSync(ownerFile(folder))) return Date.now() - statSync(folder).mtimeMs > freshMs
    return !isAlive(JSON.parse(readFileSync(ownerFile(folder), 'utf8')) as ProcessIdentity)
  } catch {
    return false // it is just being removed
  }
}
