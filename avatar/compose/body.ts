// A host's body in picture memory: only the tiles of it that show, with alpha only where something shows through. In one piece a body
// of 720×900 takes 1.8 MB, so 1.1: what its soft shadow lies on still needs alpha.
import type { Blend } from './blend.ts'
import { type Box, cutoutBytes, layDown } from './cutout.ts'
import { i420Bytes, type Yuva, yuvaPart } from './yuv.ts'

/** From `address` on: a table of pieces, then their planes. Moved elsewhere it stays as it is. */
export type Body = {
  readonly address: number
  readonly pieces: number
  /** Of the box that all of it lies in. */
  readonly widthPx: number
  readonly heightPx: number
}

/** Rows of both are whole steps of SIMD, in U and V too. */
const tile = { widthPx: 32, heightPx: 16 }
/** Of each piece: its place in the body's box, its size, whether it has alpha, and where its planes begin behind `address`. */
const integersPerPiece = 6
const alignBytes = 64

type Kind = 'opaque' | 'mixed'
type BodyPiece = { xPx: number; yPx: number; widthPx: number; heightPx: number; readonly kind: Kind }

/** A body as it is to be copied into picture memory, at an address that is a multiple of 64. */
export function packBody(picture: Yuva): { readonly bytes: Uint8Array; readonly pieces: number } {
  const pieces = piecesOf(picture)
  const table = new Int32Array(pieces.length * integersPerPiece)
  let end = aligned(table.byteLength)
  for (const [i, { xPx, yPx, widthPx, heightPx, kind }] of pieces.entries()) {
    table.set([xPx, yPx, widthPx, heightPx, kind === 'mixed' ? 1 : 0, end], i * integersPerPiece)
    end += aligned(cutoutBytes(widthPx, heightPx, kind === 'mixed'))
  }
  const bytes = new Uint8Array(end)
  bytes.set(new Uint8Array(table.buffer))
  for (const [i, piece] of pieces.entries()) {
    const at = table[i * integersPerPiece + 5] as number
    layDown(yuvaPart(picture, piece), piece.kind === 'mixed', bytes, at)
  }
  return { bytes, pieces: pieces.length }
}

const aligned = (bytes: number) => Math.ceil(bytes / alignBytes) * alignBytes

/** Tiles of one kind side by side are one piece, and so are equal ones below each other. */
function piecesOf(picture: Yuva): BodyPiece[] {
  const { widthPx, heightPx } = picture
  const pieces: BodyPiece[] = []
  let above: BodyPiece[] = []
  for (let yPx = 0; yPx < heightPx; yPx += tile.heightPx) {
    const row = runsOf(picture, yPx, Math.min(tile.heightPx, heightPx - yPx), widthPx)
    above = row.map(run => {
      const same = above.find(
        each => each.xPx === run.xPx && each.widthPx === run.widthPx && each.kind === run.kind,
      )
      if (same === undefined) pieces.push(run)
      else same.heightPx += run.heightPx
      return same ?? run
    })
  }
  return pieces
}

function runsOf(picture: Yuva, yPx: number, heightPx: number, rowPx: number): BodyPiece[] {
  const runs: BodyPiece[] = []
  for (let xPx = 0; xPx < rowPx; xPx += tile.widthPx) {
    const widthPx = Math.min(tile.widthPx, rowPx - xPx)
    const kind = kindOf(picture, { xPx, yPx, widthPx, heightPx })
    const last = runs.at(-1)
    if (kind === 'empty') continue
    if (last?.kind === kind && last.xPx + last.widthPx === xPx) last.widthPx += widthPx
    else runs.push({ xPx, yPx, widthPx, heightPx, kind })
  }
  return runs
}

function kindOf({ widthPx, heightPx, bytes }: Yuva, box: Box): Kind | 'empty' {
  const alphaAt = i420Bytes(widthPx, heightPx)
  let [isEmpty, isOpaque] = [true, true]
  for (let y = box.yPx; y < box.yPx + box.heightPx; y++) {
    const from = alphaAt + y * widthPx + box.xPx
    for (let at = from; at < from + box.widthPx; at++) {
      if (bytes[at] !== 0) isEmpty = false
      if (bytes[at] !== 255) isOpaque = false
    }
    if (!isEmpty && !isOpaque) return 'mixed'
  }
  return isOpaque ? 'opaque' : 'empty'
}

/** Draws all of a body, its box's corner at a place of the frame at `to`. */
export function drawBody(
  blend: Blend,
  body: Body,
  to: number,
  frame: { readonly widthPx: number; readonly heightPx: number },
  { xPx, yPx }: { readonly xPx: number; readonly yPx: number },
): void {
  const [wide, pixels] = [frame.widthPx, frame.widthPx * frame.heightPx]
  const table = blend.integers(body.address, body.pieces * integersPerPiece)
  for (let i = 0; i < table.length; i += integersPerPiece) {
    const [x, y] = [xPx + (table[i] as number), yPx + (table[i + 1] as number)]
    const [width, height] = [table[i + 2] as number, table[i + 3] as number]
    const colour = body.address + (table[i + 5] as number)
    const size = width * height
    const alpha = colour + size * 1.5
    const luma = to + y * wide + x
    const u = to + pixels + (y / 2) * (wide / 2) + x / 2
    const v = u + pixels / 4
    const [w, h] = [width / 2, height / 2]
    if (table[i + 4] === 1) {
      blend.blend(luma, wide, colour, alpha, width, width, height)
      blend.blend(u, wide / 2, colour + size, alpha + size, w, w, h)
      blend.blend(v, wide / 2, colour + size * 1.25, alpha + size, w, w, h)
    } else {
      blend.copy(luma, wide, colour, width, width, height)
      blend.copy(u, wide / 2, colour + size, w, w, h)
      blend.copy(v, wide / 2, colour + size * 1.25, w, w, h)
    }
  }
}
