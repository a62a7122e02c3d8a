// The bones of a host, in heads around the middle of the head, arms out to the sides as VRM wants them at rest.
import type { Point } from './numbers.ts'
import type { Binding } from './part.ts'

/** One head in metres, and how high above the ground the head's middle is. */
export const headM = 0.118
export const headMiddleM = 1.42

export type Bone = { readonly parent?: string; readonly at: Point; readonly human?: string }

const arm = { shoulder: 0.32, upper: 1.02, lower: 3.0, hand: 4.7 } as const
/** How much higher trunk and arms stand than they are modelled: a shorter neck. */
export const raised = 0.13
const armY = -2.06 + raised

/** VRM's fifteen and a few more. Hair adds its own. */
export const bodyBones: Readonly<Record<string, Bone>> = {
  hips: { at: [0, -6.4 + raised, -0.12] },
  spine: { parent: 'hips', at: [0, -5.4 + raised, -0.1] },
  chest: { parent: 'spine', at: [0, -4.1 + raised, -0.1] },
  neck: { parent: 'chest', at: [0, -1.6 + raised, -0.24] },
  head: { parent: 'neck', at: [0, -0.82, -0.16] },
  ...sides('Shoulder', 'chest', [arm.shoulder, armY + 0.1, -0.2]),
  ...sides('UpperArm', 'Shoulder', [arm.upper, armY, -0.2]),
  ...sides('LowerArm', 'UpperArm', [arm.lower, armY, -0.2]),
  ...sides('Hand', 'LowerArm', [arm.hand, armY, -0.2]),
  ...sides('UpperLeg', 'hips', [0.62, -6.6, -0.12]),
  ...sides('LowerLeg', 'UpperLeg', [0.62, -9.2, -0.12]),
  ...sides('Foot', 'LowerLeg', [0.62, -11.5, -0.12]),
}

function sides(name: string, parent: string, [x, y, z]: Point): Record<string, Bone> {
  const isSided = /^[A-Z]/.test(parent)
  return {
    [`left${name}`]: { parent: isSided ? `left${parent}` : parent, at: [x, y, z] },
    [`right${name}`]: { parent: isSided ? `right${parent}` : parent, at: [-x, y, z] },
  }
}

/** How far the stage lets a T-pose's arms down, degrees (stage/host/posing.ts): hosts are modelled as they hang then. */
export const armsDownDeg = 76

const armBones = /^(left|right)(UpperArm|LowerArm|Hand)$/

/**
 * Where a point belongs in the T-pose, so that the stage's lowering of the arms brings it exactly to where it was modelled. The
 * inverse of linear skinning: a share `w` of the point turns about the shoulder's joint, the rest stays.
 */
export function toRest(point: Point, binding: Binding, isNormal = false): Point {
  const bound = binding.find(([bone]) => armBones.test(bone))
  if (bound === undefined) return point
  const side = bound[0].startsWith('left') ? 1 : -1
  const share = binding.filter(([bone]) => armBones.test(bone)).reduce((sum, [, part]) => sum + part, 0)
  const turn = (-armsDownDeg * side * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const joint = isNormal ? [0, 0] : [arm.upper * side, armY]
  // Lowered = (1 - w) p + w (joint + turn (p - joint)), so p - joint = M⁻¹ (lowered - joint), with M = (1 - w) 1 + w turn.
  const [a, b] = [1 - share + share * cos, share * sin]
  const size = a * a + b * b
  const [dx, dy] = [point[0] - (joint[0] as number), point[1] - (joint[1] as number)]
  return [
    (joint[0] as number) + (a * dx + b * dy) / size,
    (joint[1] as number) + (-b * dx + a * dy) / size,
    point[2],
  ]
}

/** A place along a lowered arm: `along` heads from the shoulder's joint. */
export function alongArm(side: 1 | -1, along: number): Point {
  const turn = (armsDownDeg * Math.PI) / 180
  return [side * (arm.upper + Math.cos(turn) * along), armY - raised - Math.sin(turn) * along, -0.2]
}
