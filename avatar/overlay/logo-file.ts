// A logo's file, looked at before it is kept: a PNG, whole, and no larger than a corner of a picture needs.
import { crc32, inflateSync } from 'node:zlib'

export const mostLogoBytes = 512_000
const mostPx = 1_024
const leastPx = 16
const signature = Buffer.from('89504e470d0a1a0a', 'hex')
/** Bytes of one pixel, at most: four colours of 16 bits. And one of its row's filter. */
const mostPixelBytes = 8

export type LogoSize = { readonly widthPx: number; readonly heightPx: number }

/** Its size; a sentence with what to upload instead where it is none. */
export function readLogo(bytes: Buffer): LogoSize | string {
  if (bytes.length > mostLogoBytes) return `a logo has at most ${mostLogoBytes / 1_000} kB; save it smaller`
  if (!bytes.subarray(0, 8).equals(signature))
    return 'a logo is a PNG; save it as one, with a clear background'
  const chunks = chunksOf(bytes)
  const [header] = chunks
  if (header?.kind !== 'IHDR' || header.data.length !== 13 || chunks.at(-1)?.kind !== 'IEND')
    return 'this PNG is damaged or cut short; save it again'
  const [widthPx, heightPx] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  const isFit = [widthPx, heightPx].every(px => px >= leastPx && px <= mostPx)
  if (!isFit) return `a logo has sides of ${leastPx} to ${mostPx} px; this is ${widthPx}×${heightPx}`
  const isMoving = chunks.some(({ kind }) => kind === 'acTL')
  if (isMoving) return 'a logo stands still; save one picture of it'
  return isDrawn(chunks) ? { widthPx, heightPx } : 'this PNG is damaged or cut short; save it again'
}

type Chunk = { readonly kind: string; readonly data: Buffer }

/** As far as they are whole. */
function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const end = at + 8 + length
    if (end + 4 > bytes.length || crc32(bytes.subarray(at + 4, end)) !== bytes.readUInt32BE(end)) break
    chunks.push({ kind: bytes.toString('latin1', at + 4, at + 8), data: bytes.subarray(at + 8, end) })
    at = end + 4
  }
  return chunks
}

function isDrawn(chunks: readonly Chunk[]): boolean {
  const packed = Buffer.concat(chunks.filter(({ kind }) => kind === 'IDAT').map(({ data }) => data))
  try {
    return (
      inflateSync(packed, { maxOutputLength: mostPx * (mostPx * mostPixelBytes + 1) + mostPx }).length > 0
    )
  } catch {
    return false // neither deflated, nor as large as its header says
  }
}
