// How each fault of a drill is acted, by real processes and connections, and undone.
import { execFile, execFileSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { DrillFault } from '#monitoring'
import type { PlatformProgram } from '../demo/platform-program.ts'
import { failed } from '../demo/programs.ts'
import { addressOf } from '../demo/well.ts'
import type { FaultKind } from '../platform/faults.ts'
import { type Instance, viewOf } from './instance.ts'

export type Acted = {
  /** When it was undone, wall clock; null where nobody had to. */
  readonly mendedMs: number | null
  /** Destinations whose platform it was acted on. */
  readonly struck: readonly string[]
}

/** Done when it is undone; all is well again some time after. */
type Act = (instance: Instance, signal: AbortSignal) => Promise<Acted>

/** Long enough for everything that follows to be seen, short enough for a drill of six minutes. */
const heldMs = 3_000
const diskWithinMs = 6_000

export const acts: Readonly<Record<DrillFault, Act>> = {
  'camera-killed': async ({ camera }, signal) => {
    await camera.kill()
    await held(signal)
    await camera.start()
    return { mendedMs: Date.now(), struck: [] } // its picture is there
  },
  'camera-frozen': async ({ camera }, signal) => {
    camera.freeze(true)
    await held(signal)
    const mendedMs = Date.now()
    camera.freeze(false)
    return { mendedMs, struck: [] }
  },
  'endpoint-frozen': async (instance, signal) => {
    const platform = platformOf(instance, 'douyin')
    const address = addressOf(await viewOf(instance), platform.name)
    await platform.order('freeze', address)
    await held(signal)
    await platform.order('kill', address) // what lies in its buffers never came
    await platform.order('none', address)
    return { mendedMs: null, struck: [platform.name] }
  },
  'endpoint-reset': async (instance, signal) => {
    const platform = platformOf(instance, 'kuaishou')
    const address = addressOf(await viewOf(instance), platform.name)
    await platform.order('reset', address)
    await held(signal)
    await platform.order('none', address)
    return { mendedMs: null, struck: [platform.name] }
  },
  'publish-refused': async (instance, signal) => {
    const platform = platformOf(instance, 'channels')
    const refusal = { code: 'NetStream.Publish.Failed', description: 'The server cannot take the stream.' }
    await platform.order('refuse-publish', 'both', { ...refusal, kick: true })
    await held(signal)
    const mendedMs = Date.now()
    await platform.order('none', 'both')
    return { mendedMs, struck: [platform.name] }
  },
  'uplink-cut': async ({ platforms }, signal) => {
    await everywhere(platforms, 'freeze')
    await held(signal)
    const mendedMs = Date.now()
    await everywhere(platforms, 'none')
    return { mendedMs, struck: platforms.map(({ name }) => name) }
  },
  'ingest-killed': async (instance, signal) => kill(instance, 'ingest', signal),
  'relay-killed': async (instance, signal) => {
    const name = Object.keys(instance.product.pids()).find(each => each.startsWith('relay-'))
    return await kill(instance, name ?? 'relay worker', signal)
  },
  'control-killed': async ({ product }, signal) => {
    await product.killControl()
    await held(signal)
    const mendedMs = Date.now()
    await product.startControl()
    return { mendedMs, struck: [] }
  },
  'disk-full': async (instance, signal) => {
    const pids = Object.values(instance.product.pids())
    await limitFiles(pids, '0:')
    try {
      await untilRefused(instance, signal)
      await held(signal)
    } finally {
      await limitFiles(pids, 'unlimited:')
    }
    return { mendedMs: Date.now(), struck: [] }
  },
}

/** Why it cannot be acted here; null where it can. */
export function hindranceOf(fault: DrillFault): { zh: string; en: string } | null {
  if (fault !== 'disk-full') return null
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' })
    return null
  } catch {
    return {
      zh: '这里没有 prlimit（util-linux），没有 root 就不能如实演出磁盘写满',
      en: 'there is no prlimit (util-linux) here, and without root a full disk cannot be acted honestly',
    }
  }
}

async function held(signal: AbortSignal): Promise<void> {
  await delay(heldMs, undefined, { signal })
}

function platformOf({ platforms }: Instance, name: string): PlatformProgram {
  const found = platforms.find(each => each.name === name)
  if (found === undefined) throw failed(`there is no platform ${name}`)
  return found
}

async function everywhere(platforms: readonly PlatformProgram[], kind: FaultKind): Promise<void> {
  await Promise.all(platforms.map(platform => platform.order(kind, 'both')))
}

/** The house replaces it by itself. */
async function kill({ product }: Instance, name: string, signal: AbortSignal): Promise<Acted> {
  const pid = product.pids()[name]
  if (pid === undefined) throw failed(`there is no ${name}`)
  process.kill(pid, 'SIGKILL')
  await held(signal)
  return { mendedMs: null, struck: [] }
}

/** The soft limit on what a file may grow to: EFBIG from every write, where a full disk says ENOSPC. */
async function limitFiles(pids: readonly number[], limit: string): Promise<void> {
  const limited = pids.map(pid =>
    promisify(execFile)('prlimit', ['--pid', String(pid), `--fsize=${limit}`]).catch(() => {}),
  ) // one that has ended needs none
  await Promise.all(limited)
}

/** As somebody on duty finds out: a command is refused, with the reason. */
async function untilRefused({ product }: Instance, signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + diskWithinMs
  for (let i = 0; performance.now() < untilMs; i++) {
    const said = await product.api('PUT', `/api/feeds/full-${i}`, { kind: 'rtmp' }).then(
      () => '',
      (error: Error) => error.message,
    )
    if (said.includes('core/disk-full')) return
    if (said !== '') throw failed(`a full disk was answered so: ${said}`)
    await delay(200, undefined, { signal })
  }
  throw failed('commands are taken though nothing can be written')
}
