// Puts together what FFmpeg sends: headers, pictures, and sound without the frame that comes before it.
import { inspectTag, type Tag } from '#media'
import type { AigcMark } from '#scene-gen'
import { markedPicture } from './aigc-words.ts'
import type { Clip, ClipPicture } from './clip.ts'

/** Pieces of a clip as soon as they are encoded; `index` counts pictures and sounds each from 0. Headers come first. */
export type ClipPart =
  | { readonly kind: 'headers'; readonly videoHeader: Buffer; readonly audioHeader: Buffer }
  | { readonly kind: 'picture'; readonly index: number; readonly picture: ClipPicture }
  | { readonly kind: 'sound'; readonly index: number; readonly payload: Buffer }

/** AAC frames that the encoder sends before the first that sounds; a decoder needs the last of them only to begin from silence. */
const leadingSounds = 1

export class Collected {
  readonly #wanted: { readonly pictures: number; readonly sounds: number; readonly aigc: AigcMark }
  readonly #onPart: (part: ClipPart) => void
  readonly pictures: ClipPicture[] = []
  readonly sounds: Buffer[] = []
  #leading = leadingSounds
  #videoHeader: Buffer | undefined
  #audioHeader: Buffer | undefined

  constructor(
    wanted: { readonly pictures: number; readonly sounds: number; readonly aigc: AigcMark },
    onPart: (part: ClipPart) => void,
  ) {
    this.#wanted = wanted
    this.#onPart = onPart
  }

  take(tag: Tag): void {
    const { isConfig, isKeyframe, isEndOfSequence } = inspectTag(tag)
    if (tag.kind === 'script' || isEndOfSequence) return
    if (isConfig) this.#takeHeader(tag)
    else if (tag.kind === 'video')
      this.#takePicture({ payload: this.#marked(tag.payload, isKeyframe), isKeyframe })
    else if (this.#leading > 0) this.#leading--
    else this.#takeSound(tag.payload)
  }

  #takeHeader({ kind, payload }: Tag): void {
    if (kind === 'video') this.#videoHeader ??= payload
    else this.#audioHeader ??= payload
    if (this.#videoHeader !== undefined && this.#audioHeader !== undefined)
      this.#onPart({ kind: 'headers', videoHeader: this.#videoHeader, audioHeader: this.#audioHeader })
  }

  /** Each key frame says what it is: it comes first to whoever begins to look. */
  #marked(payload: Buffer, isKeyframe: boolean): Buffer {
    if (!isKeyframe || this.#videoHeader === undefined) return payload
    return markedPicture(payload, this.#videoHeader, this.#wanted.aigc)
  }

  #takePicture(picture: ClipPicture): void {
    this.#onPart({ kind: 'picture', index: this.pictures.length, picture })
    this.pictures.push(picture)
  }

  #takeSound(payload: Buffer): void {
    if (this.sounds.length === this.#wanted.sounds) return // what the encoder had left over is silence
    this.#onPart({ kind: 'sound', index: this.sounds.length, payload })
    this.sounds.push(payload)
  }

  /** All of it; or what is missing, in words. */
  whole(): Pick<Clip, 'videoHeader' | 'audioHeader' | 'pictures' | 'sounds'> | string {
    const [pictures, sounds] = [this.pictures.length, this.sounds.length]
    const { pictures: wanted, sounds: wantedSounds } = this.#wanted
    if (this.#videoHeader === undefined || this.#audioHeader === undefined) return 'a header is missing'
    if (pictures !== wanted) return `${pictures} of ${wanted} pictures came`
    if (sounds !== wantedSounds) return `${sounds} of ${wantedSounds} frames of sound came`
    if (this.pictures[0]?.isKeyframe !== true) return 'its first picture is no key frame'
    return {
      videoHeader: this.#videoHeader,
      audioHeader: this.#audioHeader,
      pictures: this.pictures,
      sounds: this.sounds,
    }
  }
}
