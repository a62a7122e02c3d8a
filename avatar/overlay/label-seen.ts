// Looks for the label in a picture as a viewer's player decodes it.
import type { Box } from './place.ts'

export type LabelSight = {
  readonly isSeen: boolean
  /** 1 is exactly as drawn, 0 nothing like it: that of the worst piece. */
  readonly score: number
}

/** Pieces side by side, each of which must be seen: a label that is covered in part is covered. */
const pieces = 6
/** H.264 at crf 28 leaves above 0.95 of it, noise and other pictures stay below 0.3. */
const leastScore = 0.72
/** Of the drawn contrast: a label that is there and hardly visible is not there. */
const leastContrast = 0.45

/**
 * Compares the luma of `frame` (I420 or its first plane, `frameWidthPx` wide) in `box` with the label's own, by normalised
 * correlation in each of six pieces.
 */
export function labelSeen(
  frame: Uint8Array,
  frameWidthPx: number,
  label: { readonly rgba: Uint8Array; readonly widthPx: number; readonly heightPx: number },
  box: Box,
): LabelSight {
  const isWithin = box.xPx >= 0 && box.yPx >= 0 && box.xPx + label.widthPx <= frameWidthPx
  if (!isWithin || (box.yPx + label.heightPx) * frameWidthPx > frame.length)
    return { isSeen: false, score: 0 }
  let worst = 1
  for (let piece = 0; piece < pieces; piece += 1) {
    const from = Math.floor((label.widthPx * piece) / pieces)
    const to = Math.floor((label.widthPx * (piece + 1)) / pieces)
    worst = Math.min(worst, scoreOf(frame, frameWidthPx, label, box, from, to))
  }
  return { isSeen: worst >= leastScore, score: Math.max(0, worst) }
}

function scoreOf(
  frame: Uint8Array,
  frameWidthPx: number,
  { rgba, widthPx, heightPx }: { rgba: Uint8Array; widthPx: number; heightPx: number },
  box: Box,
  fromX: number,
  toX: number,
): number {
  let [count, a, b, aa, bb, ab] = [0, 0, 0, 0, 0, 0]
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = fromX; x < toX; x += 1) {
      const at = (y * widthPx + x) * 4
      const alpha = (rgba[at + 3] as number) / 255
      if (alpha < 0.5) continue // what shines through is not the label's
      const drawn = alpha * lumaOf(rgba, at)
      const seen = frame[(box.yPx + y) * frameWidthPx + box.xPx + x] as number
      count += 1
      a += drawn
      b += seen
      aa += drawn * drawn
      bb += seen * seen
      ab += drawn * seen
    }
  }
  const [varianceA, varianceB] = [aa / count - (a / count) ** 2, bb / count - (b / count) ** 2]
  if (count === 0 || varianceA < 1 || varianceB < varianceA * leastContrast ** 2) return 0
  return (ab / count - (a / count) * (b / count)) / Math.sqrt(varianceA * varianceB)
}

/** BT.709, limited range: as composed pictures have it. */
function lumaOf(rgba: Uint8Array, at: number): number {
  const [r, g, b] = [rgba[at] as number, rgba[at + 1] as number, rgba[at + 2] as number]
  return 16 + (0.2126 * r + 0.7152 * g + 0.0722 * b) * (219 / 255)
}
