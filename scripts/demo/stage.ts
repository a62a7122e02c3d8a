// Sets the demo up: the product, a camera, three stand-in platforms, a broadcast that runs to all of them.
import { randomBytes } from 'node:crypto'
import { type CameraPlan, DemoCamera, feed } from './camera.ts'
import { House, type HouseApi } from './house.ts'
import { hireHost, hostFeed, hostReady } from './night-host.ts'
import { PlatformProgram } from './platform-program.ts'
import { failed } from './programs.ts'

export type Stage = AsyncDisposable & {
  readonly house: House
  /** Undefined where the host is alone. */
  readonly camera: DemoCamera | undefined
  /** The feed that is shown while nothing has failed. */
  readonly mainFeed: string
  /** What takes its place when it is lost. */
  readonly standIn: string
  readonly platforms: readonly PlatformProgram[]
  /** Throws when something that should run has ended. */
  check(): void
}

export type StagePlan = CameraPlan & {
  readonly say: (sentence: string) => void
  /** A virtual host: alone, or beside a camera that she steps in for. */
  readonly host?: 'alone' | 'understudy' | undefined
}

export const broadcast = 'evening'

/** Destination names and what stands at the other end of each. */
export const destinations = [
  { name: 'douyin', platform: 'douyin' },
  { name: 'channels', platform: 'wechat-channels' },
  { name: 'kuaishou', platform: 'kuaishou' },
] as const

/** Platforms of which it is known that they allow hosts without anybody on duty: servers of one's own. */
const hostDestinations = destinations.map(({ name }) => ({ name, platform: 'rtmp' }))

export async function openStage(plan: StagePlan, signal: AbortSignal): Promise<Stage> {
  await using opened = new AsyncDisposableStack()
  const { say } = plan
  say('启动替身平台 starting three stand-in platforms …')
  const platforms: PlatformProgram[] = []
  const started = await Promise.allSettled(
    destinations.map(async ({ name }) => opened.use(await PlatformProgram.start(name))),
  )
  for (const each of started) {
    if (each.status === 'rejected') throw each.reason
    platforms.push(each.value)
  }
  signal.throwIfAborted()

  say('启动长明 starting Changming …')
  const house = opened.use(new House())
  await house.start()
  signal.throwIfAborted()

  const { host } = plan
  const hire = async () => {
    say('请虚拟主播 hiring a virtual host: she is drawn and given a voice, once …')
    await hireHost(house)
  }
  if (host === 'alone') await hire()
  const camera = host === 'alone' ? undefined : opened.use(new DemoCamera(house, plan))
  if (camera !== undefined) {
    say('启动摄像机 starting the camera …')
    await camera.start()
    signal.throwIfAborted()
  }
  if (host === 'alone') await hostReady(house, say, signal)

  say('开播 going live …')
  await goLive(house, platforms, { name: broadcast, isProved: true, host })
  if (host === 'understudy') {
    await hire()
    await putBroadcast(house, platforms, { name: broadcast, isProved: true, host, understudy: hostFeed })
    await hostReady(house, say, signal)
  }
  const kept = opened.move()
  return {
    house,
    camera,
    mainFeed: host === 'alone' ? hostFeed : feed,
    standIn: host === 'understudy' ? hostFeed : 'slate',
    platforms,
    check: () => {
      if (house.isLost) throw failed('Changming itself has ended; look at its logs')
      if (camera?.lastWords !== undefined) throw failed(`the camera has ended. It said:\n${camera.lastWords}`)
      for (const platform of platforms)
        if (platform.isLost) throw failed(`the stand-in platform ${platform.name} has ended`)
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

type Show = {
  readonly name: string
  /** What viewers get is looked at too. */
  readonly isProved: boolean
  readonly host?: StagePlan['host']
  readonly understudy?: string
}

type Asked = Pick<HouseApi, 'ask'>

async function putBroadcast(house: Asked, platforms: readonly PlatformProgram[], show: Show): Promise<void> {
  const { name, isProved, host, understudy = null } = show
  await house.ask('PUT', `/api/broadcasts/${name}`, {
    feeds: [host === 'alone' ? hostFeed : feed],
    understudy,
    destinations: (host === undefined ? destinations : hostDestinations).map(each => ({
      ...each,
      rendition: 'source',
      ...(isProved ? { playback: { url: platforms.find(({ name }) => name === each.name)?.playUrl } } : {}),
    })),
  })
}

export async function goLive(house: Asked, platforms: readonly PlatformProgram[], show: Show): Promise<void> {
  const { name } = show
  await putBroadcast(house, platforms, show)
  for (const platform of platforms) {
    const endpoints = platform.urls.map((url, i) => ({ url, key: tonightsKey(platform.name, i) }))
    await house.ask('PUT', `/api/broadcasts/${name}/destinations/${platform.name}/endpoints`, endpoints)
  }
  await house.ask('POST', `/api/broadcasts/${name}/start`)
}

/** Like a platform's: a name and a signature in its query. */
function tonightsKey(platform: string, endpoint: number): string {
  return `${platform}-${endpoint}-${randomBytes(6).toString('hex')}?sign=${randomBytes(12).toString('hex')}`
}
