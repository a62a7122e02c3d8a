// What a slate's own pictures may come to, so that with filler they come to what the program had. Pure.
import type { SlateClip } from './clip.ts'

/** In steps, so that a slate is not made anew for every breath of the rate. */
const stepsKbps = [150, 220, 330, 500, 750, 1_100, 1_600, 2_400, 3_500, 5_000]
/** Before anything is known. */
const guessKbps = 1_100
const share = 0.8

export type MadeSlate = { readonly clip: SlateClip | undefined; readonly wantedKbps: number | undefined }

/** Kilobits per second to make it with; the same as before while that, or what was made of it, fits under the program's rate. */
export function slateKbps(programKbps: number | null, { clip, wantedKbps }: MadeSlate): number {
  if (programKbps === null) return wantedKbps ?? guessKbps
  if (wantedKbps !== undefined && wantedKbps !== guessKbps && (clip?.videoKbps ?? wantedKbps) <= programKbps)
    return wantedKbps
  return stepsKbps.filter(step => step <= share * programKbps).at(-1) ?? (stepsKbps[0] as number)
}
