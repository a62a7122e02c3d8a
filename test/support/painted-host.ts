// A host painted by plain arithmetic: two seconds of a swaying head, so that composing can be tested without a browser.
import type { BakedFrame, MouthBox, MouthBoxes } from '../../avatar/compose/index.ts'
import { packBody } from '../../avatar/compose/body.ts'
import { cutoutBytes, placeCutout } from '../../avatar/compose/cutout.ts'
import type { PictureMemory } from '../../avatar/compose/picture-memory.ts'
import { type Bitmap, yuvaOf, yuvaPart } from '../../avatar/compose/yuv.ts'
import { bakedStrengths, mouthShapes, type MouthShape } from '../../stage/index.ts'

export type PaintedSize = {
  readonly widthPx: number
  readonly heightPx: number
  readonly mouthWidthPx: number
  readonly mouthHeightPx: number
}

/** A bitmap from a function of place: red, green, blue, alpha. */
export function painted(
  widthPx: number,
  heightPx: number,
  at: (x: number, y: number) => readonly [number, number, number, number],
): Bitmap {
  const rgba = new Uint8Array(widthPx * heightPx * 4)
  for (let y = 0; y < heightPx; y++)
    for (let x = 0; x < widthPx; x++) rgba.set(at(x, y), (y * widthPx + x) * 4)
  return { widthPx, heightPx, rgba }
}

/** Soft-edged oval as the body; the mouth is a darker oval within, larger with strength, of one colour for each shape. */
export function hostPixel(
  size: PaintedSize,
  sway: number,
  mouth?: { shape: MouthShape; strength: number },
): (x: number, y: number) => readonly [number, number, number, number] {
  const { widthPx, heightPx } = size
  const tint = mouth === undefined ? 0 : mouthShapes.indexOf(mouth.shape) * 20
  return (x, y) => {
    const far = Math.hypot((x - widthPx / 2 - sway) / (widthPx * 0.4), (y - heightPx / 2) / (heightPx * 0.45))
    const alpha = Math.max(0, Math.min(255, Math.round((1 - far) * 600)))
    const inMouth = Math.hypot(
      (x - widthPx / 2 - sway) / (size.mouthWidthPx * 0.4),
      (y - heightPx / 2) / (size.mouthHeightPx * (0.05 + 0.3 * (mouth?.strength ?? 0))),
    )
    return inMouth < 1 ? [120, tint, 40, alpha] : [200 + (x % 32), 160, 140 - (y % 64), alpha]
  }
}

/** Frames in picture memory as a bake leaves them. */
export function paintHost(
  memory: PictureMemory,
  size: PaintedSize,
  frames: number,
): { readonly frames: BakedFrame[] } {
  const { widthPx, heightPx, mouthWidthPx, mouthHeightPx } = size
  const patchBytes = cutoutBytes(mouthWidthPx, mouthHeightPx, true)
  const mouths = Object.fromEntries(
    mouthShapes.map((shape, i): [MouthShape, MouthBox] => [
      shape,
      {
        xPx: -mouthWidthPx / 2,
        yPx: -mouthHeightPx / 2,
        widthPx: mouthWidthPx,
        heightPx: mouthHeightPx,
        offsetBytes: i * bakedStrengths * patchBytes,
        patchBytes,
        hasAlpha: true,
      },
    ]),
  ) as MouthBoxes
  const all = Array.from({ length: frames }, (_, i): BakedFrame => {
    const sway = 2 * Math.round(3 * Math.sin((2 * Math.PI * i) / frames))
    const whole = yuvaOf(painted(widthPx, heightPx, hostPixel(size, sway)))
    const { bytes, pieces } = packBody(whole)
    const [mouthXPx, mouthYPx] = [widthPx / 2 + sway, heightPx / 2]
    const [restXPx, restYPx] = [-mouthWidthPx / 2, -mouthHeightPx / 2]
    const rest = yuvaPart(whole, {
      xPx: mouthXPx + restXPx,
      yPx: mouthYPx + restYPx,
      widthPx: mouthWidthPx,
      heightPx: mouthHeightPx,
    })
    const { address } = memory.take(bytes.length + (1 + mouthShapes.length * bakedStrengths) * patchBytes)
    memory.view({ address, bytes: bytes.length }).set(bytes)
    const frame: BakedFrame = {
      body: { address, pieces, widthPx, heightPx },
      rest: placeCutout(memory, address + bytes.length, rest, true),
      restXPx,
      restYPx,
      xPx: 0,
      yPx: 0,
      mouthXPx,
      mouthYPx,
      patchesAddress: address + bytes.length + patchBytes,
      mouths,
    }
    for (const shape of mouthShapes) {
      for (let strength = 1; strength <= bakedStrengths; strength++) {
        const pixel = hostPixel(size, sway, { shape, strength: strength / bakedStrengths })
        const [left, top] = [frame.mouthXPx - mouthWidthPx / 2, frame.mouthYPx - mouthHeightPx / 2]
        const patch = painted(mouthWidthPx, mouthHeightPx, (x, y) => pixel(left + x, top + y))
        const at = frame.patchesAddress + mouths[shape].offsetBytes + (strength - 1) * patchBytes
        placeCutout(memory, at, yuvaOf(patch), true)
      }
    }
    return frame
  })
  return { frames: all }
}
