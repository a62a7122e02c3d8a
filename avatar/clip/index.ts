// The door to clips: frames and a voice made into a sentence that can be sent, and the shelf that keeps it.
export { type AigcMark, aigcMark, bytesOf, type Clip, type ClipPicture, type ClipShape } from './clip.ts'
export { samplesPerSound, soundsFor } from './clip.ts'
export { clipKey, canonicalJson, type Content } from './clip-key.ts'
export { ClipShelf, type ShelfPlan } from './clip-shelf.ts'
export type { ClipPart } from './collect.ts'
export type { ClipCoding } from './ffmpeg-args.ts'
export { type ClipDeps, type ClipPlan, makeClip } from './make-clip.ts'
export type { Samples } from './sound-pieces.ts'
