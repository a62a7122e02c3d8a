// Clips laid one behind the other on one clock: what is sent with each picture, sound never more than half a frame off. Pure.
import { encodeAmf0, flvTag, metadataPayload, type Tag } from '#media'
import type { Playable } from './scene.ts'

/** Samples in one frame of AAC-LC (ISO/IEC 14496-3). */
const samplesPerFrame = 1_024
/** Sound that is further off than this many frames was broken off: it begins anew with the picture. */
const mostFramesOff = 10

export class Reel {
  readonly #aigc: string
  #clip: Playable | undefined
  #next = 0
  #sound = 0
  /** Where the next picture and the next sound stand, milliseconds since the first. */
  #pictureMs = 0
  #soundMs = 0
  #video: Buffer | undefined
  #audio: Buffer | undefined

  /** `aigc`: what the law wants said in the stream of pictures that a machine made, JSON. */
  constructor(aigc: string) {
    this.#aigc = aigc
  }

  /** When the next picture is to be shown, milliseconds since the first. */
  get dueMs(): number {
    return this.#pictureMs
  }

  /** When the clip's last picture will have been shown, milliseconds since the first. */
  get endMs(): number {
    if (this.#clip === undefined) return this.#pictureMs
    const left = this.#clip.pictures.length - this.#next
    return this.#pictureMs + (left * 1_000) / this.#clip.frameRateFps
  }

  /** Puts a clip on behind what was sent; what goes out before its first picture, and what whoever comes later needs. */
  begin(clip: Playable, isSpeaking: boolean): { now: Tag[]; later: Tag[] } {
    const isKnown = this.#video?.equals(clip.videoHeader) && this.#audio?.equals(clip.audioHeader)
    this.#clip = clip
    this.#next = 0
    this.#video = clip.videoHeader
    this.#audio = clip.audioHeader
    this.#alignSound(clip)
    const timeMs = Math.round(this.#pictureMs)
    const state = flvTag('script', timeMs, encodeAmf0('onHostState', { isSpeaking }))
    const headers = [
      flvTag('script', 0, metadataPayload(this.#metadataOf(clip))),
      flvTag('video', timeMs, clip.videoHeader),
      flvTag('audio', timeMs, clip.audioHeader),
    ]
    return { now: isKnown === true ? [state] : [...headers, state], later: [...headers, state] }
  }

  /** Sound counts frames, pictures count time: half a frame apart, the silence at a clip's start is cut or said twice. */
  #alignSound({ sampleRateHz }: Playable): void {
    const frameMs = (samplesPerFrame * 1_000) / sampleRateHz
    const framesAhead = Math.round((this.#soundMs - this.#pictureMs) / frameMs)
    const isOff = Math.abs(framesAhead) > mostFramesOff
    if (isOff) this.#soundMs = this.#pictureMs
    this.#sound = isOff ? 0 : framesAhead
  }

  /** The next picture and the sound that goes with it; undefined at the clip's end. */
  next(): { tags: Tag[]; isKeyframe: boolean } | undefined {
    const clip = this.#clip
    const picture = clip?.pictures[this.#next]
    if (clip === undefined || picture === undefined) return undefined
    const tags = [flvTag('video', Math.round(this.#pictureMs), picture.payload)]
    this.#next += 1
    this.#pictureMs += 1_000 / clip.frameRateFps
    const frameMs = (samplesPerFrame * 1_000) / clip.sampleRateHz
    while (this.#soundMs < this.#pictureMs - frameMs / 2) {
      const sound = clip.sounds[Math.max(0, this.#sound)]
      if (sound === undefined) break
      tags.push(flvTag('audio', Math.round(this.#soundMs), sound))
      this.#sound += 1
      this.#soundMs += frameMs
    }
    return { tags, isKeyframe: picture.isKeyframe }
  }

  #metadataOf({ frameRateFps, sampleRateHz }: Playable) {
    return {
      framerate: frameRateFps,
      audiosamplerate: sampleRateHz,
      encoder: 'Changming host',
      AIGC: this.#aigc,
    }
  }
}
