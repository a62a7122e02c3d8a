// The door to sets: words become what stands behind a host.
export { type AigcMark, aigcMark } from './aigc-mark.ts'
export { backdropFor, type BackdropDeps, samplesFor, type SetStage } from './backdrop.ts'
export { type BehindHost, faultsBehindHost, measureBehindHost } from './behind-host.ts'
export { categories, readBrief, type SetBrief, setBrief, type SetBriefInput } from './brief.ts'
export { chooseSet, type SetChoice } from './choose.ts'
export { type ImageModel, type ImageModelSettings, imageModelSettings } from './image-model.ts'
export type { Provenance } from './provenance.ts'
export { type Backdrop, BackdropShelf } from './shelf.ts'
