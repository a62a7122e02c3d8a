// Cameras played by other people's programs: each publishes H.264 and AAC until its stage closes.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { folderFor, type RealChild, startChild } from './real-programs.ts'

/** The picture that every camera here sends, unless told otherwise. */
export const picture = { widthPx: 640, heightPx: 360, frameRateFps: 30 } as const

/** How a camera differs from the usual. */
export type CameraLook = {
  readonly widthPx?: number
  readonly heightPx?: number
  readonly frameRateFps?: number
  readonly sampleRateHz?: number
  readonly channels?: number
  /** All of the picture in this colour, so that a viewer can tell who is shown. */
  readonly hueDegrees?: number
}

/** Each second begins with a white flash and a beep of this length. */
export const flashMs = 100

const moving = ({ widthPx, heightPx, frameRateFps } = {} as CameraLook) =>
  `testsrc2=size=${widthPx ?? picture.widthPx}x${heightPx ?? picture.heightPx}:rate=${frameRateFps ?? picture.frameRateFps}`
const humming = 'sine=frequency=440:sample_rate=48000'
const encoded = (
  { frameRateFps = picture.frameRateFps, channels = 2 }: CameraLook,
  keyEverySeconds: number,
) => [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-sc_threshold', '0'],
  ...['-g', String(Math.round(frameRateFps * keyEverySeconds))],
  ...['-b:v', '800k', '-maxrate', '800k', '-bufsize', '400k', '-pix_fmt', 'yuv420p'],
  ...['-c:a', 'aac', '-b:a', '96k', '-ac', String(channels), '-f', 'flv'],
]

/** FFmpeg, with B-frames and a key frame each second. */
export function ffmpegCamera(stage: AsyncDisposableStack, url: string): RealChild {
  const sources = ['-re', '-f', 'lavfi', '-i', moving(), '-re', '-f', 'lavfi', '-i', humming]
  return startChild(stage, 'ffmpeg', ['-v', 'warning', '-nostdin', ...sources, ...encoded({}, 1), url])
}

/** FFmpeg again, in one colour, with a flash and a beep each second and a key frame twice a second. */
export function colouredCamera(stage: AsyncDisposableStack, url: string, look: CameraLook): RealChild {
  const during = `lt(mod(t\\,1)\\,${flashMs / 1_000})`
  const tint = `colorize=hue=${look.hueDegrees ?? 0}:saturation=0.8:lightness=0.5:mix=0.3`
  const video = `${moving(look)},${tint},drawbox=color=white:t=fill:enable='${during}'`
  const audio = `aevalsrc='if(${during}\\,0.5*sin(2*PI*880*t)\\,0)':sample_rate=${look.sampleRateHz ?? 48_000}`
  const sources = ['-re', '-f', 'lavfi', '-i', video, '-re', '-f', 'lavfi', '-i', audio]
  return startChild(stage, 'ffmpeg', ['-v', 'warning', '-nostdin', ...sources, ...encoded(look, 0.5), url])
}

/** GStreamer's rtmp2sink. Without a latency its muxer lets sound pass a late picture, and bends the picture's times. */
export function gstreamerCamera(stage: AsyncDisposableStack, url: string): RealChild {
  const { widthPx, heightPx, frameRateFps } = picture
  const video = `video/x-raw,width=${widthPx},height=${heightPx},framerate=${frameRateFps}/1`
  const args = `-q -e videotestsrc pattern=ball ! ${video} ! x264enc speed-preset=ultrafast bitrate=800 key-int-max=30 bframes=0 ! h264parse ! clocksync ! flvmux name=mux streamable=true latency=2000000000 ! rtmp2sink location=${url} audiotestsrc wave=ticks ! audioconvert ! avenc_aac ! aacparse ! clocksync ! mux.`
  return startChild(stage, 'gst-launch-1.0', args.split(' '))
}

/** curl's librtmp, uploading a file of so many seconds at about the pace of life. */
export function librtmpCamera(stage: AsyncDisposableStack, url: string, seconds: number): RealChild {
  const file = join(folderFor(stage, 'camera'), 'camera.flv')
  const sources = ['-f', 'lavfi', '-i', moving(), '-f', 'lavfi', '-i', humming, '-t', String(seconds)]
  const made = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', ...sources, ...encoded({}, 1), file], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`no file to upload: ${made.stderr}`)
  return startChild(stage, 'curl', ['-sS', '--limit-rate', '112k', '-T', file, url])
}
