// Tags of a made-up camera: 1280x720 H.264 with AAC, headers that parse, frames of plausible sizes, any clock.
import { flvTag, metadataPayload, type Tag } from '#media'
import { aacConfigPayload, audioPayload, avcConfigPayload, videoPayload } from './synthetic-media.ts'

export type SyntheticPlan = {
  /** Timestamp of the first frame. */
  fromMs?: number
  frames: number
  gopFrames?: number
  kbps?: number
  /** Where in its group the first frame stands; 0 is a key frame. */
  firstFrame?: number
}

const frameMs = 33

/** What an encoder sends first: metadata, AVC and AAC configuration. */
export function syntheticHeaders(): Tag[] {
  return [
    flvTag('script', 0, metadataPayload({ width: 1280, height: 720, framerate: 30, encoder: 'synthetic' })),
    flvTag('video', 0, avcConfigPayload),
    flvTag('audio', 0, aacConfigPayload),
  ]
}

/** Pictures every 33 ms, each followed by sound; a key frame is five times as large as another. */
export function syntheticFrames(plan: SyntheticPlan): Tag[] {
  const { frames, fromMs = 0, gopFrames = 30, kbps = 2_000, firstFrame = 0 } = plan
  const meanBytes = (kbps * frameMs) / 8
  const smallBytes = Math.round((meanBytes * gopFrames) / (gopFrames + 4))
  return Array.from({ length: frames }, (_, i) => {
    const isKeyframe = (firstFrame + i) % gopFrames === 0
    const atMs = (fromMs + i * frameMs) % 2 ** 32
    const bytes = isKeyframe ? smallBytes * 5 : smallBytes
    return [
      flvTag('video', atMs, videoPayload({ isKeyframe, bytes })),
      flvTag('audio', atMs, audioPayload(200)),
    ]
  }).flat()
}
