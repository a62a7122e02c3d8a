// A spoken sentence, ready to be sent: its pictures and its sound, encoded, of exactly one length.
import { Failure } from '#core/failure.ts'

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

/**
 * What says of a file that a machine made it (GB 45438-2025, appendix E; TC260-PG-20258A): who, and under which number. Label 1: it is
 * machine-made. Reserved codes are for proofs of integrity.
 */
export type AigcMark = {
  readonly Label: '1'
  readonly ContentProducer: string
  readonly ProduceID: string
  readonly ReservedCode1: string
  readonly ContentPropagator: string
  readonly PropagateID: string
  readonly ReservedCode2: string
}

export function aigcMark(producer: string, produceId: string): AigcMark {
  const nothing = { ReservedCode1: '', ContentPropagator: '', PropagateID: '', ReservedCode2: '' }
  return { Label: '1', ContentProducer: producer, ProduceID: produceId, ...nothing }
}

export const samplesPerSound = 1_024

/** How many AAC frames sound as long as `pictures` pictures are shown. Throws `avatar/bad-clip` where no number does. */
export function soundsFor(pictures: number, { frameRateFps, sampleRateHz }: ClipShape): number {
  const sounds = (pictures * sampleRateHz) / frameRateFps / samplesPerSound
  if (pictures > 0 && Number.isInteger(sounds)) return sounds
  const message = `${pictures} pictures at ${frameRateFps} fps are no whole number of AAC frames at ${sampleRateHz} Hz; make it a multiple of 16 pictures, at 48000 Hz`
  throw badClip(message)
}

export function badClip(message: string): Failure {
  return new Failure('avatar/bad-clip', message, { fault: 'ours', remedy: 'stop' })
}

export function bytesOf({ pictures, sounds }: Pick<Clip, 'pictures' | 'sounds'>): number {
  return [...pictures.map(each => each.payload), ...sounds].reduce((sum, payload) => sum + payload.length, 0)
}
