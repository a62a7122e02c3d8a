// The door to baking: a host drawn once, its loops in picture memory and on a shelf, and which of them a sentence goes through.
export { type BakeDeps, bakeHost, type BakeProgress, type BakeWish, type LoopToBake } from './bake-host.ts'
export { bakeEdition, bakeKey, type LookedAt } from './bake-key.ts'
export { BakeShelf, type BakeShelfPlan } from './bake-shelf.ts'
export { BakedHost, type BakedLoop } from './baked-host.ts'
export type { BakeStage, OpenBakeStage } from './easel.ts'
export { type Motion, type MotionLoop, type MotionWish, planMotion } from './plan-motion.ts'
