// Processor time of this process, its threads, and its children that have ended.
import { readFileSync } from 'node:fs'

/** Linux counts children's time in these (proc(5)); `getconf CLK_TCK` is 100 wherever Node runs. */
const tickSeconds = 0.01

/** Seconds so far: grows only. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6 + childrenSeconds()
}

function childrenSeconds(): number {
  try {
    const stat = readFileSync('/proc/self/stat', 'latin1')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[13]) + Number(fields[14])) * tickSeconds
  } catch {
    return 0 // not Linux: children's time is not known
  }
}
