// The way into scripts for the rest of this room: reading, walking, drafting, and the gate before every voice.
export { checkGate, gate, gatedVoice, type Refusal, tellRefusal, type Verdict } from './gate/index.ts'
export { type DraftBrief, draftScript, type DraftSettings, refusedIn } from './draft.ts'
export {
  checkScript,
  mistakesIn,
  type ReadLine,
  type ReadSegment,
  readSegments,
  type ScriptCheck,
} from './reading.ts'
export { type Position, positionFile, positionInMemory, type PositionStore } from './position.ts'
export {
  checkFitForAir,
  type Product,
  productOf,
  productSchema,
  readScript,
  type Script,
  type ScriptText,
  tones,
} from './schema.ts'
export { fillingOf, priceWords, readTemplate, worded, wordingsOf } from './template.ts'
export { type Line, ScriptWalk } from './walk.ts'
