// What FFmpeg is asked for to encode frames and samples that come through pipes. Plain enough for the build of 2018 that npm brings.
import type { ClipShape } from './clip.ts'

export type ClipCoding = ClipShape & {
  readonly maxVideoKbps: number
  readonly audioKbps: number
  /** `veryfast` is meant; `ultrafast` costs 40 % less CPU and twice the bits. */
  readonly preset: 'veryfast' | 'superfast' | 'ultrafast'
}

/** Descriptor that the samples come through; frames come through standard input. */
export const soundDescriptor = 3

const keyframeEveryS = 2

/**
 * H.264 and AAC in FLV on standard output. The same coding gives the same sequence headers, so that clips follow each other
 * without new ones. Quality is constant up to the bound on the rate: a still backdrop then costs neither bits nor CPU.
 */
export function clipArgs(coding: ClipCoding): string[] {
  const { widthPx, heightPx, frameRateFps, sampleRateHz, channels } = coding
  const group = String(Math.round(frameRateFps * keyframeEveryS))
  const pictures = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${widthPx}x${heightPx}`]
  // Sound is always mono here, as voices are. Probing would hold the first frames back.
  const sound = ['-f', 's16le', '-ar', String(sampleRateHz), '-ac', '1']
  return [
    ...['-v', 'error'],
    ...['-probesize', '32', ...pictures, '-framerate', String(frameRateFps), '-i', 'pipe:0'],
    ...['-probesize', '32', ...sound, '-i', `pipe:${soundDescriptor}`],
    ...['-map', '0:v', '-map', '1:a'],
    ...['-c:v', 'libx264', '-preset', coding.preset, '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-bf', '0'],
    ...['-crf', '23', '-maxrate', `${coding.maxVideoKbps}k`, '-bufsize', `${coding.maxVideoKbps * 2}k`],
    ...['-g', group, '-keyint_min', group, '-sc_threshold', '0', '-flags', '+cgop', '-threads', '1'],
    ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
    ...['-c:a', 'aac', '-b:a', `${coding.audioKbps}k`, '-ac', String(channels)],
    ...['-flush_packets', '1', '-flvflags', 'no_duration_filesize', '-f', 'flv', 'pipe:1'],
  ]
}
