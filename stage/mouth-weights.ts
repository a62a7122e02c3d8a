// From a mouth's shape to the expressions of a VRM, as weights.
import type { Mouth, MouthShape } from './mouth.ts'

/** Expressions of a VRM that move the mouth: VRM's own five, and three that our hosts bring and others may. */
export const mouthExpressions: readonly MouthShape[] = [
  'aa',
  'ih',
  'ou',
  'ee',
  'oh',
  'lip-teeth',
  'teeth',
  'closed',
]

/** What stands in for a shape that a VRM has no expression for: teeth nearly together, the lips drawn a little wide. */
const mixtures: Readonly<Partial<Record<MouthShape, Readonly<Partial<Record<MouthShape, number>>>>>> = {
  'lip-teeth': { ih: 0.18, ou: 0.12 },
  teeth: { ih: 0.3, ee: 0.2 },
  closed: {},
}

/**
 * Weights for all mouth expressions a VRM has, 0 for those that rest. Exact where the VRM has the shape's own expression; else
 * mixed from the vowels.
 */
export function mouthWeights(mouth: Mouth, has: (expression: MouthShape) => boolean): Record<string, number> {
  const strength = Math.min(1, Math.max(0, mouth.strength))
  const weights = Object.fromEntries(mouthExpressions.filter(has).map(name => [name, 0]))
  const parts = has(mouth.shape) ? { [mouth.shape]: 1 } : (mixtures[mouth.shape] ?? {})
  for (const [name, part] of Object.entries(parts)) if (name in weights) weights[name] = part * strength
  return weights
}
