// What a recording is worth: its pictures and sounds, their order, and whether a decoder has anything to say about it.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export type Recording = {
  readonly widthPx: number
  readonly heightPx: number
  readonly videoFrames: number
  readonly audioFrames: number
  /** Packets whose DTS is not greater than that of the one before. */
  readonly backwards: { readonly video: number; readonly audio: number }
  readonly startsWithKeyframe: boolean
  /** Longest hole between pictures, in milliseconds. */
  readonly maxHoleMs: number
  readonly lastMs: number
  /** Pictures that lie before another in decoding order but behind it in showing order. */
  readonly reordered: number
  /** What `ffmpeg -v error` said while decoding all of it, but for pictures that are shown too early. */
  readonly decodeErrors: string
  /** Decoded pictures whose time to be shown is not after that of the one before: FFmpeg's words for each. */
  readonly shownTooEarly: readonly string[]
}

type Packet = { stream: string; ptsMs: number; dtsMs: number; isKey: boolean }

export async function judgeRecording(file: string): Promise<Recording> {
  // The time base of the file, not that of the frame rate: two pictures within one frame's time are no error.
  const judge = ['-f', 'null', '-fps_mode', 'passthrough', '-enc_time_base', '-1', '-']
  const decoding = await run('ffmpeg', ['-v', 'error', '-i', file, ...judge], { maxBuffer: 1 << 26 })
  const fields = 'stream=index,codec_type,width,height:packet=stream_index,pts_time,dts_time,flags'
  const { stdout } = await run(
    'ffprobe',
    ['-v', 'error', '-show_streams', '-show_packets', '-show_entries', fields, '-of', 'json', file],
    { maxBuffer: 1 << 28 },
  )
  const probe = JSON.parse(stdout) as {
    streams: { index: number; codec_type: string; width?: number; height?: number }[]
    packets: { stream_index: number; pts_time: string; dts_time: string; flags: string }[]
  }
  const packets = probe.packets.map(packet => ({
    stream: probe.streams[packet.stream_index]?.codec_type ?? '',
    ptsMs: Number(packet.pts_time) * 1_000,
    dtsMs: Number(packet.dts_time) * 1_000,
    isKey: packet.flags.startsWith('K'),
  }))
  const of = (stream: string) => packets.filter(packet => packet.stream === stream)
  const [video, audio] = [of('video'), of('audio')]
  const picture = probe.streams.find(stream => stream.codec_type === 'video')
  const said = decoding.stderr.split('\n').filter(line => line.trim() !== '')
  return {
    widthPx: picture?.width ?? 0,
    heightPx: picture?.height ?? 0,
    videoFrames: video.length,
    audioFrames: audio.length,
    backwards: { video: backwards(video), audio: backwards(audio) },
    startsWithKeyframe: video[0]?.isKey === true,
    maxHoleMs: Math.round(Math.max(0, ...steps(video).map(step => step.ms))),
    lastMs: Math.round(video.at(-1)?.dtsMs ?? 0),
    reordered: steps(video).filter(step => step.ptsMs < 0).length,
    decodeErrors: said.filter(line => !isShownTooEarly(line)).join('\n'),
    shownTooEarly: said.filter(isShownTooEarly),
  }
}

const isShownTooEarly = (line: string) => line.includes('non monotonically increasing dts to muxer')

const steps = (packets: readonly Packet[]) =>
  packets.slice(1).map((packet, i) => {
    const before = packets[i] as Packet
    return { ms: packet.dtsMs - before.dtsMs, ptsMs: packet.ptsMs - before.ptsMs }
  })
const backwards = (packets: readonly Packet[]) => steps(packets).filter(step => step.ms <= 0).length
