// Whether an encoder sends B-frames: pictures are then shown in another order than they are sent.

/** As many pictures as tell: an encoder that uses B-frames has sent some by then. */
const enoughPictures = 30
/** Rounding of timestamps is no other order. */
const roundingMs = 1

export class BFrames {
  #pictures = 0
  #firstMs = 0
  #areSeen = false

  /** One picture, by its presentation minus its decoding time. Without B-frames that is always the same. */
  count(compositionMs: number): void {
    if (this.#pictures === 0) this.#firstMs = compositionMs
    this.#pictures++
    this.#areSeen ||= Math.abs(compositionMs - this.#firstMs) > roundingMs
  }

  reset(): void {
    this.#pictures = 0
    this.#areSeen = false
  }

  /** Null until there were enough pictures to tell. */
  get areSeen(): boolean | null {
    return this.#areSeen || (this.#pictures < enoughPictures ? null : false)
  }
}
