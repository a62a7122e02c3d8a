// How lively a host is: what makes the same loop calm in one and brisk in another.

export const manners = ['calm', 'warm', 'brisk'] as const
export type Manner = (typeof manners)[number]

export type MannerLook = {
  /** Times the angles of every motion. */
  readonly size: number
  /** Times how long motions take. */
  readonly pace: number
  /** Of head tilts beside nods. */
  readonly tilt: number
  /** How much of a smile comes with a glance or an accent. */
  readonly smile: number
  /** Mean milliseconds between blinks. */
  readonly blinkEveryMs: number
  readonly seed: number
}

export const mannerLooks: Readonly<Record<Manner, MannerLook>> = {
  calm: { size: 0.75, pace: 1.15, tilt: 0.7, smile: 0.25, blinkEveryMs: 3_900, seed: 5 },
  warm: { size: 1, pace: 1, tilt: 1.35, smile: 0.5, blinkEveryMs: 3_300, seed: 9 },
  brisk: { size: 1.25, pace: 0.85, tilt: 1, smile: 0.45, blinkEveryMs: 2_900, seed: 13 },
}

/** The same numbers from the same seed, 0 to 1 (Park and Miller's generator). */
export function luckOf(seed: number): () => number {
  let state = seed % 2_147_483_647
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
