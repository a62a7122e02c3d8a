// A slate ready to be shown: pictures and sound in memory, in the program's own profile, played round and round.

export type SlatePicture = { readonly payload: Buffer; readonly isKeyframe: boolean }

export type SlateClip = {
  /** Payload of a video tag that holds the AVC sequence header. */
  readonly videoHeader: Buffer
  readonly pictures: readonly SlatePicture[]
  readonly frameRateFps: number
  /** Payload of an audio tag that holds the AAC sequence header; null for silence. */
  readonly audioHeader: Buffer | null
  /** Payloads of audio tags, one frame each; the last is followed by the first. */
  readonly sounds: readonly Buffer[]
  /** Its sound belongs to its pictures, and begins anew whenever they do; else each goes round by itself. */
  readonly isInStep?: boolean
  /** Of the pictures alone. */
  readonly videoKbps: number
}

/** All of its payloads together. */
export function bytesOf({ pictures, sounds }: SlateClip): number {
  return [...pictures.map(each => each.payload), ...sounds].reduce((sum, payload) => sum + payload.length, 0)
}
