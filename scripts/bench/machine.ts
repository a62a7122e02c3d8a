// The machine that a benchmark ran on, and how busy it was with other things: figures without that say little.
import { cpus, loadavg, release, totalmem } from 'node:os'
import { hasNginx, nginxVersion } from './nginx.ts'

export type Machine = {
  readonly cpu: string
  readonly cores: number
  readonly memoryGb: number
  readonly kernel: string
  readonly node: string
  readonly nginx: string
}

export function machineHere(hasPeer: boolean): Machine {
  return {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1e9),
    kernel: release(),
    node: process.version,
    nginx: hasNginx && !hasPeer ? 'left out, as asked' : nginxVersion(),
  }
}

/** Processes that wanted a core, on average over the last 1, 5 and 15 minutes. */
export function loadText(): string {
  return loadavg()
    .map(each => each.toFixed(2))
    .join(' ')
}

export function machineLines(machine: Machine): string[] {
  const { cpu, cores, memoryGb, kernel, node, nginx } = machine
  const [load = 0] = loadavg()
  const busy = load > cores / 2 ? '  the machine is busy with other things: figures are noisy' : ''
  return [
    `${cores} cores of ${cpu}, ${memoryGb} GB, Linux ${kernel}, Node ${node}`,
    `nginx-rtmp: ${nginx}`,
    `load average: ${loadText()}${busy}`,
  ]
}
