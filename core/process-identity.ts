// Who a process is: a pid alone is reused, a pid with its start time is not. Linux; elsewhere only the pid speaks.
import { readdirSync, readFileSync } from 'node:fs'
import { type Clock, slept } from './clock.ts'

export type ProcessIdentity = {
  readonly pid: number
  /** Clock ticks since boot at its start, from /proc/PID/stat field 22 (proc(5)); '' where there is no /proc. */
  readonly startTicks: string
}

export function identityOf(pid: number): ProcessIdentity {
  return { pid, startTicks: statOf(pid)?.startTicks ?? '' }
}

export function ownIdentity(): ProcessIdentity {
  return identityOf(process.pid)
}

/**
 * A zombie counts as dead once its last thread is gone: then its sockets and locks are free, and only its parent can reap it.
 * (The first thread may be a zombie while others, still ending, hold everything open.)
 */
export function isAlive(identity: ProcessIdentity): boolean {
  const stat = statOf(identity.pid)
  if (stat !== undefined) {
    const isSame = identity.startTicks === '' || stat.startTicks === identity.startTicks
    return isSame && (stat.state !== 'Z' || threadsOf(identity.pid) > 1)
  }
  if (identity.startTicks !== '') return false
  try {
    process.kill(identity.pid, 0)
    return true
  } catch {
    return false // ESRCH: nobody there
  }
}

/** Ticks per second in /proc, on every Linux that Node runs on (USER_HZ, proc(5)). */
const ticksPerSecond = 100

/** CPU that a process has used so far, all its threads together; null where nobody can tell. */
export function cpuMsOf(pid: number): number | null {
  const ticks = statOf(pid)?.cpuTicks
  return ticks === undefined || Number.isNaN(ticks) ? null : (ticks * 1_000) / ticksPerSecond
}

/** Sends a signal to a whole process group; true when there was one to receive it. */
export function signalGroup(pid: number, name: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, name)
    return true
  } catch {
    return false // the group is already gone
  }
}

/** Kills a process and its group, and waits until it is dead. False when it still lives after `withinMs`. */
export async function endProcess(
  identity: ProcessIdentity,
  withinMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  const untilMs = clock.nowMs() + withinMs
  while (isAlive(identity)) {
    signalGroup(identity.pid, 'SIGKILL')
    try {
      process.kill(identity.pid, 'SIGKILL') // it may not lead a group
    } catch {
      // it died between the look and the blow
    }
    if (clock.nowMs() >= untilMs) return !isAlive(identity)
    if (!(await slept(clock, 10, signal))) return !isAlive(identity)
  }
  return true
}

function threadsOf(pid: number): number {
  try {
    return readdirSync(`/proc/${pid}/task`).length
  } catch {
    return 0 // it is gone
  }
}

function statOf(pid: number): { state: string; startTicks: string; cpuTicks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may itself hold spaces and parentheses: count from the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return {
      state: fields[0] ?? '',
      startTicks: fields[19] ?? '',
      cpuTicks: Number(fields[11]) + Number(fields[12]),
    }
  } catch {
    return undefined // no such process, or no /proc
  }
}
