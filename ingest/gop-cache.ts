// Everything since the last key frame, so that a new reader has a picture at once; bounded in bytes.
import type { Tag } from '#media'

export class GopCache {
  readonly #maxBytes: number
  #tags: Tag[] = []
  #bytes = 0
  #isOpen = false
  #position = 0

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** In order, the first one a key frame; empty when there is none or the group has outgrown the cache. */
  get tags(): readonly Tag[] {
    return this.#tags
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Where in the feed's memory the first one stands; undefined when there is none. */
  get position(): number | undefined {
    return this.#tags.length === 0 ? undefined : this.#position
  }

  add(tag: Tag, isKeyframe: boolean, position: number): void {
    if (isKeyframe) {
      this.clear()
      this.#isOpen = true
      this.#position = position
    }
    if (!this.#isOpen) return
    if (this.#bytes + tag.bytes.length > this.#maxBytes) return this.clear()
    this.#tags.push(tag)
    this.#bytes += tag.bytes.length
  }

  /** Forgets everything; begins again at the next key frame. */
  clear(): void {
    this.#tags = []
    this.#bytes = 0
    this.#isOpen = false
  }
}
