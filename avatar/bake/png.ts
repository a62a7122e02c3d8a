// Reads the PNGs that a browser writes: 8 bits, red, green, blue and alpha, not interlaced.
import { inflateSync } from 'node:zlib'
import { Failure } from '#core/failure.ts'
import type { Bitmap } from '../compose/index.ts'

const signature = Buffer.from('89504e470d0a1a0a', 'hex')
const pixelBytes = 4
/** A bound for what a header may claim. */
const largestPx = 16_384

/** Throws `avatar/bad-png` for anything else, and for one that is cut short. */
export function readPng(bytes: Buffer): Bitmap {
  if (!bytes.subarray(0, 8).equals(signature)) throw badPng('it does not begin as a PNG does')
  let size: { widthPx: number; heightPx: number } | undefined
  const data: Buffer[] = []
  for (const { type, body } of chunksOf(bytes)) {
    if (type === 'IHDR') size = sizeOf(body)
    else if (type === 'IDAT') data.push(body)
  }
  if (size === undefined) throw badPng('it has no header')
  const { widthPx, heightPx } = size
  const rowBytes = widthPx * pixelBytes
  const rows = inflated(Buffer.concat(data), (rowBytes + 1) * heightPx)
  const rgba = new Uint8Array(rowBytes * heightPx)
  for (let y = 0; y < heightPx; y++) unfilterRow(rows, y * (rowBytes + 1), rgba, y * rowBytes, rowBytes)
  return { widthPx, heightPx, rgba }
}

function* chunksOf(bytes: Buffer): Generator<{ readonly type: string; readonly body: Buffer }> {
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (at + 12 + length > bytes.length) throw badPng('it is cut short')
    yield { type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + 8 + length) }
    at += 12 + length
  }
}

function sizeOf(header: Buffer): { widthPx: number; heightPx: number } {
  if (header.length < 13) throw badPng('its header is cut short')
  const [widthPx, heightPx] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, colour, interlace] = [header[8], header[9], header[12]]
  if (depth !== 8 || colour !== 6 || interlace !== 0)
    throw badPng('it is not of 8 bits, with red, green, blue and alpha, row after row')
  if (widthPx < 1 || heightPx < 1 || widthPx > largestPx || heightPx > largestPx)
    throw badPng(`it claims to be ${widthPx}×${heightPx}`)
  return { widthPx, heightPx }
}

function inflated(data: Buffer, wanted: number): Buffer {
  try {
    const rows = inflateSync(data, { maxOutputLength: wanted })
    if (rows.length === wanted) return rows
  } catch {
    // damaged, or longer than its header says: the same to us
  }
  throw badPng('its pixels are damaged')
}

/** One row, by the filter that its first byte names (PNG 1.2, 6.2–6.6): each byte was told by its left and upper neighbours. */
function unfilterRow(rows: Buffer, from: number, to: Uint8Array, at: number, bytes: number): void {
  const filter = rows[from]
  const above = at - bytes
  const isFirst = at === 0
  for (let i = 0; i < bytes; i++) {
    const left = i >= pixelBytes ? (to[at + i - pixelBytes] as number) : 0
    const up = isFirst ? 0 : (to[above + i] as number)
    const corner = isFirst || i < pixelBytes ? 0 : (to[above + i - pixelBytes] as number)
    to[at + i] = (rows[from + 1 + i] as number) + predicted(filter, left, up, corner)
  }
}

function predicted(filter: number | undefined, left: number, up: number, corner: number): number {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  if (filter !== 4) throw badPng(`a row has filter ${filter}`)
  const guess = left + up - corner
  const [ofLeft, ofUp, ofCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  if (ofLeft <= ofUp && ofLeft <= ofCorner) return left
  return ofUp <= ofCorner ? up : corner
}

function badPng(why: string): Failure {
  return new Failure('avatar/bad-png', `this PNG cannot be read: ${why}`, { fault: 'ours', remedy: 'retry' })
}
