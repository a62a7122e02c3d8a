// Paints laid-out pieces onto a canvas: each box, then each line of text where HTML has put it.
import { type Fill, fills, outlines, struck } from './element.ts'

type Brush = OffscreenCanvasRenderingContext2D

/** Everything inside `element`, moved so that (`leftPx`, `topPx`) of the page is the canvas's corner. */
export function paintPiece(brush: Brush, element: Element, leftPx: number, topPx: number): void {
  const fill = fills.get(element)
  if (fill !== undefined) paintBox(brush, element.getBoundingClientRect(), fill, leftPx, topPx)
  for (const child of element.childNodes) {
    if (child instanceof Text) paintText(brush, element, child, leftPx, topPx)
    else if (child instanceof HTMLImageElement) {
      const place = child.getBoundingClientRect()
      brush.drawImage(child, place.x - leftPx, place.y - topPx, place.width, place.height)
    } else if (child instanceof Element) paintPiece(brush, child, leftPx, topPx)
  }
}

function paintBox(brush: Brush, place: DOMRect, fill: Fill, leftPx: number, topPx: number): void {
  const [x, y] = [place.x - leftPx, place.y - topPx]
  const gradient = brush.createLinearGradient(0, y, 0, y + place.height)
  for (const [i, colour] of fill.colours.entries())
    gradient.addColorStop(i / Math.max(1, fill.colours.length - 1), colour)
  brush.save()
  if (fill.shadow !== undefined) {
    brush.shadowColor = fill.shadow.colour
    brush.shadowBlur = fill.shadow.blurPx
    brush.shadowOffsetY = fill.shadow.downPx
  }
  brush.beginPath()
  brush.roundRect(x, y, place.width, place.height, fill.radiusPx)
  brush.fillStyle = gradient
  brush.fill()
  brush.restore()
  if (fill.edge === undefined) return
  const half = fill.edge.widthPx / 2
  brush.beginPath()
  brush.roundRect(x + half, y + half, place.width - 2 * half, place.height - 2 * half, fill.radiusPx - half)
  brush.strokeStyle = fill.edge.colour
  brush.lineWidth = fill.edge.widthPx
  brush.stroke()
}

function paintText(brush: Brush, element: Element, text: Text, leftPx: number, topPx: number): void {
  const style = getComputedStyle(element)
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
  brush.letterSpacing = style.letterSpacing === 'normal' ? '0px' : style.letterSpacing
  brush.textBaseline = 'alphabetic'
  const ascent = brush.measureText(text.data).fontBoundingBoxAscent
  for (const line of linesOf(text)) {
    const [x, y] = [line.place.x - leftPx, line.place.y - topPx + ascent]
    const outline = outlines.get(element)
    if (outline !== undefined) {
      brush.lineJoin = 'round'
      brush.strokeStyle = outline.colour
      brush.lineWidth = outline.widthPx * 2
      brush.strokeText(line.text, x, y)
    }
    brush.fillStyle = style.color
    brush.fillText(line.text, x, y)
    if (struck.has(element))
      brush.fillRect(x, Math.round(y - ascent * 0.3), line.place.width, Math.max(2, ascent * 0.07))
  }
}

type Line = { text: string; place: DOMRect }

/** A text as the lines it was broken into. */
function linesOf(text: Text): Line[] {
  const lines: Line[] = []
  const range = document.createRange()
  let from = 0
  for (const letter of text.data) {
    range.setStart(text, from)
    range.setEnd(text, from + letter.length)
    from += letter.length
    const place = range.getClientRects()[0]
    const last = lines.at(-1)
    if (place === undefined) continue
    if (last !== undefined && Math.abs(last.place.y - place.y) < place.height / 2) {
      last.text += letter
      last.place = new DOMRect(last.place.x, last.place.y, place.right - last.place.x, last.place.height)
    } else lines.push({ text: letter, place })
  }
  return lines
}
