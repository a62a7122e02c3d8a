// Ways to wear hair, of which hosts choose: fringes, side locks, what falls behind.
import { luck, mix, type Point } from './numbers.ts'
import type { Sway } from './rig.ts'
import { type Lock, onFront, onSkull } from './strands.ts'

export type FringeTip = {
  readonly x: number
  readonly y: number
  readonly wide: number
  /** How far the tip bends aside. */
  readonly bend?: number
  readonly lift?: number
  readonly blunt?: number
  readonly thick?: number
}

/** Locks from a parting over the forehead, each to its tip. */
export function fringe(parting: number, tips: readonly FringeTip[], sway: Sway, seed: number): Lock[] {
  const dice = luck(seed)
  return tips.map((tip, i) => {
    const lift = (tip.lift ?? 0.06) + (i % 2) * 0.016
    const across = (share: number) => mix(parting, tip.x, share)
    const top = onFront(across(0.1), 1.03, 0.05)
    const belly = mix(0.74, tip.y, 0.5)
    return {
      through: [
        [across(0.05), 1.12, -0.12] as Point,
        top,
        onFront(across(0.55), 0.82, lift + 0.03),
        onFront(across(0.92), belly, lift + 0.045),
        onFront(tip.x + (tip.bend ?? 0) * 0.3, mix(belly, tip.y, 0.62), lift + 0.02),
        onFront(tip.x + (tip.bend ?? 0), tip.y, lift - 0.005),
      ],
      wide: tip.wide,
      thick: tip.thick ?? 0.05,
      widestAt: 0.56,
      root: 0.62,
      blunt: tip.blunt ?? 0.12,
      segments: 15,
      streak: 0.15 + 0.7 * dice(),
      sway,
    }
  })
}

/** Locks all around from the crown down to the ends that `end` gives for a direction, 0 the front, 90 the host's left. */
export function mantle(around: {
  readonly turnsDeg: readonly number[]
  readonly crown: Point
  readonly wide: number
  readonly thick?: number
  /** How far the hair stands off the skull. */
  readonly lift: number
  end(turnDeg: number): readonly Point[]
  sway(turnDeg: number): Sway
  readonly seed: number
  readonly blunt?: number
  readonly widestAt?: number
  readonly segments?: number
}): Lock[] {
  const dice = luck(around.seed)
  return around.turnsDeg.map((turnDeg, i) => {
    const lift = around.lift + (i % 2) * 0.022 + dice() * 0.012
    return {
      through: [
        around.crown,
        onSkull(turnDeg, 68, lift * 0.6),
        onSkull(turnDeg, 40, lift),
        onSkull(turnDeg, 12, lift * 1.05),
        ...around.end(turnDeg),
      ],
      wide: around.wide * (0.9 + 0.2 * dice()),
      thick: around.thick ?? 0.055,
      widestAt: around.widestAt ?? 0.6,
      root: 0.5,
      blunt: around.blunt ?? 0.2,
      segments: around.segments ?? 16,
      streak: 0.1 + 0.8 * dice(),
      sway: around.sway(turnDeg),
    }
  })
}

export function turnsBetween(fromDeg: number, toDeg: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => mix(fromDeg, toDeg, count === 1 ? 0.5 : i / (count - 1)))
}

/** A lock by hand. */
export function lock(through: readonly Point[], wide: number, sway: Sway, more: Partial<Lock> = {}): Lock {
  return { through, wide, thick: 0.05, streak: 0.5, sway, ...more }
}
