// What a host feed plays next: a finished clip, and who wants to know that it was played.

/** Pictures and sound in a program's own profile, beginning with a key frame; equally long. */
export type Playable = {
  /** Payload of a video tag that holds the AVC sequence header. */
  readonly videoHeader: Buffer
  /** Payload of an audio tag that holds the AAC sequence header. */
  readonly audioHeader: Buffer
  /** Payloads of video tags, one picture each, shown in the order they are sent in. */
  readonly pictures: readonly { readonly payload: Buffer; readonly isKeyframe: boolean }[]
  /** Payloads of audio tags, one AAC frame each. */
  readonly sounds: readonly Buffer[]
  readonly frameRateFps: number
  readonly sampleRateHz: number
}

export type Scene = {
  readonly clip: Playable
  /** Whether somebody speaks in it: a program that wants to leave waits for its end. */
  readonly isSpeaking: boolean
  /** Its last picture went out, or it was broken off. */
  readonly onEnd: (isWhole: boolean) => void
}
