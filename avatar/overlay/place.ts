// Where overlays lie: clear of what platforms draw over a picture, of each other, and of the host's face.
import { createHash } from 'node:crypto'
import { type OverlayContent, type OverlayKind, overlaysVersion, type PictureSize } from '#stage'

/** A rectangle of the picture; all four are even, since chroma has half the size. */
export type Box = {
  readonly xPx: number
  readonly yPx: number
  readonly widthPx: number
  readonly heightPx: number
}

/** A bitmap's size, and how far in the piece without its shadow begins. */
export type DrawnSize = {
  readonly widthPx: number
  readonly heightPx: number
  readonly insetLeftPx: number
  readonly insetTopPx: number
}

/** Pixels per unit of layout: the short edge has 720 units. */
export function unitOf({ widthPx, heightPx }: PictureSize): number {
  return Math.min(widthPx, heightPx) / 720
}

/**
 * Upright, a platform's own bar lies over the top 11 % and comments over the bottom 28 %; lying, players draw their
 * controls over the lowest part. Units, except shares of the height.
 */
const upright = { side: 28, topShare: 0.117, captionEndShare: 0.71 }
const lying = { side: 40, topShare: 0.046, captionEndShare: 0.925 }

/** Below the label, 72 units high, and the reach of a shadow. */
const belowLabel = 100
/** Between what stands at the right side, one below the other. */
const betweenUnits = 14

/** Where a drawn overlay of this kind lies in the picture. */
export function placeOf(kind: OverlayKind, size: PictureSize, drawn: DrawnSize): Box {
  const unit = unitOf(size)
  const { side, topShare, captionEndShare } = size.widthPx > size.heightPx ? lying : upright
  const left = side * unit
  const right = size.widthPx - side * unit - drawn.widthPx
  const top = size.heightPx * topShare
  const at = {
    label: [left, top],
    'price-card': [left - drawn.insetLeftPx, top + belowLabel * unit - drawn.insetTopPx],
    logo: [right, top],
    clock: [right, top],
    'clock-digit': [0, 0],
    comment: [right + drawn.insetLeftPx, top - drawn.insetTopPx],
    caption: [(size.widthPx - drawn.widthPx) / 2, size.heightPx * captionEndShare - drawn.heightPx],
  }[kind] as [number, number]
  const within = (value: number, room: number): number => Math.max(0, Math.min(even(value), even(room)))
  return {
    xPx: within(at[0], size.widthPx - drawn.widthPx),
    yPx: within(at[1], size.heightPx - drawn.heightPx),
    widthPx: drawn.widthPx,
    heightPx: drawn.heightPx,
  }
}

/**
 * Boxes of what stands at the right side, one below the other; beside the label where there is room, else below its row. Each
 * keeps its size and its distance from the side.
 */
export function columnBesides(label: Box, boxes: readonly Box[], size: PictureSize): Box[] {
  const between = even(betweenUnits * unitOf(size))
  const labelRight = label.xPx + label.widthPx + between
  const labelEnd = label.yPx + label.heightPx + between
  let yPx = label.yPx
  return boxes.map(box => {
    if (box.xPx < labelRight) yPx = Math.max(yPx, labelEnd)
    const placed = { ...box, yPx: even(yPx) }
    yPx = placed.yPx + box.heightPx + between
    return placed
  })
}

/** What an overlay may take of the picture's width, in pixels. */
export function widestPx(size: PictureSize): number {
  const { side } = size.widthPx > size.heightPx ? lying : upright
  return size.widthPx - 2 * side * unitOf(size)
}

function even(value: number): number {
  return Math.floor(value / 2) * 2
}

/** The same for the same look at the same place: known before anything is drawn. */
export function overlayKey<Kind extends OverlayKind>(
  kind: Kind,
  content: OverlayContent[Kind],
  size: PictureSize,
): string {
  const sorted = Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const whole = JSON.stringify([overlaysVersion, kind, sorted, size.widthPx, size.heightPx])
  return createHash('sha256').update(whole).digest('hex')
}
