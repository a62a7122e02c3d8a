// The main path between other people's programs: their encoders in, their servers out, their decoder as the judge.
import { expect } from 'vitest'
import { ffmpegCamera, gstreamerCamera, librtmpCamera, picture } from '../support/real-cameras.ts'
import { openHouse } from '../support/real-house.ts'
import { type Nginx, startNginx } from '../support/real-nginx.ts'
import { type RealChild, realTest } from '../support/real-programs.ts'
import { judgeRecording } from '../support/real-recording.ts'

/** Keys as platforms give them out: with queries, signs and an escape, all to be kept to the letter. */
const keys = [
  'stream-404927-Ab_9?expire=1893456000&sign=3f9c0d&volcSecret=a%2Fb&tx~=1',
  'live_5511_77?streamname=live_5511_77&key=0d9e8f&schedule=rtmp&pflag=1',
  'plain-key-without-query',
]

type Plan = { readonly forMs: number; readonly hasBFrames: boolean }
type Camera = (stage: AsyncDisposableStack, url: string) => RealChild

/** Three destinations, each at an nginx of its own, carry the camera for so long; then all of it is ended and judged. */
async function carryToThree(
  stage: AsyncDisposableStack,
  startCamera: Camera,
  { forMs, hasBFrames }: Plan,
): Promise<void> {
  const platforms = [await startNginx(stage), await startNginx(stage), await startNginx(stage)]
  const destinations = platforms.map(({ url }, i) => ({
    name: `shop-${i + 1}`,
    endpoints: [{ url, key: keys[i] as string }],
  }))
  const house = await openHouse(stage, destinations)
  await house.start()
  const camera = startCamera(stage, house.publishUrl)
  await house.allCarrying().catch(error => {
    throw new Error(`${error.message}; the camera said: ${camera.said()}`)
  })
  await new Promise(resolve => setTimeout(resolve, forMs))
  await house.allCarrying(1_000)
  await house.stop()
  await camera.end('SIGTERM')
  for (const [i, platform] of platforms.entries()) {
    await platform.settled()
    expect(platform.publishes.map(publish => publish.streamName)).toEqual([keys[i]])
    await judge(platform, { forMs, hasBFrames })
  }
}

async function judge(platform: Nginx, { forMs, hasBFrames }: Plan): Promise<void> {
  const files = platform.recordings()
  expect(files).toHaveLength(1)
  const seen = await judgeRecording(files[0] as string)
  expect(seen).toMatchObject({
    widthPx: picture.widthPx,
    heightPx: picture.heightPx,
    backwards: { video: 0, audio: 0 },
    startsWithKeyframe: true,
    decodeErrors: '',
  })
  expect(seen.lastMs).toBeGreaterThan(forMs * 0.8)
  expect(seen.videoFrames).toBeGreaterThan((forMs / 1_000) * picture.frameRateFps * 0.8)
  expect(seen.audioFrames).toBeGreaterThan((forMs / 1_000) * 40 * 0.8)
  expect(seen.reordered > 0).toBe(hasBFrames)
  expect(seen.maxHoleMs).toBeLessThan(300)
}

realTest(
  'FFmpeg with B-frames reaches three nginx, once each, whole and in order',
  ['ffmpeg', 'nginx'],
  stage => carryToThree(stage, ffmpegCamera, { forMs: 8_000, hasBFrames: true }),
)

realTest(
  'GStreamer reaches three nginx, once each, whole and in order',
  ['gstreamer', 'ffmpeg', 'nginx'],
  stage => carryToThree(stage, gstreamerCamera, { forMs: 6_000, hasBFrames: false }),
)

realTest(
  'librtmp reaches three nginx, once each, whole and in order',
  ['librtmp', 'ffmpeg', 'nginx'],
  stage => carryToThree(stage, (on, url) => librtmpCamera(on, url, 30), { forMs: 6_000, hasBFrames: true }),
)
