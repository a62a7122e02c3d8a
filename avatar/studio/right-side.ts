// What stands at the right side, one below the other: the logo, the credit of the host's author, the clock, a viewer's comment.
import { clockCells, type PictureSize } from '#stage'
import type { Card, Live } from '../feed/studio.ts'
import { type Box, columnBesides, digitSpans, type RenderedOverlay, unitOf } from '../overlay/index.ts'
import { plainText } from '../overlay/plain-text.ts'
import type { Logo } from './logos.ts'
import type { OverlayInTime } from './overlays.ts'
import type { Scenery } from './scenery.ts'

export type Besides = {
  readonly logo: Logo | undefined
  readonly credit: string | null
  readonly live: Live | null
  /** At least as long as the clip. */
  readonly lastsMs: number
}

/** Letters of a credit that fit beside the label. */
const longestCredit = 24

export async function rightSide(
  { logo, credit, live, lastsMs }: Besides,
  label: RenderedOverlay,
  size: PictureSize,
  scenery: Scenery,
  signal: AbortSignal,
): Promise<OverlayInTime[]> {
  const names: string[] = []
  const drawn: RenderedOverlay[] = []
  const add = (name: string, overlay: RenderedOverlay) => {
    names.push(name)
    drawn.push(overlay)
  }
  if (logo !== undefined) add('the logo', await scenery.logo(logo, size, signal))
  if (credit !== null) {
    const text = plainText(credit, longestCredit)
    add("the credit of the host's author", await scenery.overlay('logo', { text }, size, signal))
  }
  const clock = live?.clock ?? null
  if (clock !== null) add('the clock', await scenery.overlay('clock', { face: clock.face }, size, signal))
  const boxes = drawn.map(({ box }) => box)
  const placed = columnBesides(label.box, boxes, size)
  const shown = names.map((name, i): OverlayInTime => {
    const overlay = drawn[i] as RenderedOverlay
    return { name, drawn: { ...overlay, box: placed[i] as Box }, fromMs: 0, toMs: Infinity }
  })
  const plate = shown.at(-1)?.drawn
  if (clock !== null && live !== null && plate !== undefined)
    for (const { digit, xUnits, fromMs, toMs } of digitSpans(clock, live.atWallMs, lastsMs)) {
      const cell = await scenery.overlay('clock-digit', { digit }, size, signal)
      shown.push({ name: 'the clock', drawn: onPlate(cell, plate, xUnits, size), fromMs, toMs })
    }
  for (const card of live?.cards ?? [])
    shown.push(await cardBelow(card, { label, boxes }, size, scenery, signal))
  return shown
}

function onPlate(
  digit: RenderedOverlay,
  plate: RenderedOverlay,
  xUnits: number,
  size: PictureSize,
): RenderedOverlay {
  const unit = unitOf(size)
  const at = (plateAt: number, units: number) => plateAt + Math.round((units * unit) / 2) * 2
  const box = { ...digit.box, xPx: at(plate.box.xPx, xUnits), yPx: at(plate.box.yPx, clockCells.top) }
  return { ...digit, box }
}

/** Where it would lie at the label's height its shadow reaches above that: so it does below the others. */
async function cardBelow(
  { author, text, fromMs, toMs }: Card,
  { label, boxes }: { readonly label: RenderedOverlay; readonly boxes: readonly Box[] },
  size: PictureSize,
  scenery: Scenery,
  signal: AbortSignal,
): Promise<OverlayInTime> {
  const drawn = await scenery.overlay('comment', { author, text }, size, signal)
  const yPx = columnBesides(label.box, [...boxes, drawn.box], size).at(-1)?.yPx ?? drawn.box.yPx
  const shadowPx = label.box.yPx - drawn.box.yPx
  const box = { ...drawn.box, yPx: yPx - shadowPx + (shadowPx % 2) }
  return { name: `the comment of ${author}`, drawn: { ...drawn, box }, fromMs, toMs }
}
