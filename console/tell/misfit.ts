// How a feed differs from what was promised, in the visitor's language. The relay says it in English. Pure.
import type { Words } from './words.ts'
import type { Profile } from '../live/types.ts'

const kinds = [
  ['size', /^(\d+)x(\d+) instead of (\d+)x(\d+)$/, '$1×$2', '$3×$4'],
  ['rate', /^(\S+) frames per second instead of (\S+)$/, '$1', '$2'],
  ['sampling', /^sound of (\S+) Hz instead of (\S+) Hz$/, '$1', '$2'],
  ['channels', /^(\S+) channels of sound instead of (\S+)$/, '$1', '$2'],
] as const

/** `1280x720 instead of 1920x1080, 1 channels of sound instead of 2`, part by part; what is not known stays as it is. */
export function misfitIn({ join, misfit }: Words, told: string): string {
  return join(
    told.split(', ').map(part => {
      for (const [kind, pattern, is, shall] of kinds)
        if (pattern.test(part)) return misfit[kind](part.replace(pattern, is), part.replace(pattern, shall))
      return part
    }),
  )
}

/** `1920×1080 · 30 fps · 48 kHz`. */
export function profileText({ widthPx, heightPx, frameRateFps, sampleRateHz }: Profile): string {
  const rate = frameRateFps === null ? [] : [`${Math.round(frameRateFps * 100) / 100} fps`]
  return [`${widthPx}×${heightPx}`, ...rate, `${sampleRateHz / 1_000} kHz`].join(' · ')
}
