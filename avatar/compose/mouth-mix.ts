// Which baked patches make a mouth. Pure.
import { bakedStrengths, type Mouth } from '#stage'

/** Two neighbouring strengths of one shape, 0 being the body at rest, and the share of the upper one in 256ths (0: the lower alone). */
export type MouthMix = { readonly lower: number; readonly upper: number; readonly share: number }

/** Nearer than this to a baked strength is that strength: nobody sees the difference, and it spares a mix. */
const nearShare = 8

/**
 * Patches of one shape only: halfway between the mouths of two shapes both would shine through, as ghosts. Lips go from one
 * shape to the next by way of a weak one.
 */
export function mixOf({ strength }: Mouth): MouthMix {
  const at = Math.min(1, Math.max(0, strength)) * bakedStrengths
  const lower = Math.min(bakedStrengths - 1, Math.floor(at))
  const share = Math.round((at - lower) * 256)
  if (share <= nearShare) return { lower, upper: lower, share: 0 }
  if (share >= 256 - nearShare) return { lower: lower + 1, upper: lower + 1, share: 0 }
  return { lower, upper: lower + 1, share }
}
