// OBS Studio on a screen that nobody sees, with a home of its own, and its buttons pressed through its own WebSocket.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../scripts/product.ts'
import { folderFor, type RealChild, startChild } from './real-programs.ts'
import { until } from './until.ts'

export const obsPicture = { widthPx: 640, heightPx: 360, frameRateFps: 30 } as const

export type StreamStatus = {
  readonly outputActive: boolean
  readonly outputReconnecting: boolean
  /** Frames that OBS dropped because we took them too slowly. */
  readonly outputSkippedFrames: number
  readonly outputTotalFrames: number
}

export type Obs = RealChild & {
  /** "Stop Streaming", until OBS says that it has stopped. */
  stopStreaming(): Promise<void>
  startStreaming(): Promise<void>
  status(): Promise<StreamStatus>
  /** What it wrote, from its first line on. */
  log(): string
}

/** Starts OBS streaming to `server` with `key`, which stands in OBS's own settings file and nowhere else. */
export async function startObs(
  stage: AsyncDisposableStack,
  { server, key }: { server: string; key: string },
): Promise<Obs> {
  const home = folderFor(stage, 'obs')
  chmodSync(home, 0o700)
  const socketPort = await freePort()
  writeSettings(home, { server, key, socketPort })
  const env = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_RUNTIME_DIR: home,
    DISPLAY: await startScreen(stage),
    QT_QPA_PLATFORM: 'xcb',
    LIBGL_ALWAYS_SOFTWARE: '1',
    https_proxy: 'http://127.0.0.1:9', // it looks for newer lists of services in the Internet; nobody is there
  }
  const args =
    '--startstreaming --minimize-to-tray --multi --disable-shutdown-check --disable-missing-files-check'
  const names = '--profile shop --collection shop --scene counter'
  const obs = startChild(stage, 'obs', [...args.split(' '), ...names.split(' ')], {
    env: env as NodeJS.ProcessEnv,
  })
  const log = wholeLog(obs)
  const failed = (error: Error) => {
    throw new Error(`${error.message}; OBS said: ${log()}`)
  }
  const ask = await until('OBS listens', () => connectTo(stage, socketPort), 40_000).catch(failed)
  const status = async () => (await ask('GetStreamStatus')) as StreamStatus
  const untilActive = (isWanted: boolean) =>
    until(
      `OBS ${isWanted ? 'streams' : 'has stopped'}`,
      async () => (await status()).outputActive === isWanted,
      20_000,
    ).catch(failed)
  await untilActive(true)
  return {
    ...obs,
    log,
    status,
    stopStreaming: async () => {
      await ask('StopStream')
      await untilActive(false)
    },
    startStreaming: async () => {
      await ask('StartStream')
      await untilActive(true)
    },
  }
}

function wholeLog({ child }: RealChild): () => string {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', piece => (text += piece))
  return () => text
}

/** An X server that picks a free display itself; the name of that display. */
async function startScreen(stage: AsyncDisposableStack): Promise<string> {
  const args = ['-displayfd', '3', '-screen', '0', '1280x720x24', '-nolisten', 'tcp', '+extension', 'GLX']
  const screen = startChild(stage, 'Xvfb', args, { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  let number = ''
  screen.child.stdio[3]?.on('data', (text: Buffer) => (number += text.toString()))
  await until(`a screen: ${screen.said()}`, () => number.endsWith('\n'))
  return `:${number.trim()}`
}

/** A profile, a scene and an answer to every question that OBS asks a newcomer. */
function writeSettings(
  home: string,
  { server, key, socketPort }: { server: string; key: string; socketPort: number },
): void {
  const folder = join(home, 'obs-studio')
  const profile = join(folder, 'basic/profiles/shop')
  const scenes = join(folder, 'basic/scenes')
  mkdirSync(profile, { recursive: true })
  mkdirSync(scenes, { recursive: true })
  const { widthPx, heightPx, frameRateFps } = obsPicture
  const picture = join(home, 'picture.png')
  const drawing = `testsrc2=size=${widthPx}x${heightPx}`
  const made = spawnSync(
    'ffmpeg',
    ['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', drawing, '-frames:v', '1', picture],
    { encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`no picture to show: ${made.stderr}`)
  writeFileSync(
    join(folder, 'global.ini'),
    ini({
      General: { FirstRun: true, InfoIncrement: 99, LastVersion: 0x1d_00_00_02, EnableAutoUpdates: false },
      Basic: {
        Profile: 'shop',
        ProfileDir: 'shop',
        SceneCollection: 'shop',
        SceneCollectionFile: 'shop',
        ConfigOnNewProfile: false,
      },
      BasicWindow: { PreviewEnabled: false, WarnBeforeStartingStream: false },
      OBSWebSocket: {
        FirstLoad: false,
        ServerEnabled: true,
        ServerPort: socketPort,
        AuthRequired: false,
        AlertsEnabled: false,
      },
    }),
  )
  writeFileSync(
    join(profile, 'basic.ini'),
    ini({
      General: { Name: 'shop' },
      Output: { Mode: 'Advanced' },
      AdvOut: { Encoder: 'obs_x264', TrackIndex: 1, Track1Bitrate: 128 },
      Video: {
        BaseCX: widthPx,
        BaseCY: heightPx,
        OutputCX: widthPx,
        OutputCY: heightPx,
        FPSCommon: frameRateFps,
      },
      Audio: { SampleRate: 48_000, ChannelSetup: 'Stereo' },
    }),
  )
  const encoder = { rate_control: 'CBR', bitrate: 1_500, keyint_sec: 2, preset: 'veryfast', profile: 'high' }
  writeJson(join(profile, 'streamEncoder.json'), encoder)
  writeJson(join(profile, 'service.json'), { type: 'rtmp_custom', settings: { server, key } })
  writeJson(join(scenes, 'shop.json'), sceneOf(picture))
}

/** One picture that moves to the left for ever. */
const sceneOf = (file: string) => ({
  name: 'shop',
  current_scene: 'counter',
  current_program_scene: 'counter',
  scene_order: [{ name: 'counter' }],
  sources: [
    {
      id: 'image_source',
      name: 'picture',
      settings: { file },
      filters: [{ id: 'scroll_filter', name: 'moves', settings: { speed_x: 120, loop: true } }],
    },
    {
      id: 'scene',
      name: 'counter',
      settings: { items: [{ name: 'picture', id: 1, visible: true, align: 5 }], id_counter: 1 },
    },
  ],
})

const ini = (sections: Record<string, Record<string, string | number | boolean>>) =>
  Object.entries(sections)
    .map(
      ([name, fields]) =>
        `[${name}]\n${Object.entries(fields)
          .map(([field, value]) => `${field}=${value}\n`)
          .join('')}`,
    )
    .join('\n')

const writeJson = (file: string, value: unknown) => writeFileSync(file, JSON.stringify(value))

type Ask = (requestType: string) => Promise<unknown>

/** Speaks obs-websocket 5: hello, identify, then requests and answers. Undefined while nobody listens. */
async function connectTo(stage: AsyncDisposableStack, port: number): Promise<Ask | undefined> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}`)
  const asked = new Map<string, PromiseWithResolvers<unknown>>()
  const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d }))
  const isIdentified = await new Promise<boolean>(resolve => {
    socket.addEventListener('message', ({ data }) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: any }
      if (op === 0) send(1, { rpcVersion: 1, eventSubscriptions: 0 })
      else if (op === 2) resolve(true)
      else if (op === 7) settle(asked.get(d.requestId), d)
    })
    socket.addEventListener('error', () => resolve(false))
    socket.addEventListener('close', () => {
      for (const each of asked.values()) each.reject(new Error('OBS hung up'))
      resolve(false)
    })
  })
  if (!isIdentified) return undefined
  stage.defer(() => socket.close())
  return requestType => {
    const requestId = String(asked.size)
    const answer = Promise.withResolvers<unknown>()
    asked.set(requestId, answer)
    send(6, { requestType, requestId })
    return answer.promise
  }
}

function settle(answer: PromiseWithResolvers<unknown> | undefined, d: any): void {
  if (d.requestStatus.result === true) answer?.resolve(d.responseData)
  else answer?.reject(new Error(`OBS refuses ${d.requestType}: ${d.requestStatus.comment}`))
}
