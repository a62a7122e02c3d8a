// The story of `--faults`: the camera dies and comes back, freezes and goes on; one platform freezes, another dies.
import { setTimeout as delay } from 'node:timers/promises'
import { type DemoCamera, feed } from './camera.ts'
import { failed } from './programs.ts'
import type { Stage } from './stage.ts'
import { type Act, type Report, whatViewersSaw } from './viewers.ts'
import type { Watch } from './watch.ts'

const steadyMs = 2_000
const onSlateMs = 3_000
/** Long enough to hear her speak. */
const onHostMs = 8_000
const apartMs = 2_000
/** After a platform's fault, for its other address and for the others to show that they noticed nothing. */
const moveMs = 5_000
/** Stand-ins tell what they got by the second: no two faults share one. */
const betweenMs = 1_200
const carriesWithinMs = 20_000
const slateWithinMs = 60_000
const shownWithinMs = 20_000
/** A camera that was lost proves itself, and a host ends her sentence. */
const backWithinMs = 60_000

export async function actFaults(stage: Stage, watch: Watch, signal: AbortSignal): Promise<Report> {
  const { camera, standIn } = stage
  if (camera === undefined) throw failed('there is no camera that could be lost')
  await reached(watch, carries, carriesWithinMs, signal)
  await reached(watch, hasSlate, slateWithinMs, signal)
  await delay(steadyMs, undefined, { signal })
  const acts: Act[] = []
  for (const play of [
    () => loseCamera(camera, standIn, watch, signal),
    () => freezeCamera(camera, standIn, watch, signal),
    () => failPlatform(stage, watch, { platform: 'douyin', kind: 'platform-frozen' }, signal),
    () => failPlatform(stage, watch, { platform: 'channels', kind: 'platform-killed' }, signal),
  ]) {
    acts.push(await play())
    await delay(betweenMs, undefined, { signal })
  }
  await reached(watch, carries, carriesWithinMs, signal)
  const received = await Promise.all(stage.platforms.map(each => each.received()))
  return whatViewersSaw(acts, received)
}

async function loseCamera(
  camera: DemoCamera,
  standIn: string,
  watch: Watch,
  signal: AbortSignal,
): Promise<Act> {
  watch.tell(`⚡ ${feed}: 摄像机断电 the camera dies`)
  const atMs = Date.now()
  await camera.kill()
  await reached(watch, shows(standIn), shownWithinMs, signal)
  await delay(standIn === 'slate' ? onSlateMs : onHostMs, undefined, { signal })
  watch.tell(`${feed}: 摄像机重新开机 the camera is started again`)
  await camera.start()
  await reached(watch, shows(feed), backWithinMs, signal)
  await delay(apartMs, undefined, { signal })
  return { kind: 'camera-killed', platform: null, atMs, untilMs: Date.now() }
}

async function freezeCamera(
  camera: DemoCamera,
  standIn: string,
  watch: Watch,
  signal: AbortSignal,
): Promise<Act> {
  watch.tell(`⚡ ${feed}: 摄像机卡死 the camera freezes`)
  const atMs = Date.now()
  camera.freeze(true)
  await reached(watch, shows(standIn), shownWithinMs, signal)
  await delay(standIn === 'slate' ? onSlateMs : onHostMs, undefined, { signal })
  watch.tell(`${feed}: 摄像机恢复 the camera goes on`)
  camera.freeze(false)
  await reached(watch, shows(feed), backWithinMs, signal)
  await delay(apartMs, undefined, { signal })
  return { kind: 'camera-frozen', platform: null, atMs, untilMs: Date.now() }
}

async function failPlatform(
  stage: Stage,
  watch: Watch,
  { platform, kind }: { platform: string; kind: 'platform-frozen' | 'platform-killed' },
  signal: AbortSignal,
): Promise<Act> {
  const found = stage.platforms.find(each => each.name === platform)
  if (found === undefined) throw failed(`there is no platform ${platform}`)
  const isFrozen = kind === 'platform-frozen'
  watch.tell(
    `⚡ ${platform}: ${isFrozen ? '主地址冻结 main address freezes' : '主地址宕机 main address dies'}`,
  )
  const atMs = await found.order(isFrozen ? 'freeze' : 'kill', 'main')
  await delay(moveMs, undefined, { signal })
  return { kind, platform, atMs, untilMs: Date.now() }
}

type Goal = { readonly is: string; readonly holds: (view: NonNullable<Watch['view']>) => boolean }

const carries: Goal = { is: 'carries', holds: ({ legs }) => legs.every(leg => leg.state.at === 'carrying') }
const hasSlate: Goal = { is: 'has its slate', holds: ({ isSlateReady }) => isSlateReady }
const shows = (name: string): Goal => ({ is: `shows ${name}`, holds: ({ onAir }) => onAir === name })

async function reached(watch: Watch, goal: Goal, withinMs: number, signal: AbortSignal): Promise<void> {
  const untilMs = performance.now() + withinMs
  for (;;) {
    const { view } = watch
    if (view !== undefined && goal.holds(view)) return
    if (performance.now() > untilMs) {
      const states = view?.legs.map(leg => `${leg.destination} ${leg.state.at}: ${leg.why ?? ''}`)
      throw failed(
        `not within ${withinMs / 1_000} s: it ${goal.is}; on air is ${view?.onAir ?? 'nothing'}\n${states?.join('\n')}`,
      )
    }
    await delay(100, undefined, { signal })
  }
}
