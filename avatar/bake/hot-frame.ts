// One baked picture as it lies in picture memory: body, then every mouth, with alpha only where something shows through.
import { bakedStrengths, type MouthShape, mouthShapes, type MouthSpot, type MouthSpots } from '#stage'
import {
  type BakedFrame,
  cutoutBytes,
  halfAlpha,
  i420Bytes,
  type MouthBox,
  type MouthBoxes,
  type Yuva,
} from '../compose/index.ts'

/** A picture and its mouths, cut out. Positions count from the upper left corner of the host's picture. */
export type CutPicture = {
  readonly xPx: number
  readonly yPx: number
  readonly mouthXPx: number
  readonly mouthYPx: number
  readonly body: Yuva
  /** Shape after shape, strength after strength. */
  readonly mouths: readonly Yuva[]
}

/** Ready to be copied into picture memory; addresses count from the beginning of `bytes`. */
export type HotFrame = { readonly bytes: Uint8Array; readonly frame: BakedFrame }

export function hotFrame(cut: CutPicture, spots: MouthSpots): HotFrame {
  const { body } = cut
  const bodyBytes = cutoutBytes(body.widthPx, body.heightPx, true)
  let offsetBytes = 0
  const boxes = mouthShapes.map((shape, i): [MouthShape, MouthBox] => {
    const spot = spots[shape]
    const patches = cut.mouths.slice(i * bakedStrengths, (i + 1) * bakedStrengths)
    const hasAlpha = !patches.every(isOpaque) || !isOpaqueAt(cut, spot)
    const patchBytes = cutoutBytes(spot.widthPx, spot.heightPx, hasAlpha)
    const box = { ...spot, offsetBytes, patchBytes, hasAlpha }
    offsetBytes += patchBytes * bakedStrengths
    return [shape, box]
  })
  const bytes = new Uint8Array(bodyBytes + offsetBytes)
  layDown(body, true, bytes, 0)
  for (const [i, [, { offsetBytes: from, patchBytes, hasAlpha }]] of boxes.entries()) {
    for (let step = 0; step < bakedStrengths; step++)
      layDown(
        cut.mouths[i * bakedStrengths + step] as Yuva,
        hasAlpha,
        bytes,
        bodyBytes + from + step * patchBytes,
      )
  }
  const { xPx, yPx, mouthXPx, mouthYPx } = cut
  const cutout = { address: 0, widthPx: body.widthPx, heightPx: body.heightPx, hasAlpha: true }
  const mouths = Object.fromEntries(boxes) as MouthBoxes
  return { bytes, frame: { body: cutout, xPx, yPx, mouthXPx, mouthYPx, patchesAddress: bodyBytes, mouths } }
}

/** The same frame where its bytes have been copied to. */
export function frameAt(address: number, frame: BakedFrame, mouths: MouthBoxes): BakedFrame {
  const patchesAddress = address + frame.patchesAddress
  return { ...frame, body: { ...frame.body, address: address + frame.body.address }, patchesAddress, mouths }
}

function layDown({ widthPx, heightPx, bytes }: Yuva, hasAlpha: boolean, to: Uint8Array, at: number): void {
  const colourBytes = i420Bytes(widthPx, heightPx)
  to.set(hasAlpha ? bytes : bytes.subarray(0, colourBytes), at)
  if (hasAlpha) halfAlpha(bytes.subarray(colourBytes), widthPx, heightPx, to.subarray(at + bytes.length))
}

function isOpaque({ widthPx, heightPx, bytes }: Yuva): boolean {
  return bytes.subarray(i420Bytes(widthPx, heightPx)).every(alpha => alpha === 255)
}

/** Whether the body is, where a mouth takes its place. */
function isOpaqueAt({ body, xPx, yPx, mouthXPx, mouthYPx }: CutPicture, spot: MouthSpot): boolean {
  const alphaAt = i420Bytes(body.widthPx, body.heightPx)
  for (let y = 0; y < spot.heightPx; y++) {
    const row = alphaAt + (mouthYPx + spot.yPx - yPx + y) * body.widthPx + mouthXPx + spot.xPx - xPx
    if (!body.bytes.subarray(row, row + spot.widthPx).every(alpha => alpha === 255)) return false
  }
  return true
}
