// Small motions as functions of time, each from nothing to nothing: they can be laid over each other and begin anywhere.

/** 0 before `from`, 1 after `to`, with no jolt at either end (its velocity and its acceleration are 0 there). */
export function eased(from: number, to: number, at: number): number {
  const t = Math.min(1, Math.max(0, (at - from) / (to - from)))
  return t * t * t * (t * (6 * t - 15) + 10)
}

/** There and back: goes from 0 to 1 within `outMs`, stays for `holdMs`, and is back `backMs` later. */
export type There = {
  readonly fromMs: number
  readonly outMs: number
  readonly holdMs: number
  readonly backMs: number
}

export function there(motion: There, atMs: number): number {
  const heldMs = motion.fromMs + motion.outMs
  const leavesMs = heldMs + motion.holdMs
  return eased(motion.fromMs, heldMs, atMs) - eased(leavesMs, leavesMs + motion.backMs, atMs)
}

/** Lids shut in a tenth of a second and open in two, as people's do (measured means: 92 ms down, 242 ms up). */
export function blinkAt(fromMs: number, atMs: number): number {
  return there({ fromMs, outMs: 90, holdMs: 35, backMs: 210 }, atMs)
}

/** How long a blink is shut, opens and is over, milliseconds. */
export const blinkMs = 335

/** Eyes jump: 50 ms from one place to the next, where they rest. `stops` in order of time; they begin and should end at 0, 0. */
export type Stop = { readonly atMs: number; readonly yawDeg: number; readonly pitchDeg: number }

export function gazeOf(stops: readonly Stop[], atMs: number): { yawDeg: number; pitchDeg: number } {
  let [yawDeg, pitchDeg] = [0, 0]
  for (const stop of stops) {
    const share = eased(stop.atMs, stop.atMs + 50, atMs)
    yawDeg += (stop.yawDeg - yawDeg) * share
    pitchDeg += (stop.pitchDeg - pitchDeg) * share
  }
  return { yawDeg, pitchDeg }
}

/** Whole breaths over a time: in and out between 0 and 1, breathed out at both ends. In is quicker than out. */
export function breathAt(breaths: number, lastsMs: number, atMs: number): number {
  const phase = ((atMs / lastsMs) * breaths) % 1
  const bent = phase + 0.09 * Math.sin(2 * Math.PI * phase)
  return (1 - Math.cos(2 * Math.PI * bent)) / 2
}
