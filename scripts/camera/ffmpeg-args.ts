// What FFmpeg is asked for: H.264 + AAC in FLV on its standard output. Plain enough for the build of 2018 that npm brings.
import { picture } from './layout.ts'

const videoKbps = 2_500
const keyframeSeconds = 2

// A calm chord, and a short tick at each full second.
const tick = '0.10*sin(2*PI*1320*t)*exp(-60*mod(t\\,1))'
const chord = (a: number, b: number) =>
  `(0.030*sin(2*PI*${a}*t)+0.022*sin(2*PI*${b}*t))*(0.7+0.3*sin(2*PI*0.2*t))`
const sound = `aevalsrc=exprs=${chord(220, 329.63)}+${tick}|${chord(277.18, 440)}+${tick}:s=48000:c=stereo`

const h264 = [
  ...['-c:v', 'libx264', '-preset', 'superfast', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-bf', '2'],
  ...['-b:v', `${videoKbps}k`, '-minrate', `${videoKbps}k`, '-maxrate', `${videoKbps}k`],
  ...['-bufsize', `${videoKbps}k`, '-sc_threshold', '0', '-threads', '1'],
  // Filler keeps the rate where an encoder in CBR keeps it; a calm picture alone would need a fifth of it.
  ...['-x264-params', 'nal-hrd=cbr:rc-lookahead=10'],
]
const aac = ['-c:a', 'aac', '-b:a', '128k', '-ar', '48000', '-ac', '2']
const flvOut = ['-flvflags', 'no_duration_filesize', '-f', 'flv', 'pipe:1']

/** Frames come as yuv420p on standard input. */
export function drawnArgs(): string[] {
  const { widthPx, heightPx, frameRateFps } = picture
  const colour = [
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
    '-color_range',
    'tv',
  ]
  return [
    ...['-v', 'error', '-nostdin'],
    ...[
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      '-s',
      `${widthPx}x${heightPx}`,
      '-r',
      `${frameRateFps}`,
      '-i',
      'pipe:0',
    ],
    ...['-f', 'lavfi', '-i', sound, '-map', '0:v', '-map', '1:a', '-shortest'],
    ...h264,
    ...['-g', `${frameRateFps * keyframeSeconds}`, ...colour],
    ...aac,
    ...flvOut,
  ]
}

export type FileFacts = {
  readonly hasVideo: boolean
  readonly hasAudio: boolean
  readonly isH264: boolean
  readonly isAac: boolean
}

/** Loops a file at its own pace; what is not H.264 or AAC is encoded again, and silence is added where there is no sound. */
export function fileArgs(file: string, facts: FileFacts): string[] {
  const silence = facts.hasAudio ? [] : ['-f', 'lavfi', '-i', 'anullsrc=r=48000:cl=stereo', '-shortest']
  const keyframes = ['-force_key_frames', `expr:gte(t,n_forced*${keyframeSeconds})`]
  return [
    ...['-v', 'error', '-nostdin', '-fflags', '+genpts', '-re', '-stream_loop', '-1', '-i', file, ...silence],
    ...['-map', '0:v:0', '-map', facts.hasAudio ? '0:a:0' : '1:a:0'],
    ...(facts.isH264 ? ['-c:v', 'copy'] : [...h264, ...keyframes]),
    ...(facts.isAac ? ['-c:a', 'copy'] : aac),
    ...flvOut,
  ]
}

/** Reads what `ffmpeg -i FILE` says on standard error: there may be no ffprobe. */
export function readFileFacts(said: string): FileFacts {
  const of = (kind: string) => new RegExp(`Stream #0:\\d+.*?: ${kind}: (\\w+)`).exec(said)?.[1]
  const video = of('Video')
  const audio = of('Audio')
  return {
    hasVideo: video !== undefined,
    hasAudio: audio !== undefined,
    isH264: video === 'h264',
    isAac: audio === 'aac',
  }
}
