// Memory for frames that go by: carved out of blocks, and a block is used again only once nobody holds anything of it.

const usualBlockBytes = 1_048_576
/** So much is kept for later at most: what a quieter stream no longer needs is given back. */
const mostSpareBytes = 16_777_216
/** What lay spare all the while that so many blocks were filled is given back: somebody was slow once, and is not now. */
const lookedOverBlocks = 128
/** So much may wait for its holder to be done with it. */
const mostWaitingBytes = 8_388_608

export class FrameMemory {
  readonly #blockBytes: number
  /** Full blocks, oldest first, and the position at which each ended. */
  #full: { readonly memory: Buffer; readonly endsAt: number }[] = []
  #current: Buffer | undefined
  #filledBytes = 0
  /** Used again in the order in which it came free: as late as can be. */
  #spare: Buffer[] = []
  #spareLook = { blocks: 0, least: Infinity }
  #position = 0

  constructor(blockBytes = usualBlockBytes) {
    this.#blockBytes = blockBytes
  }

  /** Grows with all that is taken: what is taken from now on stands behind it. */
  get position(): number {
    return this.#position
  }

  /** All memory that is held or kept. */
  get bytes(): number {
    const blocks = this.#full.length + this.#spare.length + (this.#current === undefined ? 0 : 1)
    return blocks * this.#blockBytes
  }

  /** Bytes with anything in them, the caller's until it says otherwise. What no block can hold gets memory of its own. */
  take(lengthBytes: number): Buffer {
    this.#position += lengthBytes
    if (lengthBytes > this.#blockBytes) return Buffer.allocUnsafeSlow(lengthBytes)
    const end = this.#filledBytes + lengthBytes
    if (this.#current === undefined || end > this.#blockBytes) return this.#begin(lengthBytes)
    const from = this.#filledBytes
    this.#filledBytes = end
    return this.#current.subarray(from, end)
  }

  #begin(lengthBytes: number): Buffer {
    if (this.#current !== undefined)
      this.#full.push({ memory: this.#current, endsAt: this.#position - lengthBytes })
    this.#current = this.#spare.shift() ?? Buffer.allocUnsafeSlow(this.#blockBytes)
    this.#filledBytes = lengthBytes
    this.#lookOverSpare()
    return this.#current.subarray(0, lengthBytes)
  }

  #lookOverSpare(): void {
    const [blocks, least] = [this.#spareLook.blocks + 1, Math.min(this.#spareLook.least, this.#spare.length)]
    this.#spareLook = { blocks, least }
    if (blocks < lookedOverBlocks) return
    this.#spare.splice(0, least)
    this.#spareLook = { blocks: 0, least: Infinity }
  }

  /** Nobody holds anything that was taken before `position`, nor will: it is used again. */
  release(position: number): void {
    while (this.#full[0] !== undefined && this.#full[0].endsAt <= position) {
      const { memory } = this.#full.shift() as { memory: Buffer }
      if ((this.#spare.length + 1) * this.#blockBytes <= mostSpareBytes) this.#spare.push(memory)
    }
  }

  /** Somebody may hold some of what was taken before `position`: once that is too much to wait for, it is left to them. */
  postpone(position: number): void {
    const waiting = this.#full.filter(({ endsAt }) => endsAt <= position).length
    if (waiting * this.#blockBytes > mostWaitingBytes) this.#full.splice(0, waiting)
  }

  /** Somebody may hold what was taken, nobody knows until when: it is never used again. */
  leave(): void {
    this.#full = []
    this.#current = undefined
  }
}
