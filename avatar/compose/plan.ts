// What shall be composed, and why it may not be: every mistake is a sentence before the first picture.
import { Failure } from '#core/failure.ts'
import type { Mouth } from '#stage'
import type { BakedFrame } from './baked-host.ts'
import type { Box, Cutout } from './cutout.ts'
import { i420Bytes } from './yuv.ts'

/** Something over the host: a caption, a price card, a logo. Later ones lie over earlier ones. Positions and sizes are even. */
export type Overlay = {
  readonly cutout: Cutout
  readonly xPx: number
  readonly yPx: number
  /** The first picture that shows it; 0 when absent. */
  readonly fromPicture?: number
  /** The first picture that shows it no more; the end when absent. */
  readonly untilPicture?: number
}

/** The words that say what this is. On every picture, over everything. */
export type Label = { readonly cutout: Cutout; readonly xPx: number; readonly yPx: number }

export type ComposePlan = {
  readonly widthPx: number
  readonly heightPx: number
  /** I420 of the whole picture, at an address in picture memory. */
  readonly backdropAddress: number
  /** Where the host's picture lies in the frame; its bodies must lie within. */
  readonly hostXPx: number
  readonly hostYPx: number
  /** Baked frames, one for each picture. */
  readonly motion: readonly BakedFrame[]
  /** One for each picture. */
  readonly mouths: readonly Mouth[]
  readonly overlays: readonly Overlay[]
  readonly label: Label
}

/** Of the shorter edge (GB 45438-2025, 5.4): the label is at least so high. */
const labelShare = 0.05
/** An hour: whoever wants more has made a mistake. */
const mostPictures = 108_000
const mostOverlays = 256
const largestPx = 4_096

/** Throws `avatar/bad-plan` with the first thing that is wrong. */
export function checkPlan(plan: ComposePlan): void {
  const wrong = faultOf(plan)
  if (wrong !== undefined) throw new Failure('avatar/bad-plan', wrong, { fault: 'ours', remedy: 'stop' })
}

function faultOf(plan: ComposePlan): string | undefined {
  const { widthPx, heightPx, motion, mouths, overlays, label } = plan
  if (!isSide(widthPx) || !isSide(heightPx))
    return `a frame has even sides from 2 to ${largestPx} px; this is ${widthPx}×${heightPx}`
  if (motion.length === 0 || motion.length > mostPictures)
    return `there are ${motion.length} pictures to compose; write 1 to ${mostPictures}`
  if (mouths.length !== motion.length)
    return `each picture has one mouth: there are ${motion.length} pictures and ${mouths.length} mouths`
  if (mouths.some(({ strength }) => !(strength >= 0 && strength <= 1)))
    return 'a mouth has a strength from 0 to 1'
  if (overlays.length > mostOverlays)
    return `there are ${overlays.length} overlays; ${mostOverlays} are the most`
  return (
    labelFault(plan, label) ??
    [...new Set(motion)].map(frame => frameFault(plan, frame)).find(fault => fault !== undefined) ??
    overlays
      .map((overlay, i) => boxFault(plan, boxOf(overlay), `overlay ${i + 1}`))
      .find(fault => fault !== undefined)
  )
}

// Callers without types exist: a label left out must be said, not fallen over.
function labelFault(plan: ComposePlan, label: Label | undefined): string | undefined {
  if (label === undefined || label === null)
    return 'there is no label: every picture of a host says that it is one'
  const leastPx = Math.ceil(Math.min(plan.widthPx, plan.heightPx) * labelShare)
  if (label.cutout.heightPx < leastPx)
    return `the label is ${label.cutout.heightPx} px high; here it is at least ${leastPx}`
  return boxFault(plan, boxOf(label), 'the label')
}

function frameFault(plan: ComposePlan, frame: BakedFrame): string | undefined {
  const body = bodyBox(plan, frame)
  const fault = boxFault(plan, body, "the host's body")
  if (fault !== undefined) return fault
  for (const [shape, box] of Object.entries(frame.mouths)) {
    const mouth = mouthBox(plan, frame, box)
    if (!isWithin(mouth, body) || !isEven(mouth))
      return `the mouth "${shape}" at ${said(mouth)} leaves the body at ${said(body)}, or is odd`
    if (box.hasAlpha && !frame.rest.hasAlpha) return `the mouth "${shape}" has alpha and its body has none`
  }
  return undefined
}

function boxFault(frame: { widthPx: number; heightPx: number }, box: Box, what: string): string | undefined {
  if (!isEven(box)) return `${what} lies at ${said(box)}; all four must be even`
  if (isWithin(box, { xPx: 0, yPx: 0, ...sizeOf(frame) })) return undefined
  return `${what} at ${said(box)} leaves the frame of ${frame.widthPx}×${frame.heightPx}`
}

const sizeOf = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }) => ({ widthPx, heightPx })
const isSide = (px: number) => Number.isInteger(px) && px >= 2 && px <= largestPx && px % 2 === 0
const isEven = ({ xPx, yPx, widthPx, heightPx }: Box) =>
  [xPx, yPx, widthPx, heightPx].every(px => Number.isInteger(px) && px % 2 === 0)
const said = ({ xPx, yPx, widthPx, heightPx }: Box) => `${widthPx}×${heightPx} from ${xPx}, ${yPx}`

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.xPx >= outer.xPx &&
    inner.yPx >= outer.yPx &&
    inner.xPx + inner.widthPx <= outer.xPx + outer.widthPx &&
    inner.yPx + inner.heightPx <= outer.yPx + outer.heightPx
  )
}

/** Where something with a cutout lies in the frame. */
export function boxOf({ cutout, xPx, yPx }: Label): Box {
  return { xPx, yPx, widthPx: cutout.widthPx, heightPx: cutout.heightPx }
}

/** Where the host's body lies in the frame. */
export function bodyBox(plan: Pick<ComposePlan, 'hostXPx' | 'hostYPx'>, { body, xPx, yPx }: BakedFrame): Box {
  return {
    xPx: plan.hostXPx + xPx,
    yPx: plan.hostYPx + yPx,
    widthPx: body.widthPx,
    heightPx: body.heightPx,
  }
}

/** Where a mouth lies in the frame. */
export function mouthBox(
  plan: Pick<ComposePlan, 'hostXPx' | 'hostYPx'>,
  frame: BakedFrame,
  { xPx, yPx, widthPx, heightPx }: Box,
): Box {
  return {
    xPx: plan.hostXPx + frame.mouthXPx + xPx,
    yPx: plan.hostYPx + frame.mouthYPx + yPx,
    widthPx,
    heightPx,
  }
}

/** Bytes of one frame. */
export const frameBytes = ({ widthPx, heightPx }: { widthPx: number; heightPx: number }): number =>
  i420Bytes(widthPx, heightPx)
