// Who reads a host feed: FLV down sockets, each a bounded queue behind at most, none in the way of another.
import type { Socket } from 'node:net'
import { flvFileHeader, type Tag } from '#media'

/** A reader that lets more than this wait goes on at a later key frame. */
const mostWaitingBytes = 4_194_304
/** What is kept since the last key frame, for readers that come between; beyond it they wait for the next. */
const mostGroupBytes = 16_777_216

type Reader = { readonly socket: Socket; hasBegun: boolean; isWaiting: boolean }

export class Readers {
  readonly #readers = new Set<Reader>()
  #headers: readonly Tag[] = []
  #group: Tag[] = []
  #groupBytes = 0

  get count(): number {
    return this.#readers.size
  }

  /** Takes a socket on; it begins with headers and all since the last key frame. */
  add(socket: Socket): void {
    const reader: Reader = { socket, hasBegun: false, isWaiting: true }
    this.#readers.add(reader)
    socket.on('error', () => socket.destroy()) // its close tells
    socket.once('close', () => this.#readers.delete(reader))
    if (this.#group.length > 0) this.#begin(reader, this.#group)
  }

  /** What goes before the next picture: `now` to all who read, `later` to whoever comes. */
  announce({ now, later }: { now: readonly Tag[]; later: readonly Tag[] }): void {
    this.#headers = later
    this.#write(now)
  }

  /** One picture and its sound. */
  send(tags: readonly Tag[], isKeyframe: boolean): void {
    if (isKeyframe) {
      this.#group = []
      this.#groupBytes = 0
      for (const reader of this.#readers) if (reader.isWaiting && hasRoom(reader)) this.#begin(reader, [])
    }
    this.#groupBytes += tags.reduce((sum, tag) => sum + tag.bytes.length, 0)
    if (this.#groupBytes <= mostGroupBytes) this.#group.push(...tags)
    else this.#group = []
    this.#write(tags)
  }

  #begin(reader: Reader, tags: readonly Tag[]): void {
    const start = [...this.#headers, ...tags].map(tag => tag.bytes)
    reader.socket.write(Buffer.concat(reader.hasBegun ? start : [flvFileHeader, ...start]))
    reader.hasBegun = true
    reader.isWaiting = false
  }

  #write(tags: readonly Tag[]): void {
    const bytes = Buffer.concat(tags.map(tag => tag.bytes))
    for (const reader of this.#readers) {
      if (reader.isWaiting) continue
      if (reader.socket.writableLength > mostWaitingBytes) reader.isWaiting = true
      else reader.socket.write(bytes)
    }
  }

  /** Nothing more comes: what waits still goes out. */
  end(): void {
    for (const { socket } of this.#readers) socket.end()
    this.#readers.clear()
    this.#group = []
    this.#headers = []
  }
}

function hasRoom({ socket }: Reader): boolean {
  return socket.writableLength < mostWaitingBytes / 2
}
