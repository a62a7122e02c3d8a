// A second instance of the product on air: its own folder, ports and processes, a camera, stand-in platforms, one broadcast.
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { childEnvironment } from '#core/child.ts'
import { messageOf } from '#core/failure.ts'
import type { Incident } from '#monitoring'
import { awaited } from '../bench/waiting.ts'
import { DemoCamera, feed } from '../demo/camera.ts'
import type { BroadcastView, HouseApi } from '../demo/house.ts'
import { PlatformProgram } from '../demo/platform-program.ts'
import { failed } from '../demo/programs.ts'
import { destinations, goLive } from '../demo/stage.ts'
import { lackOf } from '../demo/well.ts'
import { type Product, startProduct } from '../product.ts'
import { endInstance, endOrphans, folderPrefix, own } from './leftovers.ts'
import { markOf } from './marked.ts'

export type Instance = {
  readonly folder: string
  readonly product: Product
  readonly camera: DemoCamera
  readonly platforms: readonly PlatformProgram[]
}

export type InstancePlan = {
  /** Makes what the camera shows, in that folder. */
  readonly clip: (folder: string, signal: AbortSignal) => Promise<string>
  /** Settings of the product, as in its file. */
  readonly config?: Readonly<Record<string, unknown>>
  readonly say: (sentence: string) => void
}

/** Stands in every message about it: whoever is paged sees that this is a drill. */
export const broadcast = 'drill'
const cameraWithinMs = 60_000

/** Starts everything and puts it on air. All of it ends with the stage; should we be killed, a guard ends it. */
export async function openInstance(
  stage: AsyncDisposableStack,
  { clip, config = {}, say }: InstancePlan,
  signal: AbortSignal,
): Promise<Instance> {
  await endOrphans()
  signal.throwIfAborted()
  const folder = mkdtempSync(join(tmpdir(), folderPrefix))
  own(folder)
  const env = markOf(folder)
  mkdirSync(env.TMPDIR, { mode: 0o700 })
  startGuard(stage, folder)

  const input = await clip(folder, signal)
  say('启动替身平台 starting stand-in platforms …')
  const platforms = await startPlatforms(stage, env)
  signal.throwIfAborted()
  say('启动第二个长明 starting a second Changming …')
  const product = await startProduct({}, { folder: join(folder, 'data'), config, env })
  stage.defer(() => product.stop())
  signal.throwIfAborted()
  say('启动摄像机 starting the camera …')
  const house = apiOf(product, signal)
  const camera = stage.use(new DemoCamera(house, { input, env }))
  await camera.start()
  signal.throwIfAborted()
  await goLive(house, platforms, { name: broadcast, isProved: false })
  return { folder, product, camera, platforms }
}

async function startPlatforms(
  stage: AsyncDisposableStack,
  env: Readonly<Record<string, string>>,
): Promise<PlatformProgram[]> {
  const started = await Promise.allSettled(
    destinations.map(async ({ name }) => stage.use(await PlatformProgram.start(name, [], env))),
  )
  return started.map(each => {
    if (each.status === 'rejected') throw each.reason
    return each.value
  })
}

function startGuard(stage: AsyncDisposableStack, folder: string): void {
  const guard = spawn(process.execPath, [join(import.meta.dirname, 'guard.ts'), folder], {
    env: childEnvironment(), // without the mark: it must not end itself
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  guard.on('error', () => {}) // none, then: we end everything ourselves as long as we live
  guard.stdin.on('error', () => {}) // it is gone
  guard.unref()
  stage.defer(async () => {
    await endInstance(folder) // what is still there when all others on the stage were asked to go
    guard.stdin.end('ended\n')
  })
}

function apiOf(product: Product, signal: AbortSignal): HouseApi {
  const ask: HouseApi['ask'] = (method, path, body) => product.api(method, path, body)
  return {
    ask,
    until: async (path, read, late) => {
      const found = await awaited(async () => read((await ask('GET', path)) as never), cameraWithinMs, signal)
      if (found === undefined) throw failed(late)
      return found
    },
  }
}

export async function viewOf({ product }: Instance): Promise<BroadcastView> {
  return (await product.api('GET', `/api/broadcasts/${broadcast}`)) as BroadcastView
}

/** Resolves to '' once nothing lacks, or to what lacked last when the time is over. */
export async function untilWell(instance: Instance, withinMs: number, signal: AbortSignal): Promise<string> {
  let lack = ''
  const look = async () => {
    lack = await nowLacking(instance).catch(messageOf)
    return lack === '' || undefined
  }
  await awaited(look, withinMs, signal, 100)
  return lack
}

async function nowLacking(instance: Instance): Promise<string> {
  return lackOf(await viewOf(instance), feed, await incidentsSince(instance, 0))
}

/** Those that were not over then. */
export async function incidentsSince({ product }: Instance, atMs: number): Promise<Incident[]> {
  const { incidents } = await product.api('GET', `/api/incidents?since=${Math.round(atMs)}`)
  return incidents
}
