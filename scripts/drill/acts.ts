// How each fault of a drill is acted, by real processes and connections, and undone.
import { setTimeout as delay } from 'node:timers/promises'
import type { DrillFault } from '#monitoring'
import type { PlatformProgram } from '../demo/platform-program.ts'
import { failed } from '../demo/programs.ts'
import { addressOf } from '../demo/well.ts'
import { fullDisk, hasPrlimit } from '../full-disk.ts'
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
    await fullDisk(instance.product, () => held(signal), signal)
    return { mendedMs: Date.now(), struck: [] }
  },
}

/** Why it cannot be acted here; null where it can. */
export function hindranceOf(fault: DrillFault): { zh: string; en: string } | null {
  if (fault !== 'disk-full' || hasPrlimit()) return null
  return {
    zh: '这里没有 prlimit（util-linux），没有 root 就不能如实演出磁盘写满',
    en: 'there is no prlimit (util-linux) here, and without root a full disk cannot be acted honestly',
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
