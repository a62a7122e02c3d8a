// The main path between other people's programs: their encoders in, their servers out, their decoder as the judge.
import { ffmpegCamera, gstreamerCamera, librtmpCamera, picture } from '../support/real-cameras.ts'
import { judgeEvening, openEvening } from '../support/real-evening.ts'
import { type RealChild, realTest } from '../support/real-programs.ts'

type Plan = { readonly forMs: number; readonly hasBFrames: boolean }
type Camera = (stage: AsyncDisposableStack, url: string) => RealChild

/** Three destinations carry the camera for so long; then all of it is ended and judged. */
async function carryToThree(stage: AsyncDisposableStack, startCamera: Camera, plan: Plan): Promise<void> {
  const evening = await openEvening(stage)
  const { house } = evening
  const camera = startCamera(stage, house.publishUrl)
  await house.allCarrying().catch(error => {
    throw new Error(`${error.message}; the camera said: ${camera.said()}`)
  })
  await new Promise(resolve => setTimeout(resolve, plan.forMs))
  await house.allCarrying(1_000)
  await house.stop()
  await camera.end('SIGTERM')
  await judgeEvening(evening, { picture, ...plan })
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
