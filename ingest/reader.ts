// One reader of a feed: FLV down a socket, at most a queue behind, never in the way of anybody.
import type { Socket } from 'node:net'
import { flvFileHeader, type Tag } from '#media'

export type ReaderLimits = { readonly readerQueueBytes: number; readonly readerStuckMs: number }

export class Reader {
  readonly #socket: Socket
  readonly #limits: ReaderLimits
  #at: 'waiting-key' | 'live' | 'ended' = 'waiting-key'
  #hasBegun = false
  #isCorked = false
  #writtenBytes = 0
  #takenBytes = 0
  #progressAtMs: number

  constructor(socket: Socket, limits: ReaderLimits, nowMs: number) {
    this.#socket = socket
    this.#limits = limits
    this.#progressAtMs = nowMs
  }

  /** Whether bytes of the present publisher have gone to it. */
  get hasBegun(): boolean {
    return this.#hasBegun
  }

  get isWaitingForKey(): boolean {
    return this.#at === 'waiting-key'
  }

  /** Whether it has caught up far enough to go on at a key frame, with `bytes` to be sent at once. */
  hasRoomFor(bytes: number): boolean {
    const { writableLength } = this.#socket
    return (
      writableLength <= this.#limits.readerQueueBytes / 2 &&
      writableLength + bytes <= this.#limits.readerQueueBytes
    )
  }

  /** Begins or goes on at a key frame: with what a decoder must know, then the pictures. */
  begin(headers: readonly Tag[], tags: readonly Tag[]): void {
    this.#at = 'live'
    if (!this.#hasBegun) this.#write(flvFileHeader)
    this.#hasBegun = true
    for (const tag of headers) this.#write(tag.bytes)
    for (const tag of tags) this.#write(tag.bytes)
  }

  /** Sends a tag; false when it had to be dropped, and with it everything up to the next key frame. */
  take(tag: Tag): boolean {
    if (this.#at !== 'live') return this.#at === 'ended' || !this.#hasBegun
    if (this.#socket.writableLength + tag.bytes.length > this.#limits.readerQueueBytes) {
      this.#at = 'waiting-key'
      return false
    }
    this.#write(tag.bytes)
    return true
  }

  #write(bytes: Buffer): void {
    if (!this.#isCorked) {
      this.#isCorked = true
      this.#socket.cork()
    }
    this.#writtenBytes += bytes.length
    this.#socket.write(bytes)
  }

  /** Lets go what was written since the last time, in one system call. */
  flush(): void {
    if (!this.#isCorked) return
    this.#isCorked = false
    this.#socket.uncork()
  }

  /** Whether all that it was given has left for the kernel. */
  get holdsNothing(): boolean {
    return this.#socket.writableLength === 0
  }

  /** Destroys it when it has taken nothing of what waits for it for too long. */
  look(nowMs: number): void {
    const { writableLength } = this.#socket
    const takenBytes = this.#writtenBytes - writableLength
    const isMoving = writableLength === 0 || takenBytes !== this.#takenBytes
    this.#takenBytes = takenBytes
    if (isMoving && this.#at !== 'ended') this.#progressAtMs = nowMs
    else if (nowMs - this.#progressAtMs >= this.#limits.readerStuckMs) this.#socket.destroy()
  }

  /** The publisher is gone: what is queued still goes out, then the response ends. */
  end(): void {
    if (this.#at === 'ended') return
    this.#at = 'ended'
    this.flush()
    this.#socket.end()
  }

  destroy(): void {
    this.#at = 'ended'
    this.#socket.destroy()
  }
}
