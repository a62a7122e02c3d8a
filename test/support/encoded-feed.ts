// Real pictures and sound for probes: a few seconds, made by whatever FFmpeg there is, as FLV tags.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findFfmpeg } from '#core/ffmpeg.ts'
import { FlvReader, type Tag } from '#media'

/** `picture` and `sound`: sources of FFmpeg's lavfi. A key frame each second. */
export async function encodedTags(picture: string, sound: string, seconds: number): Promise<Tag[]> {
  const { path } = await findFfmpeg()
  const sources = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound, '-t', String(seconds)]
  const video =
    '-c:v libx264 -preset ultrafast -tune zerolatency -b:v 800k -maxrate 800k -bufsize 800k -g 10 -pix_fmt yuv420p'
  const args = [
    '-v',
    'error',
    ...sources,
    ...video.split(' '),
    '-c:a',
    'aac',
    '-b:a',
    '96k',
    '-f',
    'flv',
    '-',
  ]
  const { stdout } = await promisify(execFile)(path, args, { encoding: 'buffer', maxBuffer: 64 * 1_048_576 })
  const tags: Tag[] = []
  new FlvReader(tag => tags.push(tag), { maxTagBytes: 16_777_215 }).push(stdout)
  return tags
}
