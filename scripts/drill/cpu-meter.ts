// What an instance costs, over all its processes, those that were killed and those too short-lived to be seen included.
import { setTimeout as delay } from 'node:timers/promises'
import { type Marked, MarkedProcesses, processOf } from './marked.ts'

const lookEveryMs = 500

export class CpuMeter {
  readonly #processes: MarkedProcesses
  readonly #before = processOf(process.pid)
  readonly #startedMs = performance.now()
  /** As each was seen last, by pid and start. */
  readonly #seen = new Map<string, Marked>()

  constructor(folder: string) {
    this.#processes = new MarkedProcesses(folder)
  }

  /** Looks until the signal. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.look()
      await delay(lookEveryMs, undefined, { signal }).catch(() => {}) // ended early: the condition decides
    }
  }

  look(): void {
    for (const each of this.#processes.look()) this.#seen.set(`${each.pid} ${each.startTicks}`, each)
  }

  /** Cores used so far, on average, this process included. */
  cores(): number {
    const self = (processOf(process.pid)?.ownSeconds ?? 0) - (this.#before?.ownSeconds ?? 0)
    return (self + cpuSeconds([...this.#seen.values()])) / ((performance.now() - this.#startedMs) / 1_000)
  }
}

/** Of all together; a child's time is counted once, though its parent counts it too when it reaps it. */
export function cpuSeconds(seen: readonly Marked[]): number {
  const ofChildren = new Map<number, number>()
  for (const { parentPid, ownSeconds, childrenSeconds } of seen)
    ofChildren.set(parentPid, (ofChildren.get(parentPid) ?? 0) + ownSeconds + childrenSeconds)
  return seen.reduce((sum, { pid, ownSeconds, childrenSeconds }) => {
    const unseen = Math.max(0, childrenSeconds - (ofChildren.get(pid) ?? 0))
    return sum + ownSeconds + unseen
  }, 0)
}
