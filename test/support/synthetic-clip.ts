// A clip made up of numbers: a mark in each picture, so that a witness knows whose it is.
import type { Playable } from '../../avatar/playout/scene.ts'
import { pictureOf } from './synthetic-camera.ts'
import { aacConfigPayload, audioPayload, avcHeaderOf } from './synthetic-media.ts'

/** A clip of so many pictures, 25 a second, beginning with its only key frame, and as much sound. */
export function clipOf(mark: number, pictures: number, more: Partial<Playable> = {}): Playable {
  const sampleRateHz = more.sampleRateHz ?? 48_000
  const frames = Math.ceil((pictures * sampleRateHz) / 25 / 1_024)
  return {
    videoHeader: avcHeaderOf({ widthPx: 720, heightPx: 1_280, frameRateFps: 25 }, 1),
    audioHeader: aacConfigPayload,
    pictures: Array.from({ length: pictures }, (_, i) => ({
      payload: pictureOf({ mark, isKeyframe: i === 0, compositionMs: 0, bytes: 60 }),
      isKeyframe: i === 0,
    })),
    sounds: Array.from({ length: frames }, () => audioPayload(mark)),
    frameRateFps: 25,
    sampleRateHz,
    ...more,
  }
}
