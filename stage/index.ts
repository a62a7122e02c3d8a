// The door to the stage, for programs that are no browser: names and types that both sides share.
export { type Mouth, type MouthShape, mouthShapes, restingMouth } from './mouth.ts'
export { clockCells, type ClockFace, clockFaces, digitsAt } from './overlay/clock-layout.ts'
export {
  type CaptionContent,
  labelLetterShare,
  type OverlayContent,
  type OverlayKind,
  overlaysVersion,
  type PriceCardContent,
} from './overlay/content.ts'
export {
  type PictureSize,
  type SetKind,
  setKinds,
  type SetPlan,
  setsVersion,
  type TimeOfDay,
  timesOfDay,
} from './sets/plan.ts'
export { mouthWeights } from './mouth-weights.ts'
export { neutralPose, type Pose, poseBetween } from './pose.ts'
export { type Framing, framings } from './host/frame-names.ts'
export type { Dress } from './host/drawing.ts'
export {
  bakedStrengths,
  type BakeLayout,
  layoutOf,
  type MouthCell,
  type MouthSpot,
  type MouthSpots,
} from './bake/layout.ts'
export { type Loop, type LoopName, loopNames, loopOf } from './idle/loops.ts'
export { type Manner, manners } from './idle/manners.ts'
