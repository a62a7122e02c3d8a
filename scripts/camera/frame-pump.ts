// Draws frames at their pace and writes them to FFmpeg; late, it repeats the last one, so that 30 are sent for every second.
import type { Writable } from 'node:stream'
import { picture } from './layout.ts'
import type { TestPicture } from './test-picture.ts'

/** With this much waiting for FFmpeg, no new frames are drawn: four of them. */
const maxWaitingBytes = 4 * picture.widthPx * picture.heightPx * 1.5

export class FramePump {
  readonly #drawing: TestPicture
  readonly #out: Writable
  readonly #startedMs = performance.now()
  #timer: NodeJS.Timeout | undefined
  #frame = 0

  constructor(drawing: TestPicture, out: Writable) {
    this.#drawing = drawing
    this.#out = out
    this.#out.on('error', () => this.close()) // FFmpeg is gone: its owner hears of it from its exit
    this.#step()
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#out.end()
  }

  #step(): void {
    const frameMs = 1_000 / picture.frameRateFps
    const dueFrame = Math.floor((performance.now() - this.#startedMs) / frameMs)
    const isBehind = this.#out.writableLength > maxWaitingBytes // FFmpeg is: nothing new until it has read
    if (this.#frame <= dueFrame && !isBehind) this.#writeUpTo(dueFrame)
    const nextMs = this.#startedMs + (dueFrame + 1) * frameMs - performance.now()
    this.#timer = setTimeout(() => this.#step(), Math.max(1, nextMs))
  }

  #writeUpTo(dueFrame: number): void {
    const bytes = Buffer.from(this.#drawing.draw({ frame: dueFrame, wallMs: Date.now() }))
    for (; this.#frame <= dueFrame && this.#out.writableLength <= maxWaitingBytes; this.#frame++)
      this.#out.write(bytes)
  }
}
