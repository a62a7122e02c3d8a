// One baked picture as it lies in picture memory: body, what is around its mouth, then every mouth, with alpha only where something
// shows through.
import { bakedStrengths, type MouthShape, mouthShapes, type MouthSpot, type MouthSpots } from '#stage'
import {
  type BakedFrame,
  cutoutBytes,
  i420Bytes,
  layDown,
  type MouthBox,
  type MouthBoxes,
  packBody,
  type Yuva,
  yuvaPart,
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

/** The least box around all mouths, from the mouth. */
function spotOfAll(spots: MouthSpots): MouthSpot {
  const all = mouthShapes.map(shape => spots[shape])
  const [xPx, yPx] = [Math.min(...all.map(spot => spot.xPx)), Math.min(...all.map(spot => spot.yPx))]
  const right = Math.max(...all.map(spot => spot.xPx + spot.widthPx))
  const bottom = Math.max(...all.map(spot => spot.yPx + spot.heightPx))
  return { xPx, yPx, widthPx: right - xPx, heightPx: bottom - yPx }
}

export function hotFrame(cut: CutPicture, spots: MouthSpots): HotFrame {
  const { xPx, yPx, mouthXPx, mouthYPx } = cut
  const { widthPx, heightPx } = cut.body
  const around = (spot: MouthSpot) =>
    yuvaPart(cut.body, { ...spot, xPx: mouthXPx + spot.xPx - xPx, yPx: mouthYPx + spot.yPx - yPx })
  const body = packBody(cut.body)
  const restSpot = spotOfAll(spots)
  const rest = around(restSpot)
  let offsetBytes = 0
  const boxes = mouthShapes.map((shape, i): [MouthShape, MouthBox] => {
    const spot = spots[shape]
    const patches = cut.mouths.slice(i * bakedStrengths, (i + 1) * bakedStrengths)
    const hasAlpha = ![...patches, around(spot)].every(isOpaque)
    const patchBytes = cutoutBytes(spot.widthPx, spot.heightPx, hasAlpha)
    const box = { ...spot, offsetBytes, patchBytes, hasAlpha }
    offsetBytes += patchBytes * bakedStrengths
    return [shape, box]
  })
  const restHasAlpha = boxes.some(([, { hasAlpha }]) => hasAlpha)
  const restAddress = body.bytes.length
  const patchesAddress = restAddress + cutoutBytes(rest.widthPx, rest.heightPx, restHasAlpha)
  const bytes = new Uint8Array(patchesAddress + offsetBytes)
  bytes.set(body.bytes)
  layDown(rest, restHasAlpha, bytes, restAddress)
  for (const [i, [, { offsetBytes: from, patchBytes, hasAlpha }]] of boxes.entries()) {
    for (let step = 0; step < bakedStrengths; step++)
      layDown(
        cut.mouths[i * bakedStrengths + step] as Yuva,
        hasAlpha,
        bytes,
        patchesAddress + from + step * patchBytes,
      )
  }
  const restSize = { widthPx: rest.widthPx, heightPx: rest.heightPx, hasAlpha: restHasAlpha }
  const frame: BakedFrame = {
    body: { address: 0, pieces: body.pieces, widthPx, heightPx },
    rest: { address: restAddress, ...restSize },
    restXPx: restSpot.xPx,
    restYPx: restSpot.yPx,
    ...{ xPx, yPx, mouthXPx, mouthYPx, patchesAddress },
    mouths: Object.fromEntries(boxes) as MouthBoxes,
  }
  return { bytes, frame }
}

/** The same frame where its bytes have been copied to. */
export function frameAt(address: number, frame: BakedFrame, mouths: MouthBoxes): BakedFrame {
  const { body, rest, patchesAddress } = frame
  return {
    ...frame,
    body: { ...body, address: address + body.address },
    rest: { ...rest, address: address + rest.address },
    patchesAddress: address + patchesAddress,
    mouths,
  }
}

function isOpaque({ widthPx, heightPx, bytes }: Yuva): boolean {
  return bytes.subarray(i420Bytes(widthPx, heightPx)).every(alpha => alpha === 255)
}
