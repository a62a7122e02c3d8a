// The main path as one evening: a house on air at three nginx, and a judge for what each of them recorded.
import { expect } from 'vitest'
import { type House, openHouse } from './real-house.ts'
import { type Nginx, startNginx } from './real-nginx.ts'
import { judgeRecording } from './real-recording.ts'

/** Keys as platforms give them out: with queries, signs and an escape, all to be kept to the letter. */
const keys = [
  'stream-404927-Ab_9?expire=1893456000&sign=3f9c0d&volcSecret=a%2Fb&tx~=1',
  'live_5511_77?streamname=live_5511_77&key=0d9e8f&schedule=rtmp&pflag=1',
  'plain-key-without-query',
] as const

export type Picture = { readonly widthPx: number; readonly heightPx: number; readonly frameRateFps: number }
export type Plan = {
  readonly picture: Picture
  readonly forMs: number
  readonly hasBFrames: boolean
  /** The longest hole between pictures that the plan itself makes. */
  readonly holeMs?: number
}

export type Evening = {
  readonly house: House
  readonly platforms: readonly Nginx[]
  readonly keys: readonly string[]
}

/** Three destinations, each at an nginx of its own, wished on air and armed for a camera. */
export async function openEvening(stage: AsyncDisposableStack): Promise<Evening> {
  const platforms = [await startNginx(stage), await startNginx(stage), await startNginx(stage)]
  const destinations = platforms.map(({ url }, i) => ({
    name: `shop-${i + 1}`,
    endpoints: [{ url, key: keys[i] as string }],
  }))
  const house = await openHouse(stage, destinations)
  await house.start()
  return { house, platforms, keys }
}

/** Each platform saw one publish, under its key to the letter, and recorded all of it whole and in order. */
export async function judgeEvening({ platforms }: Evening, plan: Plan): Promise<void> {
  for (const [i, platform] of platforms.entries()) {
    await platform.settled()
    expect(platform.publishes.map(publish => publish.streamName)).toEqual([keys[i]])
    await judge(platform, plan)
  }
}

async function judge(platform: Nginx, { picture, forMs, hasBFrames, holeMs = 0 }: Plan): Promise<void> {
  const files = platform.recordings()
  expect(files).toHaveLength(1)
  const seen = await judgeRecording(files[0] as string)
  expect(seen).toMatchObject({
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    backwards: { video: 0, audio: 0 },
    startsWithKeyframe: true,
    decodeErrors: '',
    shownTooEarly: [],
  })
  expect(seen.lastMs).toBeGreaterThan(forMs * 0.8)
  expect(seen.videoFrames).toBeGreaterThan((forMs / 1_000) * picture.frameRateFps * 0.8)
  expect(seen.audioFrames).toBeGreaterThan((forMs / 1_000) * 40 * 0.8)
  expect(seen.reordered > 0).toBe(hasBFrames)
  expect(seen.maxHoleMs).toBeLessThan(300 + holeMs)
}
