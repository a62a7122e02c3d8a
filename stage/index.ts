// The door to the stage, for programs that are no browser: names and types that both sides share.
export { type Mouth, type MouthShape, mouthShapes, restingMouth } from './mouth.ts'
