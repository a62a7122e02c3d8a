// What processes cost, from /proc: CPU time and memory.
import { readdirSync, readFileSync } from 'node:fs'

/**
 * Time on a processor of all threads of a process since its start, in seconds; 0 when it is gone. From schedstat, which counts
 * nanoseconds: the ticks of /proc/PID/stat are samples, and lie about processes that wake by timers.
 */
export function cpuSecondsOf(pid: number): number {
  try {
    let ns = 0
    for (const task of readdirSync(`/proc/${pid}/task`)) {
      ns += Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'latin1').split(' ')[0])
    }
    return ns / 1e9
  } catch {
    return 0
  }
}

/** Resident memory in MiB. */
export function residentMb(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}

/** Thousandths of a core that processes take, measured over `seconds`. */
export async function thousandths(
  pids: Record<string, number>,
  seconds: number,
): Promise<Record<string, number>> {
  const before = Object.entries(pids).map(([name, pid]) => [name, pid, cpuSecondsOf(pid)] as const)
  const startedMs = performance.now()
  await new Promise(resolve => setTimeout(resolve, seconds * 1_000))
  const spanS = (performance.now() - startedMs) / 1_000
  return Object.fromEntries(
    before.map(([name, pid, cpu]) => [name, Math.round(((cpuSecondsOf(pid) - cpu) / spanS) * 1_000)]),
  )
}

export const sum = (values: Record<string, number>): number =>
  Object.values(values).reduce((a, b) => a + b, 0)

export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((p / 100) * sorted.length))] ?? Number.NaN
}
