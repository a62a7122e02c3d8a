// A host as it is baked so far: its loops in picture memory, more of them as they come.
import { Failure } from '#core/failure.ts'
import type { BakedFrame, MouthBoxes, Piece, PictureMemory } from '../compose/index.ts'
import { frameAt, type HotFrame } from './hot-frame.ts'
import type { Motion, MotionLoop } from './plan-motion.ts'

/** A loop in picture memory; its first frame is the neutral pose, and what follows its last may begin with it. */
export type BakedLoop = MotionLoop & { readonly frames: readonly BakedFrame[] }

export class BakedHost {
  readonly widthPx: number
  readonly heightPx: number
  readonly #memory: PictureMemory
  readonly #loops = new Map<string, BakedLoop>()
  readonly #pieces: Piece[] = []
  /** Boxes of mouths are the same in nearly all frames: one object for all, as frames travel between threads. */
  readonly #mouths = new Map<string, MouthBoxes>()

  constructor(memory: PictureMemory, size: { readonly widthPx: number; readonly heightPx: number }) {
    this.#memory = memory
    this.widthPx = size.widthPx
    this.heightPx = size.heightPx
  }

  /** Those that are whole, for `planMotion`. */
  get loops(): readonly BakedLoop[] {
    return [...this.#loops.values()]
  }

  /** Picture memory that it takes. */
  get bytes(): number {
    return this.#pieces.reduce((sum, piece) => sum + piece.bytes, 0)
  }

  /** Of a frame with all its mouths; 0 before the first. */
  get bytesPerFrame(): number {
    return this.#pieces.length === 0 ? 0 : this.bytes / this.#pieces.length
  }

  /** The baked frame of each picture of a motion. Throws `avatar/no-motion` for a loop that is not baked. */
  framesOf(motion: Motion): BakedFrame[] {
    return motion.loops.flatMap(({ name }) => {
      const loop = this.#loops.get(name)
      if (loop !== undefined) return loop.frames
      throw new Failure('avatar/no-motion', `the loop "${name}" is not baked yet`, {
        fault: 'ours',
        remedy: 'retry',
      })
    })
  }

  /** Copies a frame into picture memory. */
  place({ bytes, frame }: HotFrame): BakedFrame {
    const piece = this.#memory.take(bytes.length)
    this.#pieces.push(piece)
    this.#memory.view(piece, bytes.length).set(bytes)
    const said = JSON.stringify(frame.mouths)
    const mouths = this.#mouths.get(said) ?? frame.mouths
    this.#mouths.set(said, mouths)
    return frameAt(piece.address, frame, mouths)
  }

  /** A loop is whole; one of the same name makes way. */
  add(loop: BakedLoop): void {
    this.#loops.set(loop.name, loop)
  }

  /** Gives back what was placed last, down to so many bytes: frames of a loop that did not become whole. */
  giveBack(downToBytes: number): void {
    while (this.bytes > downToBytes) this.#memory.free(this.#pieces.pop() as Piece)
  }

  /** Gives all memory back; nobody may be composing with it. */
  free(): void {
    for (const piece of this.#pieces.splice(0)) this.#memory.free(piece)
    this.#loops.clear()
  }
}
