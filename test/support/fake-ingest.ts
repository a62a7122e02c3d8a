// A feed on a Unix socket as ingest offers it, made of synthetic frames in real time; it stops, freezes and returns on demand.
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { serveUnix, takeOver } from '#core/unix-http.ts'
import { flvFileHeader, flvTag, inspectTag, type Tag } from '#media'
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
  #recording: readonly Tag[] | undefined
  #played = 0

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

  /** Plays real tags in real time instead, over and over, their clock going on. */
  play(tags: readonly Tag[]): void {
    this.stop()
    this.#recording = tags
    this.publish()
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
    const heads = this.#recording?.filter(isConfig)
    if (heads !== undefined) for (const tag of heads) reader.write(tag.bytes)
    if (heads === undefined) reader.write(flvTag('video', 0, avcConfigPayload).bytes)
    if (heads === undefined) reader.write(flvTag('audio', 0, aacConfigPayload).bytes)
    for (const tag of this.#gop) reader.write(tag.bytes)
  }

  #pump(timestampMs: number): void {
    if (this.#isFrozen) return
    if (this.#recording !== undefined) return this.#playOn(this.#recording)
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

  #playOn(recording: readonly Tag[]): void {
    const frames = recording.filter(tag => tag.kind !== 'script' && !isConfig(tag))
    const lengthMs = (frames.at(-1)?.timestampMs ?? 0) + 33
    for (;;) {
      const tag = frames[this.#played % frames.length] as Tag
      const dtsMs = tag.timestampMs + Math.floor(this.#played / frames.length) * lengthMs
      if (dtsMs > performance.now() - this.#startMs) return
      this.#played++
      if (inspectTag(tag).isKeyframe) this.#gop = []
      this.#send(flvTag(tag.kind, dtsMs, tag.payload))
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

function isConfig(tag: Tag): boolean {
  return tag.kind !== 'script' && inspectTag(tag).isConfig
}
