// What the drill's camera shows: a clip made once and looped as it is, at the rate of a real camera and the cost of hardly any.
import { join } from 'node:path'
import { describeEnd, runChild } from '#core/child.ts'
import { systemClock } from '#core/clock.ts'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { failed } from '../demo/programs.ts'

const videoKbps = 3_000
/** A whole number of AAC frames at 48 kHz (1,500), of pictures and of key frame intervals: no seam where it begins again. */
const lastsSeconds = 32

export async function makeClip(folder: string, signal: AbortSignal): Promise<string> {
  const { path } = await findFfmpeg()
  const file = join(folder, 'clip.flv')
  const lines: string[] = []
  const plan = {
    program: path,
    args: clipArgs(file),
    graceMs: 1_000,
    onLine: (line: string) => lines.push(line),
  }
  const end = await runChild(plan, systemClock, signal)
  signal.throwIfAborted()
  if (end.by === 'exit' && end.code === 0) return file
  throw failed(`FFmpeg made no picture for the drill: it ${describeEnd(end)}. ${lines.slice(-3).join('\n')}`)
}

function clipArgs(file: string): string[] {
  const rate = `${videoKbps}k`
  return [
    ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', 'testsrc2=s=320x180:r=30'],
    ...['-f', 'lavfi', '-i', 'aevalsrc=exprs=0.05*sin(2*PI*330*t)|0.05*sin(2*PI*440*t):s=48000'],
    ...['-t', String(lastsSeconds), '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'],
    ...['-bf', '0', '-g', '60', '-sc_threshold', '0', '-threads', '1'],
    ...['-b:v', rate, '-minrate', rate, '-maxrate', rate, '-bufsize', rate, '-x264-params', 'nal-hrd=cbr'],
    ...['-c:a', 'aac', '-b:a', '128k', '-ac', '2', '-flvflags', 'no_duration_filesize', '-y', file],
  ]
}
