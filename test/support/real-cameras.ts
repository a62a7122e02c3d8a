// Cameras played by other people's programs: each publishes H.264 and AAC until its stage closes.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { folderFor, type RealChild, startChild } from './real-programs.ts'

/** The picture that every camera here sends. */
export const picture = { widthPx: 640, heightPx: 360, frameRateFps: 30 } as const

const { widthPx, heightPx, frameRateFps } = picture
const moving = `testsrc2=size=${widthPx}x${heightPx}:rate=${frameRateFps}`
const humming = 'sine=frequency=440:sample_rate=48000'
const asFlv = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '30', '-sc_threshold', '0'],
  ...['-b:v', '800k', '-maxrate', '800k', '-bufsize', '400k', '-pix_fmt', 'yuv420p'],
  ...['-c:a', 'aac', '-b:a', '96k', '-ac', '2', '-f', 'flv'],
]

/** FFmpeg, with B-frames and a key frame each second. */
export function ffmpegCamera(stage: AsyncDisposableStack, url: string): RealChild {
  const sources = ['-re', '-f', 'lavfi', '-i', moving, '-re', '-f', 'lavfi', '-i', humming]
  return startChild(stage, 'ffmpeg', ['-v', 'warning', '-nostdin', ...sources, ...asFlv, url])
}

/** GStreamer's rtmp2sink. Without a latency its muxer lets sound pass a late picture, and bends the picture's times. */
export function gstreamerCamera(stage: AsyncDisposableStack, url: string): RealChild {
  const video = `video/x-raw,width=${widthPx},height=${heightPx},framerate=${frameRateFps}/1`
  const args = `-q -e videotestsrc pattern=ball ! ${video} ! x264enc speed-preset=ultrafast bitrate=800 key-int-max=30 bframes=0 ! h264parse ! clocksync ! flvmux name=mux streamable=true latency=2000000000 ! rtmp2sink location=${url} audiotestsrc wave=ticks ! audioconvert ! avenc_aac ! aacparse ! clocksync ! mux.`
  return startChild(stage, 'gst-launch-1.0', args.split(' '))
}

/** curl's librtmp, uploading a file of so many seconds at about the pace of life. */
export function librtmpCamera(stage: AsyncDisposableStack, url: string, seconds: number): RealChild {
  const file = join(folderFor(stage, 'camera'), 'camera.flv')
  const sources = ['-f', 'lavfi', '-i', moving, '-f', 'lavfi', '-i', humming, '-t', String(seconds)]
  const made = spawnSync('ffmpeg', ['-v', 'error', '-nostdin', ...sources, ...asFlv, file], {
    encoding: 'utf8',
  })
  if (made.status !== 0) throw new Error(`no file to upload: ${made.stderr}`)
  return startChild(stage, 'curl', ['-sS', '--limit-rate', '112k', '-T', file, url])
}
