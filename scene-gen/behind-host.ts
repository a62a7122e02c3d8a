// Whether a host can stand before a picture: how bright and how restless it is where the host will be.
import type { PictureSize } from '#stage'
import type { PictureFault } from './prompts.ts'

export type BehindHost = {
  /** Mean luma where the host stands, 0 black to 1 white. */
  readonly brightness: number
  /** Mean difference between neighbouring patches there, 0 to 1: edges and pattern that would compete with a face. */
  readonly unrest: number
  /** Share of the host's place that is nearly white. */
  readonly glare: number
  /** Spread of luma over the whole picture. */
  readonly range: number
}

/** From our four sets and twenty photographs of rooms: sets lie well within, windows and shelves behind a head do not. */
const limits = { brightest: 0.74, darkest: 0.045, unrest: 0.05, glare: 0.12, range: 0.045 }

/** Looked at in patches of a ninetieth of the width: noise and grain do not count, edges do. */
const columns = 90

/** Measures a picture given as rows of R, G, B, A. */
export function measureBehindHost(rgba: Uint8Array, { widthPx, heightPx }: PictureSize): BehindHost {
  const patchPx = Math.max(1, Math.floor(Math.min(widthPx, heightPx) / columns))
  const [across, down] = [Math.floor(widthPx / patchPx), Math.floor(heightPx / patchPx)]
  const lumas = new Float32Array(across * down)
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1)
      lumas[y * across + x] = patchLuma(rgba, widthPx, x * patchPx, y * patchPx, patchPx)
  let [count, sum, glare, edges, steps, all, squares] = [0, 0, 0, 0, 0, 0, 0]
  for (let y = 0; y < down; y += 1) {
    for (let x = 0; x < across; x += 1) {
      const luma = lumas[y * across + x] as number
      all += luma
      squares += luma * luma
      if (!isBehindHost((x + 0.5) / across, (y + 0.5) / down, widthPx / heightPx)) continue
      count += 1
      sum += luma
      if (luma > 0.9) glare += 1
      if (x + 1 < across) edges += Math.abs((lumas[y * across + x + 1] as number) - luma)
      if (y + 1 < down) edges += Math.abs((lumas[(y + 1) * across + x] as number) - luma)
      steps += 2
    }
  }
  const mean = all / lumas.length
  return {
    brightness: sum / Math.max(1, count),
    unrest: edges / Math.max(1, steps),
    glare: glare / Math.max(1, count),
    range: Math.sqrt(Math.max(0, squares / lumas.length - mean * mean)),
  }
}

/** Head and shoulders: an upright oval in the middle of the lower two thirds. `x` and `y` are shares of the picture. */
export function isBehindHost(x: number, y: number, widthPerHeight: number): boolean {
  const across = ((x - 0.5) * widthPerHeight) / 0.2
  const down = (y - 0.64) / 0.3
  return across * across + down * down <= 1
}

/** What stands against putting a host before it; empty where nothing does. */
export function faultsBehindHost({ brightness, unrest, glare, range }: BehindHost): PictureFault[] {
  const faults: PictureFault[] = []
  if (brightness > limits.brightest || glare > limits.glare) faults.push('too-bright')
  if (brightness < limits.darkest) faults.push('too-dark')
  if (unrest > limits.unrest) faults.push('restless')
  if (range < limits.range) faults.push('flat')
  return faults
}

function patchLuma(rgba: Uint8Array, widthPx: number, left: number, top: number, sidePx: number): number {
  let sum = 0
  for (let y = top; y < top + sidePx; y += 1) {
    for (let x = left; x < left + sidePx; x += 1) {
      const at = (y * widthPx + x) * 4
      sum +=
        0.2126 * (rgba[at] as number) + 0.7152 * (rgba[at + 1] as number) + 0.0722 * (rgba[at + 2] as number)
    }
  }
  return sum / (sidePx * sidePx * 255)
}
