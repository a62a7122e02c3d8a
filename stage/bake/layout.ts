// Where a bake draws what: the host's picture, and beside it every mouth of that picture. Pure, and the same in page and program.
import { type MouthShape, mouthShapes } from '../mouth.ts'

/** A rectangle around the mouth's own point; all four are even. */
export type MouthSpot = {
  readonly xPx: number
  readonly yPx: number
  readonly widthPx: number
  readonly heightPx: number
}

export type MouthSpots = { readonly [shape in MouthShape]: MouthSpot }

/** Each shape is drawn at 1/3, 2/3 and all of its strength. */
export const bakedStrengths = 3

/** One drawn mouth: which, and where its upper left corner lies in the canvas. */
export type MouthCell = {
  readonly shape: MouthShape
  /** 1 to `bakedStrengths`. */
  readonly step: number
  readonly xPx: number
  readonly yPx: number
}

export type BakeLayout = {
  readonly widthPx: number
  readonly heightPx: number
  readonly cells: readonly MouthCell[]
}

/** The host's picture at the left, `widthPx` × `heightPx`; right of it a row for each shape, in as many columns as it takes. */
export function layoutOf(widthPx: number, heightPx: number, spots: MouthSpots): BakeLayout {
  const cells: MouthCell[] = []
  let column = { xPx: widthPx, widthPx: 0, filledPx: 0 }
  for (const shape of mouthShapes) {
    const spot = spots[shape]
    if (column.filledPx + spot.heightPx > heightPx)
      column = { xPx: column.xPx + column.widthPx, widthPx: 0, filledPx: 0 }
    for (let step = 1; step <= bakedStrengths; step++)
      cells.push({ shape, step, xPx: column.xPx + (step - 1) * spot.widthPx, yPx: column.filledPx })
    column.filledPx += spot.heightPx
    column.widthPx = Math.max(column.widthPx, bakedStrengths * spot.widthPx)
  }
  return { widthPx: column.xPx + column.widthPx, heightPx, cells }
}

/** What differs between two pictures, as a box; undefined where nothing does. Bytes of four a pixel, rows from the bottom up. */
export function differenceOf(
  one: Uint8Array,
  other: Uint8Array,
  widthPx: number,
):
  | { readonly left: number; readonly right: number; readonly low: number; readonly high: number }
  | undefined {
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < one.length; i++) {
    if (Math.abs((one[i] as number) - (other[i] as number)) <= 1) continue
    const pixel = i >> 2
    const [x, y] = [pixel % widthPx, Math.floor(pixel / widthPx)]
    left = Math.min(left, x)
    right = Math.max(right, x + 1)
    low = Math.min(low, y)
    high = Math.max(high, y + 1)
  }
  return right > left ? { left, right, low, high } : undefined
}
