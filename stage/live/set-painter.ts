// Has sets drawn on a thread of their own, the one that was asked for last; the thread begins with the first.
import type { PictureSize, SetPlan } from '../sets/plan.ts'
import type { AskedSet, DrawnForPage } from './set-thread.ts'

export type SetWish = { readonly set: SetPlan; readonly size: PictureSize; readonly samples: number }

export class SetPainter {
  readonly #onDrawn: (backdrop: OffscreenCanvas) => void
  #thread: Worker | undefined
  #lastId = 0
  #isBusy = false
  #waiting: SetWish | undefined

  constructor(onDrawn: (backdrop: OffscreenCanvas) => void) {
    this.#onDrawn = onDrawn
  }

  want(wish: SetWish): void {
    this.#waiting = wish
    if (!this.#isBusy) this.#begin()
  }

  #begin(): void {
    const wish = this.#waiting
    this.#waiting = undefined
    if (wish === undefined) return
    this.#isBusy = true
    this.#thread ??= this.#open()
    this.#thread.postMessage({ ...wish, id: ++this.#lastId } satisfies AskedSet)
  }

  #open(): Worker {
    const thread = new Worker(new URL('./set-thread.ts', import.meta.url), { type: 'module' })
    thread.addEventListener('message', ({ data }: MessageEvent<DrawnForPage>) => this.#take(data))
    thread.addEventListener('error', () => {
      this.#isBusy = false // the host stands before what was there
    })
    return thread
  }

  #take({ widthPx, heightPx, rgba }: DrawnForPage): void {
    this.#isBusy = false
    if (this.#waiting !== undefined) return this.#begin() // something else was chosen meanwhile
    const backdrop = new OffscreenCanvas(widthPx, heightPx)
    const pixels = new ImageData(new Uint8ClampedArray(rgba.buffer), widthPx, heightPx)
    backdrop.getContext('2d')?.putImageData(pixels, 0, 0)
    this.#onDrawn(backdrop)
  }

  close(): void {
    this.#thread?.terminate()
    this.#waiting = undefined
  }
}
