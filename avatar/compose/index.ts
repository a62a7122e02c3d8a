// The door to composing: picture memory, what lies in it, and the composer that makes frames of it.
export type { BakedFrame, MouthBox, MouthBoxes } from './baked-host.ts'
export { type Body, packBody } from './body.ts'
export { Composer } from './composer.ts'
export { type Box, type Cutout, cutoutBytes, keptCutout, layDown, placeCutout } from './cutout.ts'
export { type Piece, PictureMemory } from './picture-memory.ts'
export { type ComposePlan, frameBytes, type Label, type Overlay } from './plan.ts'
export { type Bitmap, halfAlpha, i420Bytes, i420Of, type Yuva, yuvaBytes, yuvaOf, yuvaPart } from './yuv.ts'
