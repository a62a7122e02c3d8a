// The door of control: what should be, kept, supervised, and spoken with over HTTP.
export { checkHouse } from './boot-check.ts'
export { openControl, type Control, type ControlPlan } from './control.ts'
export { endAll } from './supervisor/end-all.ts'
export { environmentPrefix, settingsSchema, settingsShape, type Settings } from './settings.ts'
export { DrillShelf } from './drills/shelf.ts'
export { progressLine } from './drills/progress.ts'
export { deskFolder, stampFile, stampOfBuilt, stampOfSources } from './desk/stamp.ts'
