// Draws one overlay: laid out as HTML in Noto Sans SC, painted on a canvas, returned as its size and its pixels.
import { paintPiece } from './brush.ts'
import type { OverlayContent, OverlayKind } from './content.ts'
import { readyLetters } from './fonts.ts'
import { clock, clockDigit, comment } from './live-pieces.ts'
import { caption, label, logo, priceCard } from './pieces.ts'

const builders: {
  readonly [Kind in OverlayKind]: (content: OverlayContent[Kind], unit: number) => HTMLElement
} = {
  label,
  caption,
  'price-card': priceCard,
  logo,
  clock,
  'clock-digit': clockDigit,
  comment,
}

export type OverlayWish = {
  readonly kind: OverlayKind
  readonly content: OverlayContent[OverlayKind]
  /** Pixels per unit: the short edge over 720. */
  readonly unit: number
}

/** What a shadow may reach beyond its piece. */
const marginUnits = 26
const withShadow: readonly OverlayKind[] = ['price-card', 'comment']
/** Laid over a plate by their cell: all of it counts, the empty part too. */
const wholeCells: readonly OverlayKind[] = ['clock-digit']
const headBytes = 16

/**
 * Sixteen bytes: width, height, and how far in from the left and the top the piece without its shadow begins, each a
 * little-endian uint32, width and height even; then rows from the top of R, G, B, A, not premultiplied. What is transparent
 * all around is cut off.
 */
export async function drawOverlay({ kind, content, unit }: OverlayWish): Promise<Uint8Array> {
  const build = builders[kind] as (content: OverlayContent[OverlayKind], unit: number) => HTMLElement
  const root = build(content, unit)
  Object.assign(root.style, { position: 'absolute', left: '0', top: '0' })
  const stand = document.createElement('div')
  Object.assign(stand.style, {
    position: 'absolute',
    left: '60px',
    top: '60px',
    width: '4000px',
    height: '1px',
  })
  stand.append(root)
  await readyFonts(root)
  document.body.append(stand)
  try {
    await Promise.all([...root.querySelectorAll('img')].map(image => image.decode()))
    const place = root.getBoundingClientRect()
    const margin = withShadow.includes(kind) ? Math.ceil(marginUnits * unit) : 0
    const canvas = new OffscreenCanvas(
      Math.ceil(place.width) + 2 * margin,
      Math.ceil(place.height) + 2 * margin,
    )
    const brush = canvas.getContext('2d', { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D
    paintPiece(brush, root, place.x - margin, place.y - margin)
    const image = brush.getImageData(0, 0, canvas.width, canvas.height)
    return cutOut(image, wholeCells.includes(kind) ? wholeOf(image) : inkOf(image), margin)
  } finally {
    stand.remove()
  }
}

/** All letters that the pieces below `root` show, each in its weight. */
async function readyFonts(root: HTMLElement): Promise<void> {
  const used = [...root.querySelectorAll<HTMLElement>('*')].filter(each => each.style.fontWeight !== '')
  await Promise.all(used.map(each => readyLetters(each.textContent ?? '', Number(each.style.fontWeight))))
}

type Part = { left: number; right: number; top: number; bottom: number }

const wholeOf = ({ width, height }: ImageData): Part => ({ left: 0, right: width, top: 0, bottom: height })

/** Without what is transparent all around. */
function inkOf({ data, width, height }: ImageData): Part {
  let [left, right, top, bottom] = [width, 0, height, 0]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      if (data[(y * width + x) * 4 + 3] === 0) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y + 1)
    }
  }
  return { left, right, top, bottom }
}

function cutOut({ data, width }: ImageData, { left, right, top, bottom }: Part, margin: number): Uint8Array {
  const wide = Math.max(2, right - left + ((right - left) % 2))
  const high = Math.max(2, bottom - top + ((bottom - top) % 2))
  const out = new Uint8Array(headBytes + wide * high * 4)
  const head = [wide, high, Math.max(0, margin - left), Math.max(0, margin - top)]
  for (const [i, value] of head.entries()) new DataView(out.buffer).setUint32(i * 4, value, true)
  for (let y = top; y < bottom; y += 1) {
    const row = data.subarray((y * width + left) * 4, (y * width + right) * 4)
    out.set(row, headBytes + (y - top) * wide * 4)
  }
  return out
}
