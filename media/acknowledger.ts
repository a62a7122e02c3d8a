// Tells the far end how many bytes have come, often enough for its window and for ours.
import { controlBytes } from './commands.ts'
import { messageTypes } from './message.ts'

export class Acknowledger {
  readonly #send: (bytes: Buffer) => void
  /** What our own window asks for; 0: nothing. */
  readonly #ownEveryBytes: number
  #everyBytes: number
  #acknowledgedBytes = 0

  /** `everyBytes` 0: not before the far end announces a window. */
  constructor(everyBytes: number, send: (bytes: Buffer) => void) {
    this.#ownEveryBytes = this.#everyBytes = everyBytes
    this.#send = send
  }

  /** The far end's window: it wants to hear of each so many bytes, and hears of each half of them. The last one counts. */
  announced(windowBytes: number): void {
    if (windowBytes === 0) return
    const half = Math.max(1, Math.floor(windowBytes / 2))
    this.#everyBytes = this.#ownEveryBytes === 0 ? half : Math.min(half, this.#ownEveryBytes)
  }

  /** Sends at most one Acknowledgement; the number on the wire wraps at 2^32. */
  received(totalBytes: number): void {
    if (this.#everyBytes === 0 || totalBytes - this.#acknowledgedBytes < this.#everyBytes) return
    this.#acknowledgedBytes = totalBytes
    this.#send(controlBytes(messageTypes.acknowledgement, totalBytes))
  }
}
