// Reads the still parts of the test picture from assets/, with FFmpeg as the PNG reader.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { Failure } from '#core/failure.ts'
import type { Mask } from './canvas.ts'
import { type GlyphSheet, glyphSheets } from './glyphs.ts'

export type Artwork = {
  /** 3 bytes per pixel. */
  readonly backdrop: Buffer
  readonly flame: Buffer
  readonly clock: Mask
  readonly caption: Mask
}

export async function readArtwork(ffmpeg: string): Promise<Artwork> {
  const [backdrop, flame, clock, caption] = await Promise.all([
    pixelsOf(ffmpeg, 'backdrop', 'rgb24'),
    pixelsOf(ffmpeg, 'flame', 'rgb24'),
    sheetOf(ffmpeg, 'clock'),
    sheetOf(ffmpeg, 'caption'),
  ])
  return { backdrop, flame, clock, caption }
}

async function sheetOf(ffmpeg: string, name: keyof typeof glyphSheets): Promise<Mask> {
  const { letters, widthPx, heightPx }: GlyphSheet = glyphSheets[name]
  return { widthPx: widthPx * letters.length, heightPx, bytes: await pixelsOf(ffmpeg, name, 'gray') }
}

function pixelsOf(ffmpeg: string, name: string, format: 'rgb24' | 'gray'): Promise<Buffer> {
  const file = join(import.meta.dirname, 'assets', `${name}.png`)
  const args = ['-v', 'error', '-i', file, '-f', 'rawvideo', '-pix_fmt', format, 'pipe:1']
  return new Promise((resolve, reject) => {
    execFile(ffmpeg, args, { encoding: 'buffer', maxBuffer: 16 * 1_048_576 }, (error, pixels, said) => {
      if (error === null) return resolve(pixels)
      const message = `${ffmpeg} could not read ${file}: ${said.toString().trim() || error.message}`
      reject(new Failure('scripts/no-artwork', message, { fault: 'ours', remedy: 'stop' }))
    })
  })
}
