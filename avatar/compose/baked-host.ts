// A baked host as it lies in picture memory: bodies at rest, and for each the mouths that can take the place of theirs.
import type { MouthShape } from '#stage'
import type { Body } from './body.ts'
import type { Box, Cutout } from './cutout.ts'

/** One baked picture of a host. Positions count from the host's own picture, which is cut out of the frame it was drawn in. */
export type BakedFrame = {
  readonly body: Body
  /** Where the body lies in the host's picture. */
  readonly xPx: number
  readonly yPx: number
  /** Where the head's mouth is: patches lie around it. */
  readonly mouthXPx: number
  readonly mouthYPx: number
  /** The body once more around its mouth, in one piece: what a weak mouth is mixed with. */
  readonly rest: Cutout
  /** Where it lies, from the mouth. All mouths lie within. */
  readonly restXPx: number
  readonly restYPx: number
  /** Where this frame's patches begin. */
  readonly patchesAddress: number
  readonly mouths: MouthBoxes
}

/** Where patches of each shape lie, the same in all frames of a loop. */
export type MouthBoxes = { readonly [shape in MouthShape]: MouthBox }

/** One shape's patches: strength after strength, from `offsetBytes` behind a frame's `patchesAddress`. Box counts from the mouth. */
export type MouthBox = Box & {
  readonly offsetBytes: number
  /** Of one strength. */
  readonly patchBytes: number
  readonly hasAlpha: boolean
}
