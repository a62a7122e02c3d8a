// Paints one frame after the other into the same few places, and each time only where something differs from what is there.
import type { Mouth } from '#stage'
import type { BakedFrame, MouthBox } from './baked-host.ts'
import type { Blend } from './blend.ts'
import { drawBody } from './body.ts'
import type { Box, Cutout } from './cutout.ts'
import { mixOf } from './mouth-mix.ts'
import { bodyBox, boxOf, type ComposePlan, type Label, mouthBox } from './plan.ts'

/** What a place in memory shows: the body's box, and the overlays. */
type Shown = { readonly body: Box; readonly overlays: readonly Label[] }

export class FramePainter {
  readonly #plan: ComposePlan
  readonly #blend: Blend
  /** Where two strengths of a mouth are mixed; as large as the largest patch with alpha. */
  readonly #scratch: number
  readonly #shown = new Map<number, Shown>()

  constructor(plan: ComposePlan, blend: Blend, scratchAddress: number) {
    this.#plan = plan
    this.#blend = blend
    this.#scratch = scratchAddress
  }

  /** Paints picture number `picture` at `to`, where nothing else has been painted but by this painter. */
  paint(to: number, picture: number): void {
    const frame = this.#plan.motion[picture] as BakedFrame
    const mouth = this.#plan.mouths[picture] as Mouth
    const now: Shown = { body: bodyBox(this.#plan, frame), overlays: this.#overlaysAt(picture) }
    const dirty = this.#dirty(this.#shown.get(to), now)
    this.#restore(to, dirty)
    drawBody(this.#blend, frame.body, to, this.#plan, now.body)
    this.#drawMouth(to, frame, mouth)
    for (const overlay of now.overlays) this.#draw(to, overlay.cutout, boxOf(overlay), dirty)
    this.#shown.set(to, now)
  }

  /** Those shown in a picture; the label is always the last. */
  #overlaysAt(picture: number): Label[] {
    const { overlays, label } = this.#plan
    const due = overlays.filter(
      ({ fromPicture = 0, untilPicture = Infinity }) => fromPicture <= picture && picture < untilPicture,
    )
    return [...due, label]
  }

  #dirty(before: Shown | undefined, now: Shown): Box {
    if (before === undefined)
      return { xPx: 0, yPx: 0, widthPx: this.#plan.widthPx, heightPx: this.#plan.heightPx }
    const changed = [
      ...before.overlays.filter(overlay => !now.overlays.includes(overlay)),
      ...now.overlays.filter(overlay => !before.overlays.includes(overlay)),
    ]
    return changed.reduce((box, overlay) => union(box, boxOf(overlay)), union(before.body, now.body))
  }

  #restore(to: number, box: Box): void {
    const { widthPx, heightPx, backdropAddress } = this.#plan
    for (const plane of planesOf(widthPx, heightPx)) {
      const at = plane.offset + plane.at(box)
      const [width, height] = [box.widthPx >> plane.shift, box.heightPx >> plane.shift]
      this.#blend.copy(to + at, plane.stride, backdropAddress + at, plane.stride, width, height)
    }
  }

  /** The part of a cutout at `box` that lies in `clip`. */
  #draw(to: number, cutout: Cutout, box: Box, clip: Box): void {
    const part = intersection(box, clip)
    if (part === undefined) return
    const inCutout = { ...part, xPx: part.xPx - box.xPx, yPx: part.yPx - box.yPx }
    const frame = planesOf(this.#plan.widthPx, this.#plan.heightPx)
    const planes = planesOf(cutout.widthPx, cutout.heightPx)
    const alphaAt = cutout.address + (cutout.widthPx * cutout.heightPx * 3) / 2
    for (let i = 0; i < 3; i++) {
      const [target, plane] = [frame[i] as Plane, planes[i] as Plane]
      const toAt = to + target.offset + target.at(part)
      const from = plane.at(inCutout)
      const colour = cutout.address + plane.offset + from
      const [width, height] = [part.widthPx >> plane.shift, part.heightPx >> plane.shift]
      if (cutout.hasAlpha) {
        const alpha = alphaAt + (plane.shift === 0 ? 0 : cutout.widthPx * cutout.heightPx) + from
        this.#blend.blend(toAt, target.stride, colour, alpha, plane.stride, width, height)
      } else {
        this.#blend.copy(toAt, target.stride, colour, plane.stride, width, height)
      }
    }
  }

  /** The mouth takes the place of the body's: the ground is restored under it, then it is drawn with the skin around it. */
  #drawMouth(to: number, frame: BakedFrame, mouth: Mouth): void {
    const { lower, upper, share } = mixOf(mouth)
    if (upper === 0) return
    const at = frame.mouths[mouth.shape]
    const box = mouthBox(this.#plan, frame, at)
    const patch = share === 0 ? patchOf(frame, at, upper) : this.#mixed(frame, at, lower, share)
    if (patch.hasAlpha) this.#restore(to, box)
    this.#draw(to, patch, box, box)
  }

  #mixed(frame: BakedFrame, at: MouthBox, lower: number, share: number): Cutout {
    const first = lower === 0 ? undefined : patchOf(frame, at, lower)
    const second = patchOf(frame, at, lower + 1)
    const out = { ...second, address: this.#scratch }
    const outPlanes = allPlanes(out)
    const secondPlanes = allPlanes(second)
    const whole = first ?? frame.rest
    const firstPlanes = allPlanes(whole)
    const inFirst = first === undefined ? inRest(frame, at) : { xPx: 0, yPx: 0 }
    for (const [i, plane] of outPlanes.entries()) {
      const [a, b] = [firstPlanes[i] as Plane, secondPlanes[i] as Plane]
      const from = whole.address + a.offset + a.at(inFirst)
      const [width, height] = [at.widthPx >> plane.shift, at.heightPx >> plane.shift]
      this.#blend.mix(
        out.address + plane.offset,
        plane.stride,
        from,
        a.stride,
        second.address + b.offset,
        b.stride,
        share,
        width,
        height,
      )
    }
    return out
  }
}

type Corner = { readonly xPx: number; readonly yPx: number }

type Plane = {
  readonly offset: number
  readonly stride: number
  /** 1 where it has half the width and height. */
  readonly shift: number
  at(corner: Corner): number
}

const plane = (offset: number, stride: number, shift: number): Plane => ({
  offset,
  stride,
  shift,
  at: ({ xPx, yPx }) => (yPx >> shift) * stride + (xPx >> shift),
})

/** Of Y, U and V. */
function planesOf(widthPx: number, heightPx: number): readonly [Plane, Plane, Plane] {
  const [pixels, half] = [widthPx * heightPx, widthPx / 2]
  return [plane(0, widthPx, 0), plane(pixels, half, 1), plane(pixels + pixels / 4, half, 1)]
}

/** And of its alphas, where it has them. */
function allPlanes({ widthPx, heightPx, hasAlpha }: Cutout): readonly Plane[] {
  const [colour, pixels] = [planesOf(widthPx, heightPx), widthPx * heightPx]
  if (!hasAlpha) return colour
  const alphaAt = (pixels * 3) / 2
  return [...colour, plane(alphaAt, widthPx, 0), plane(alphaAt + pixels, widthPx / 2, 1)]
}

const inRest = (frame: BakedFrame, at: MouthBox): Corner => ({
  xPx: at.xPx - frame.restXPx,
  yPx: at.yPx - frame.restYPx,
})

function patchOf(frame: BakedFrame, at: MouthBox, strength: number): Cutout {
  const address = frame.patchesAddress + at.offsetBytes + (strength - 1) * at.patchBytes
  return { address, widthPx: at.widthPx, heightPx: at.heightPx, hasAlpha: at.hasAlpha }
}

function union(a: Box, b: Box): Box {
  const [xPx, yPx] = [Math.min(a.xPx, b.xPx), Math.min(a.yPx, b.yPx)]
  return {
    xPx,
    yPx,
    widthPx: Math.max(a.xPx + a.widthPx, b.xPx + b.widthPx) - xPx,
    heightPx: Math.max(a.yPx + a.heightPx, b.yPx + b.heightPx) - yPx,
  }
}

function intersection(a: Box, b: Box): Box | undefined {
  const [xPx, yPx] = [Math.max(a.xPx, b.xPx), Math.max(a.yPx, b.yPx)]
  const widthPx = Math.min(a.xPx + a.widthPx, b.xPx + b.widthPx) - xPx
  const heightPx = Math.min(a.yPx + a.heightPx, b.yPx + b.heightPx) - yPx
  return widthPx > 0 && heightPx > 0 ? { xPx, yPx, widthPx, heightPx } : undefined
}
