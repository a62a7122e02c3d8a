// A spoken sentence, ready to be sent: its pictures and its sound, encoded, of exactly one length.
import { Failure } from '#core/failure.ts'
import type { AigcMark } from '#scene-gen'

export type ClipPicture = { readonly payload: Buffer; readonly isKeyframe: boolean }

/** Payloads are those of FLV tags. The first picture is a key frame; nothing needs what came before the clip. */
export type Clip = ClipShape & {
  /** Payload of a video tag that holds the AVC sequence header. */
  readonly videoHeader: Buffer
  /** Payload of an audio tag that holds the AAC sequence header. */
  readonly audioHeader: Buffer
  /** In the order they are shown; no B-frames. */
  readonly pictures: readonly ClipPicture[]
  /** AAC frames of 1,024 samples; as long as the pictures to the sample. */
  readonly sounds: readonly Buffer[]
  readonly aigc: AigcMark
}

export type ClipShape = {
  readonly widthPx: number
  readonly heightPx: number
  readonly frameRateFps: number
  readonly sampleRateHz: number
  readonly channels: 1 | 2
}

export const samplesPerSound = 1_024

/** At 25 and 30 fps so many pictures last a whole number of AAC frames of 48 kHz. */
const picturesAtOnce = 16

/**
 * How many AAC frames sound as long as `pictures` pictures are shown: exactly at 25, 30, 50 and 60 fps and 48 kHz, else with up to
 * one frame to spare, which whoever plays clips one behind the other leaves out now and then. Throws `avatar/bad-clip` for other
 * numbers of pictures than multiples of 16.
 */
export function soundsFor(pictures: number, { frameRateFps, sampleRateHz }: ClipShape): number {
  if (pictures > 0 && pictures % picturesAtOnce === 0)
    return Math.ceil((pictures * sampleRateHz) / frameRateFps / samplesPerSound - 1e-9)
  throw badClip(
    `a clip of ${pictures} pictures cannot follow another; make it a multiple of ${picturesAtOnce} pictures`,
  )
}

export function badClip(message: string): Failure {
  return new Failure('avatar/bad-clip', message, { fault: 'ours', remedy: 'stop' })
}

export function bytesOf({ pictures, sounds }: Pick<Clip, 'pictures' | 'sounds'>): number {
  return [...pictures.map(each => each.payload), ...sounds].reduce((sum, payload) => sum + payload.length, 0)
}
