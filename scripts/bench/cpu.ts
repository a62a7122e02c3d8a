// What processes cost, from /proc: CPU time and memory.
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { median } from './numbers.ts'

export type Pids = Readonly<Record<string, number>>

/** Time on a processor of all threads of a process since its start, in seconds. Throws when it is gone. */
export function cpuSecondsOf(pid: number): number {
  // From schedstat, which counts nanoseconds: the ticks of /proc/PID/stat are samples, and lie about processes that wake by timers.
  let ns = 0
  for (const task of readdirSync(`/proc/${pid}/task`)) {
    ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1').split(' ')[0])
  }
  return ns / 1e9
}

/** Time on a processor of this process with all its threads, and of its children that have ended, in milliseconds. */
export function ownAndChildrenMs(): number {
  const { user, system } = process.cpuUsage()
  const stat = readFileSync('/proc/self/stat', 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const childTicks = Number(fields[13]) + Number(fields[14]) // cutime, cstime: a hundredth of a second each
  return (user + system) / 1_000 + childTicks * 10
}

/** Resident memory in MB, of a million bytes. Throws when the process is gone. */
export function residentMb(pid: number): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1]
  if (kib === undefined) throw new Error(`process ${pid} has ended`)
  return (Number(kib) * 1_024) / 1e6
}

/** Resident memory of this process and of its children, in MB. */
export function ownAndChildrenMb(): number {
  const children = readdirSync('/proc/self/task').flatMap(task =>
    unlessGone(() => readFileSync(`/proc/self/task/${task}/children`, 'latin1'), '')
      .split(' ')
      .filter(Boolean),
  )
  return [process.pid, ...children.map(Number)].reduce(
    (sum, pid) => sum + unlessGone(() => residentMb(pid), 0),
    0,
  )
}

/** What is looked at may end meanwhile. */
function unlessGone<T>(look: () => T, gone: T): T {
  try {
    return look()
  } catch {
    return gone
  }
}

/** Resident memory by name. */
export function memoryOf(pids: Pids): Record<string, number> {
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, residentMb(pid)]))
}

export type Cost = {
  /** Thousandths of a core, by name. */
  readonly cpu: Record<string, number>
  /** The most memory that was seen, by name. */
  readonly mostMb: Record<string, number>
  /** What it mostly was. */
  readonly usualMb: Record<string, number>
}

/** What processes cost over `seconds`; memory is looked at each second. */
export async function costOf(pids: Pids, seconds: number, signal: AbortSignal): Promise<Cost> {
  const before = Object.values(pids).map(cpuSecondsOf)
  const startedMs = performance.now()
  const looks = [memoryOf(pids)]
  for (let second = 1; second <= seconds; second++) {
    await delay(Math.max(0, startedMs + second * 1_000 - performance.now()), undefined, { signal })
    looks.push(memoryOf(pids))
  }
  const spanS = (performance.now() - startedMs) / 1_000
  const used = Object.entries(pids).map(([name, pid], i) => {
    const seconds = cpuSecondsOf(pid) - (before[i] ?? 0)
    return [name, (seconds / spanS) * 1_000] as const
  })
  const overLooks = (come: (mb: readonly number[]) => number) =>
    Object.fromEntries(Object.keys(pids).map(name => [name, come(looks.map(look => look[name] ?? 0))]))
  return {
    cpu: Object.fromEntries(used),
    mostMb: overLooks(mb => Math.max(...mb)),
    usualMb: overLooks(median),
  }
}
