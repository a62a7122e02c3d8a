// What a mouth can look like: the shapes every host is baked with, by name.

/**
 * Shapes of a speaking mouth. The first five are VRM's own expressions of those names; the others are made of them and of
 * a closed jaw: `lip-teeth` for f, `teeth` for s and its kin, `closed` for b, p and m.
 */
export const mouthShapes = ['aa', 'ih', 'ou', 'ee', 'oh', 'lip-teeth', 'teeth', 'closed'] as const
export type MouthShape = (typeof mouthShapes)[number]

/** A mouth at one moment: a shape, and how far from rest it is, 0 (at rest) to 1 (all of the shape). */
export type Mouth = { readonly shape: MouthShape; readonly strength: number }

export const restingMouth: Mouth = { shape: 'closed', strength: 0 }
