// The machine before a show: its clock, its disk, its processor. Looks at files only.
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { messageOf } from '#core/failure.ts'
import { type Check, failed, passed, told } from './check.ts'
import type { PreflightDeps, PreflightView } from './view.ts'

export type Machine = {
  readonly cores: number
  /** Programs that ran or wanted to, on average over the last minute, per core. */
  readonly loadPerCore: () => number
  readonly diskFreeBytes: () => Promise<number>
  /** Who keeps the clock: in step for certain, a program that should, or nobody we can see. */
  readonly clockKeeper: () => { readonly by: string; readonly isInStep: boolean } | null
}

export function thisMachine(dataFolder: string): Machine {
  const cores = availableParallelism()
  return {
    cores,
    loadPerCore: () => (loadavg()[0] ?? 0) / cores,
    diskFreeBytes: async () => {
      const { bavail, bsize } = await statfs(dataFolder)
      return bavail * bsize
    },
    clockKeeper,
  }
}

// systemd-timesyncd touches its file once it is in step; of the others only their pid files are seen.
function clockKeeper(): ReturnType<Machine['clockKeeper']> {
  if (existsSync('/run/systemd/timesync/synchronized')) return { by: 'systemd-timesyncd', isInStep: true }
  const found = [
    ['chronyd', '/run/chrony/chronyd.pid'],
    ['chronyd', '/run/chronyd.pid'],
    ['ntpd', '/run/ntpd.pid'],
    ['openntpd', '/run/openntpd.pid'],
  ].find(([, file = '']) => existsSync(file))
  return found === undefined ? null : { by: found[0] ?? '', isInStep: false }
}

/** This program is not older. */
const earliestMs = Date.UTC(2026, 0, 1)
const steppedBackMs = 60_000
const leastBytes = 500e6
const littleBytes = 5e9
const busyPerCore = 0.9

export async function machineChecks(
  { broadcast, newestEventMs }: PreflightView,
  { machine, clock }: PreflightDeps,
): Promise<Check[]> {
  return [
    clockIsRight(clock.wallMs(), newestEventMs, machine),
    await diskHasRoom(machine),
    processorSuffices(broadcast.plan.normalise.length, machine),
  ]
}

function clockIsRight(wallMs: number, newestEventMs: number | null, machine: Machine): Check {
  const rule = 'clock'
  const when = new Date(wallMs).toISOString()
  const mend = "set this machine's clock; keys and planned ends are held against it"
  if (wallMs < earliestMs) return failed(rule, `it says ${when}, before this program was written`, mend)
  if (newestEventMs !== null && wallMs < newestEventMs - steppedBackMs)
    return failed(
      rule,
      `it says ${when}, before what happened already (${new Date(newestEventMs).toISOString()})`,
      mend,
    )
  const keeper = machine.clockKeeper()
  if (keeper?.isInStep === true) return passed(rule, `${when}, kept in step by ${keeper.by}`)
  const known =
    keeper === null
      ? 'nobody is seen to keep it in step'
      : `${keeper.by} runs; whether it is in step is not seen`
  return told(rule, `${when}; ${known}`, 'compare it with a telephone')
}

async function diskHasRoom(machine: Machine): Promise<Check> {
  const rule = 'disk-room'
  const mend = 'make room on the disk of the data folder'
  try {
    const bytes = await machine.diskFreeBytes()
    const room = `${(bytes / 1e9).toFixed(1)} GB free under the data folder`
    if (bytes < leastBytes) return failed(rule, room, mend)
    return bytes < littleBytes ? told(rule, `${room}; that is little`, mend) : passed(rule, room)
  } catch (error) {
    return told(rule, `it cannot be seen how much is free: ${messageOf(error)}`)
  }
}

function processorSuffices(normalised: number, { cores, loadPerCore }: Machine): Check {
  const rule = 'processor'
  if (normalised > cores)
    return failed(
      rule,
      `${normalised} feeds are normalised, about a core each; there are ${cores}`,
      'set the encoders alike and take feeds out of normalise',
    )
  const load = loadPerCore()
  const detail = `${cores} cores, ${Math.round(load * 100)} % asked for in the last minute`
  return load < busyPerCore
    ? passed(rule, detail)
    : told(rule, `${detail}; that is much`, 'see what else runs here')
}
