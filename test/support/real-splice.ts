// A show of several cameras at three nginx, and a judge of what each platform's viewers saw of it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { type CameraLook, colouredCamera, picture } from './real-cameras.ts'
import { type House, openHouse } from './real-house.ts'
import { type Nginx, startNginx } from './real-nginx.ts'
import type { RealChild } from './real-programs.ts'
import { judgeRecording, type Recording } from './real-recording.ts'
import { type Palette, type Shown, shownIn, skewsMs, viewRecording } from './real-viewing.ts'
import { until } from './until.ts'

/** Two of the program's profile, one of another size, one of another frame rate and sound. */
export const looks = {
  'camera-a': { hueDegrees: 0 },
  'camera-b': { hueDegrees: 120 },
  'camera-c': { hueDegrees: 240, widthPx: 480, heightPx: 270 },
  'camera-d': { hueDegrees: 60, frameRateFps: 25, sampleRateHz: 44_100, channels: 1 },
} as const satisfies Record<string, CameraLook>

export type CameraName = keyof typeof looks

/** Average colours as decoded; the slate is the one that comes as it is. */
const palette: Palette = {
  'camera-a': { u: 108, v: 216 },
  'camera-b': { u: 58, v: 48 },
  'camera-c': { u: 214, v: 119 },
  'camera-d': { u: 36, v: 133 },
  slate: { u: 118, v: 138 },
}

export type Show = {
  readonly house: House
  readonly platforms: readonly Nginx[]
  readonly cameras: Readonly<Record<string, RealChild>>
  /** Starts a camera, or starts it again. */
  startCamera(name: CameraName): void
  /** Resolves when the program shows this. */
  shows(what: string, program?: string): Promise<void>
}

export type ShowPlan = Readonly<Record<string, unknown>> & {
  /** What each of the three destinations must not carry. */
  readonly without?: readonly (readonly CameraName[])[]
}

/** On air at three nginx with these cameras, the first of them shown. */
export async function openShow(
  stage: AsyncDisposableStack,
  feeds: readonly CameraName[],
  { without = [], ...plan }: ShowPlan = {},
): Promise<Show> {
  const platforms = [await startNginx(stage), await startNginx(stage), await startNginx(stage)]
  const destinations = platforms.map(({ url }, i) => ({
    name: `shop-${i + 1}`,
    endpoints: [{ url, key: `key-${i}` }],
    without: without[i] ?? [],
  }))
  const house = await openHouse(stage, destinations, {}, { ...plan, feeds })
  const cameras: Record<string, RealChild> = {}
  const startCamera = (name: CameraName) => {
    cameras[name] = colouredCamera(stage, house.publishUrlOf(name), looks[name])
  }
  await house.start()
  for (const name of feeds) {
    startCamera(name)
    await until(`${name} is there`, async () => {
      const { feeds: known } = await house.product.api('GET', '/api/feeds')
      return known.some((feed: any) => feed.name === name && feed.session !== null)
    })
  }
  await house.allCarrying()
  const shows = async (what: string, program = 'main') => {
    let seen: string | null = null
    const isShown = async () => (seen = await house.onAir(program)) === what
    await until(`${what} is shown`, isShown, 20_000).catch(error => {
      throw new Error(`${error.message}; shown: ${seen}`)
    })
  }
  return { house, platforms, cameras, startCamera, shows }
}

export const slateIsReady = (house: House) =>
  until(
    'the slate is ready',
    async () => {
      const { slateState } = await house.product.api('GET', '/api/broadcasts/evening')
      return slateState.at === 'ready'
    },
    90_000,
  )

/** Sizes of the pictures, in the order they were first seen. */
export async function sizesIn(file: string): Promise<string[]> {
  const args = [
    '-v',
    'error',
    '-select_streams',
    'v',
    '-show_entries',
    'frame=width,height',
    '-of',
    'csv=p=0',
    file,
  ]
  const { stdout } = await promisify(execFile)('ffprobe', args, { maxBuffer: 1 << 26 })
  return [...new Set(stdout.split('\n').map(line => line.split(',').slice(0, 2).join('x')))].filter(
    size => size !== '',
  )
}

export type Watched = Recording & { readonly shown: readonly Shown[]; readonly skewsMs: readonly number[] }

/** Stops the show and judges what every platform got: one connection, whole, in order, and no picture of nobody. */
export async function judgeShow({ house, platforms }: Show): Promise<Watched[]> {
  await house.stop()
  const watched: Watched[] = []
  for (const platform of platforms) {
    await platform.settled()
    expect(platform.publishes).toHaveLength(1)
    const files = platform.recordings()
    expect(files).toHaveLength(1)
    const recording = await judgeRecording(files[0] as string)
    expect(recording).toMatchObject({
      widthPx: picture.widthPx,
      heightPx: picture.heightPx,
      backwards: { video: 0, audio: 0 },
      startsWithKeyframe: true,
      decodeErrors: '',
      shownTooEarly: [],
    })
    const viewing = await viewRecording(files[0] as string)
    const shown = shownIn(viewing, palette)
    expect(shown.filter(({ what }) => what === 'nobody')).toEqual([])
    watched.push({ ...recording, shown, skewsMs: skewsMs(viewing) })
  }
  return watched
}
