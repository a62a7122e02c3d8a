// A picture with alpha in picture memory, ready to be blended: a host's body, a mouth, a caption, the label.
import type { PictureMemory, Piece } from './picture-memory.ts'
import { halfAlpha, i420Bytes, type Yuva } from './yuv.ts'

/** Planes one behind the other from `address` on: Y, U, V, and where it has alpha: alpha, alpha of half the size. All sizes are even. */
export type Cutout = {
  readonly address: number
  readonly widthPx: number
  readonly heightPx: number
  readonly hasAlpha: boolean
}

/** A rectangle; in frames all four are even. */
export type Box = {
  readonly xPx: number
  readonly yPx: number
  readonly widthPx: number
  readonly heightPx: number
}

/** Bytes that a cutout takes. */
export function cutoutBytes(widthPx: number, heightPx: number, hasAlpha: boolean): number {
  return (widthPx * heightPx * (hasAlpha ? 11 : 6)) / 4
}

/** Puts a picture into `to`, `at` bytes from its beginning, where `cutoutBytes` are free. */
export function layDown(
  { widthPx, heightPx, bytes }: Yuva,
  hasAlpha: boolean,
  to: Uint8Array,
  at: number,
): void {
  const colourBytes = i420Bytes(widthPx, heightPx)
  to.set(hasAlpha ? bytes : bytes.subarray(0, colourBytes), at)
  if (hasAlpha) halfAlpha(bytes.subarray(colourBytes), widthPx, heightPx, to.subarray(at + bytes.length))
}

/** Puts a picture into `memory` at `address`, where `cutoutBytes` are free. */
export function placeCutout(
  memory: PictureMemory,
  address: number,
  picture: Yuva,
  hasAlpha: boolean,
): Cutout {
  const { widthPx, heightPx } = picture
  layDown(picture, hasAlpha, memory.view({ address, bytes: cutoutBytes(widthPx, heightPx, hasAlpha) }), 0)
  return { address, widthPx, heightPx, hasAlpha }
}

/** A cutout with a piece of memory of its own; who keeps it frees the piece. */
export function keptCutout(
  memory: PictureMemory,
  picture: Yuva,
): { readonly cutout: Cutout; readonly piece: Piece } {
  const piece = memory.take(cutoutBytes(picture.widthPx, picture.heightPx, true))
  return { piece, cutout: placeCutout(memory, piece.address, picture, true) }
}
