// How a host's clips are encoded: as its program's profile says.
import type { ClipCoding } from '../clip/index.ts'
import type { FeedProfile } from '../desired.ts'

/** Bits enough for the noisiest backdrop; still ones take a third of it. 2.5 Mb/s at 720×1280 and 25 fps. */
const bitsPerPixel = 0.11
const leastKbps = 800

export function codingFor({ channels, ...profile }: FeedProfile): ClipCoding {
  const { widthPx, heightPx, frameRateFps } = profile
  return {
    ...profile,
    channels: channels === 1 ? 1 : 2,
    maxVideoKbps: Math.max(leastKbps, Math.round((widthPx * heightPx * frameRateFps * bitsPerPixel) / 1_000)),
    audioKbps: 96,
    preset: 'veryfast',
  }
}
