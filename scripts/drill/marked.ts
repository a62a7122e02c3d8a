// The processes of a second instance, found by the mark that all of them inherit: the temporary folder they are given. Linux.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ProcessIdentity } from '#core/process-identity.ts'

export type Marked = ProcessIdentity & {
  readonly parentPid: number
  /** Time on a processor since its start. */
  readonly ownSeconds: number
  /** The same of children that it has reaped. */
  readonly childrenSeconds: number
}

/** What every process of the instance in this folder is given: `TMPDIR` passes the allow-list of all environments. */
export const markOf = (folder: string) => ({ TMPDIR: join(folder, 'tmp') })

// USER_HZ is 100 on every Linux that Node runs on (proc(5), sysconf(3)).
const ticksPerSecond = 100

export class MarkedProcesses {
  readonly #mark: string
  /** Those that were looked at before: a process keeps its environment. */
  readonly #known = new Map<number, { startTicks: string; isOurs: boolean }>()

  constructor(folder: string) {
    this.#mark = `TMPDIR=${markOf(folder).TMPDIR}`
  }

  /** All that live now. */
  look(): Marked[] {
    const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name))
    const alive = new Set(pids.map(Number))
    for (const pid of this.#known.keys()) if (!alive.has(pid)) this.#known.delete(pid)
    return pids.flatMap(pid => {
      const seen = processOf(Number(pid))
      return seen !== undefined && this.#isOurs(seen) ? [seen] : []
    })
  }

  #isOurs({ pid, startTicks }: Marked): boolean {
    const known = this.#known.get(pid)
    if (known?.startTicks === startTicks) return known.isOurs
    const isOurs = environmentOf(pid).includes(this.#mark)
    // A child between its fork and its exec has its parent's: look again.
    if (!isOurs || known !== undefined) this.#known.set(pid, { startTicks, isOurs })
    return isOurs
  }
}

export function processOf(pid: number): Marked | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name in parentheses may itself hold spaces and parentheses: count from the last one.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z') return undefined
    const seconds = (first: number) => (Number(fields[first]) + Number(fields[first + 1])) / ticksPerSecond
    return {
      pid,
      startTicks: fields[19] ?? '',
      parentPid: Number(fields[1]),
      ownSeconds: seconds(11),
      childrenSeconds: seconds(13),
    }
  } catch {
    return undefined // it has ended
  }
}

function environmentOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  } catch {
    return [] // somebody else's, or gone
  }
}
