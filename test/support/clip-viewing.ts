// What a player makes of a slate's clip: its pictures and sound decoded by FFmpeg, any number of rounds end to end.
import { execFileSync, spawnSync } from 'node:child_process'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { flvFileHeader, flvTag, type Tag } from '#media'
import type { SlateClip } from '../../relay/slate/clip.ts'

const { path: ffmpeg } = await findFfmpeg()
const mostBytes = 2 ** 28

/** Makes a file with FFmpeg, as a person would have it. */
export function makeFile(file: string, ...args: readonly string[]): string {
  execFileSync(ffmpeg, ['-v', 'error', '-nostdin', '-y', ...args, file])
  return file
}

export type Decoded = {
  readonly out: Buffer
  /** What FFmpeg complained of. */
  readonly said: string
}

function decoded(tags: readonly Tag[], args: readonly string[]): Decoded {
  const input = Buffer.concat([flvFileHeader, ...tags.map(tag => tag.bytes)])
  const whole = ['-v', 'error', '-f', 'flv', '-i', 'pipe:0', ...args, 'pipe:1']
  const ran = spawnSync(ffmpeg, whole, { input, maxBuffer: mostBytes })
  return { out: ran.stdout, said: ran.stderr.toString().trim() }
}

export type Seen = {
  /** One buffer per picture shown: its luma, row by row. */
  readonly pictures: readonly Buffer[]
  readonly said: string
}

/** The pictures of a clip, `rounds` times end to end; for a quick look each side is so many times smaller. */
export function seenIn(
  { videoHeader, pictures, frameRateFps }: SlateClip,
  rounds: number,
  smaller = 1,
): Seen {
  const all = Array.from({ length: rounds }, () => pictures).flat()
  const tags = [
    flvTag('video', 0, videoHeader),
    ...all.map(({ payload }, i) => flvTag('video', Math.round((i * 1_000) / frameRateFps), payload)),
  ]
  const small = ['-vf', `scale=iw/${smaller}:ih/${smaller}:flags=area`]
  const { out, said } = decoded(tags, ['-vsync', '0', ...small, '-f', 'rawvideo', '-pix_fmt', 'yuv420p'])
  const bytes = out.length / all.length
  const luma = (i: number) => out.subarray(i * bytes, i * bytes + Math.round((bytes * 2) / 3))
  return { pictures: Number.isInteger(bytes) ? all.map((_, i) => luma(i)) : [], said }
}

export type Heard = {
  /** Of the first channel, from -1 to 1. */
  readonly samples: Float32Array
  readonly said: string
}

/** The sound of a clip, `rounds` times end to end. */
export function heardIn({ audioHeader, sounds }: SlateClip, rounds: number, frameMs: number): Heard {
  const all = Array.from({ length: rounds }, () => sounds).flat()
  const tags = [
    flvTag('audio', 0, audioHeader ?? Buffer.alloc(0)),
    ...all.map((payload, i) => flvTag('audio', Math.round(i * frameMs), payload)),
  ]
  const { out, said } = decoded(tags, ['-f', 'f32le', '-map_channel', '0.0.0'])
  return { samples: new Float32Array(new Uint8Array(out).buffer), said }
}

/** Mean difference of two pictures, of 255. */
export function differenceOf(a: Buffer, b: Buffer): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0))
  return sum / a.length
}

/** Decibels below the loudest there is. */
export function levelDb(samples: Float32Array): number {
  const power = samples.reduce((sum, each) => sum + each * each, 0) / samples.length
  return 10 * Math.log10(power)
}

/** What FFmpeg reads in the headers of a file's pictures, line by line. */
export function headersTraced(file: Buffer): string {
  const args = [
    '-nostdin',
    '-f',
    'flv',
    '-i',
    'pipe:0',
    '-c',
    'copy',
    '-an',
    '-bsf:v',
    'trace_headers',
    '-f',
    'null',
    '-',
  ]
  return spawnSync(ffmpeg, args, { input: file, maxBuffer: mostBytes }).stderr.toString()
}
