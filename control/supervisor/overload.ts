// Whether far more wants the processor than there is of it: then a process that answers late is not a dead one.
import { availableParallelism, loadavg } from 'node:os'

/** Runnable tasks per core, over the last minute, from which everything is late. */
const perCore = 3

export function isOverloaded(): boolean {
  return (loadavg()[0] ?? 0) > perCore * availableParallelism()
}
