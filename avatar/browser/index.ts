// The door to the browser that draws: a headless one on a leash, which sees our own page and nothing else.
export { openStage } from './stage.ts'
export type { PageFunction, Stage, StageLimits, StagePlan } from './stage.ts'
export type { BrowserChoice } from './find.ts'
