// How a host holds itself in one picture, as plain values: the same pose draws the same picture again.
import { type Mouth, restingMouth } from './mouth.ts'

export type Pose = {
  /** Turned to the host's left, which is the viewer's right. Degrees; 25 is as far as our hosts' hair is made for. */
  readonly headYawDeg: number
  /** Chin up. */
  readonly headPitchDeg: number
  /** Tilted to the host's left. */
  readonly headRollDeg: number
  /** Trunk turned and leant to the host's left, degrees. */
  readonly turnDeg: number
  readonly leanDeg: number
  /** 0: breathed out; 1: in. */
  readonly breath: number
  /** Where the eyes look, from straight ahead: to the host's left, and up. Degrees. */
  readonly gazeYawDeg: number
  readonly gazePitchDeg: number
  /** 0: open; 1: closed. */
  readonly blink: number
  /** -1: drawn down; 1: raised. */
  readonly brows: number
  /** 0 to 1, beyond the smile the face has at rest. */
  readonly smile: number
  readonly mouth: Mouth
  /** 0: hair as its springs have it; 1: as it hangs at rest. A loop ends with 1, so that any other may follow. */
  readonly hairAtRest: number
}

/** What each loop and clip begins and ends with. */
export const neutralPose: Pose = {
  headYawDeg: 0,
  headPitchDeg: 0,
  headRollDeg: 0,
  turnDeg: 0,
  leanDeg: 0,
  breath: 0,
  gazeYawDeg: 0,
  gazePitchDeg: 0,
  blink: 0,
  brows: 0,
  smile: 0,
  mouth: restingMouth,
  hairAtRest: 1,
}

/** The pose between two, `share` of the way from the first; the mouth is the second's: shapes do not mix. */
export function poseBetween(from: Pose, to: Pose, share: number): Pose {
  const between = (name: keyof Omit<Pose, 'mouth'>) => from[name] + (to[name] - from[name]) * share
  return {
    headYawDeg: between('headYawDeg'),
    headPitchDeg: between('headPitchDeg'),
    headRollDeg: between('headRollDeg'),
    turnDeg: between('turnDeg'),
    leanDeg: between('leanDeg'),
    breath: between('breath'),
    gazeYawDeg: between('gazeYawDeg'),
    gazePitchDeg: between('gazePitchDeg'),
    blink: between('blink'),
    brows: between('brows'),
    smile: between('smile'),
    mouth: to.mouth,
    hairAtRest: between('hairAtRest'),
  }
}
