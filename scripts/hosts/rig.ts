// Bones for hair: chains that hang from the head, and how locks follow them.
import { clamp, type Point, ramp } from './numbers.ts'
import type { Binding } from './part.ts'
import type { Bone } from './skeleton.ts'
import type { Spring } from './vrm.ts'

export type Sway = (along: number, point: Point) => Binding

export class HairRig {
  readonly bones: Record<string, Bone> = {}
  readonly springs: Spring[] = []

  /**
   * A chain through `joints`, from where hair leaves the head to its end. Returns how a lock follows it: with the head up to
   * `from` of its length, then joint by joint; `share` of it sways, the rest stays with the head.
   */
  chain(
    name: string,
    joints: readonly Point[],
    about: {
      from: number
      stiffness: number
      drag?: number
      gravity?: number
      share?: number
      parent?: string
    },
  ): Sway {
    const names = joints.map((_, i) => `hair-${name}-${i + 1}`)
    for (const [i, at] of joints.entries())
      this.bones[names[i] as string] = {
        parent: i === 0 ? (about.parent ?? 'head') : (names[i - 1] as string),
        at,
      }
    this.springs.push({
      name,
      bones: names,
      stiffness: about.stiffness,
      drag: about.drag ?? 0.42,
      gravity: about.gravity ?? 0,
      radiusM: 0.012,
    })
    const moving = names.slice(0, -1) // the last only tells where the one before ends
    return along => {
      const at = clamp((along - about.from) / (1 - about.from)) * moving.length
      const i = Math.min(moving.length - 1, Math.floor(at))
      const onto = ramp(0, 0.9, at - i) * (about.share ?? 1)
      const before = i === 0 ? (about.parent ?? 'head') : (moving[i - 1] as string)
      if (onto <= 0.002) return [[before, 1]]
      return onto >= 0.998
        ? [[moving[i] as string, 1]]
        : [
            [before, 1 - onto],
            [moving[i] as string, onto],
          ]
    }
  }
}

/** Hair that stays with the head. */
export const still: Sway = () => [['head', 1]]
