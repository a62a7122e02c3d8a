// A program's profile: what every platform was promised at the start. Feeds are held against it. Pure.
import type { AudioConfig, VideoConfig } from '#media'

export type Profile = {
  readonly widthPx: number
  readonly heightPx: number
  /** Null until the first feed has shown its rate. */
  readonly frameRateFps: number | null
  readonly sampleRateHz: number
  readonly channels: number
}

/** What is known of a feed. */
export type FeedFacts = {
  readonly video: VideoConfig | undefined
  readonly audio: AudioConfig | undefined
  /** Measured, else as the stream declares it; null while neither is known. */
  readonly frameRateFps: number | null
}

/** The sound of a program whose first feed brings none. */
export const usualSound = { sampleRateHz: 48_000, channels: 2 } as const
/** Rates this near each other are the same: 29.97 and 30 are. */
const sameRateWithin = 0.02
const commonRatesFps = [10, 12, 15, 20, 23.976, 24, 25, 29.97, 30, 48, 50, 59.94, 60, 90, 100, 119.88, 120]
const commonWithin = 0.012

/** Reads `1920x1080@30`; undefined for anything else. The sound is what the first feed has, or the usual. */
export function readProfile(text: string): Profile | undefined {
  const found = /^(\d+)x(\d+)@(\d+)$/.exec(text)
  if (found === null) return undefined
  return {
    widthPx: Number(found[1]),
    heightPx: Number(found[2]),
    frameRateFps: Number(found[3]),
    ...usualSound,
  }
}

/** The profile that a first feed sets; undefined while its picture is not known. */
export function profileOf({ video, audio, frameRateFps }: FeedFacts): Profile | undefined {
  if (video === undefined) return undefined
  const { sampleRateHz, channels } = audio ?? usualSound
  const { widthPx, heightPx } = video
  return { widthPx, heightPx, frameRateFps, sampleRateHz, channels }
}

/** How a feed differs from a profile, as words; null where it fits. What is not known yet fits. */
export function misfitOf(profile: Profile, { video, audio, frameRateFps }: FeedFacts): string | null {
  const differences: string[] = []
  if (video !== undefined && (video.widthPx !== profile.widthPx || video.heightPx !== profile.heightPx))
    differences.push(`${video.widthPx}x${video.heightPx} instead of ${profile.widthPx}x${profile.heightPx}`)
  if (!isSameRate(profile.frameRateFps, frameRateFps))
    differences.push(`${frameRateFps} frames per second instead of ${profile.frameRateFps}`)
  if (audio !== undefined && audio.sampleRateHz !== profile.sampleRateHz)
    differences.push(`sound of ${audio.sampleRateHz} Hz instead of ${profile.sampleRateHz} Hz`)
  if (audio !== undefined && audio.channels !== profile.channels)
    differences.push(`${audio.channels} channels of sound instead of ${profile.channels}`)
  return differences.length === 0 ? null : differences.join(', ')
}

function isSameRate(a: number | null, b: number | null): boolean {
  return a === null || b === null || Math.abs(a - b) <= sameRateWithin * Math.max(a, b)
}

/** A measured rate as people name it: the nearest common one where it is near, else itself to one place. */
export function commonRate(measuredFps: number): number {
  const nearest = commonRatesFps.reduce((best, rate) =>
    Math.abs(rate - measuredFps) < Math.abs(best - measuredFps) ? rate : best,
  )
  return Math.abs(nearest - measuredFps) <= commonWithin * nearest
    ? nearest
    : Math.round(measuredFps * 10) / 10
}

export function profileText({ widthPx, heightPx, frameRateFps }: Profile): string {
  return `${widthPx}x${heightPx}${frameRateFps === null ? '' : `@${frameRateFps}`}`
}
