// A feed on a Unix socket as ingest offers it, made of synthetic frames in real time; it stops, freezes and returns on demand.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { serveUnix, takeOver } from '#core/unix-http.ts'
import { flvFileHeader, flvTag, type Tag } from '#media'
import { aacConfigPayload, audioPayload, avcConfigPayload, videoPayload } from './synthetic-media.ts'

const frameMs = 33
const gopFrames = 15

export class FakeIngest {
  readonly socketPath: string
  readonly #server: Server
  readonly #readers = new Set<Socket>()
  readonly #kbps: number
  #timer: NodeJS.Timeout | undefined
  #frame = 0
  #gop: Tag[] = []
  #startMs = 0
  #isFrozen = false

  private constructor(socketPath: string, server: Server, kbps: number) {
    this.socketPath = socketPath
    this.#server = server
    this.#kbps = kbps
  }

  static async open(socketPath: string, kbps = 2_000): Promise<FakeIngest> {
    const holder: { ingest?: FakeIngest } = {}
    const server = await serveUnix(socketPath, {
      'GET /feeds/:feed.flv': ({ response }) => {
        holder.ingest?.join(takeOver(response, 'video/x-flv'))
        return undefined
      },
    })
    holder.ingest = new FakeIngest(socketPath, server, kbps)
    return holder.ingest
  }

  /** Somebody begins to publish; `timestampMs` is where the encoder's own clock stands. */
  publish(timestampMs = 0): void {
    this.#frame = 0
    this.#startMs = performance.now()
    this.#gop = []
    for (const reader of this.#readers) this.#greet(reader)
    this.#timer = setInterval(() => this.#pump(timestampMs), 10)
  }

  /** The publisher goes away: its readers' streams end. */
  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    for (const reader of this.#readers) reader.end()
    this.#readers.clear()
  }

  freeze(): void {
    this.#isFrozen = true
  }

  join(reader: Socket): void {
    this.#readers.add(reader)
    reader.on('error', () => {})
    reader.on('close', () => this.#readers.delete(reader))
    if (this.#timer !== undefined) this.#greet(reader)
  }

  #greet(reader: Socket): void {
    reader.write(flvFileHeader)
    reader.write(flvTag('video', 0, avcConfigPayload).bytes)
    reader.write(flvTag('audio', 0, aacConfigPayload).bytes)
    for (const tag of this.#gop) reader.write(tag.bytes)
  }

  #pump(timestampMs: number): void {
    if (this.#isFrozen) return
    while (this.#frame * frameMs <= performance.now() - this.#startMs) {
      const dtsMs = timestampMs + this.#frame * frameMs
      const isKeyframe = this.#frame % gopFrames === 0
      const bytes = Math.round((this.#kbps * frameMs) / 8)
      if (isKeyframe) this.#gop = []
      this.#send(flvTag('video', dtsMs, videoPayload({ isKeyframe, bytes })))
      this.#send(flvTag('audio', dtsMs + 5, audioPayload(200)))
      this.#frame++
    }
  }

  #send(tag: Tag): void {
    this.#gop.push(tag)
    for (const reader of this.#readers) reader.write(tag.bytes)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.stop()
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }
}
