// A platform's playback over HTTP-FLV, fed by hand: live, frozen, playing old data again, dark, or talking rubbish.
import { createServer, type Server, type ServerResponse } from 'node:http'
import { flvFileHeader, flvTag, type Tag } from '#media'
import type { SentPicture } from '#relay'
import { pictureImprint } from '#media'
import { avcConfigPayload, videoPayload } from './synthetic-media.ts'

export type Manners = 'live' | 'frozen' | 'old' | 'dark' | 'silent' | 'rubbish' | 'elsewhere'

const frameMs = 40
const gopFrames = 20

export class PlaybackServer {
  manners: Manners = 'live'
  /** Key frames as they were sent to the platform. */
  readonly sent: SentPicture[] = []
  readonly #server: Server
  readonly #readers = new Set<ServerResponse>()
  readonly #timer: NodeJS.Timeout
  #gop: Tag[] = []
  #oldGop: Tag[] = []
  #frame = 0
  readonly #startMs = performance.now()

  private constructor() {
    this.#server = createServer((_, response) => this.#answer(response))
    this.#timer = setInterval(() => this.#pump(), 10)
  }

  static async open(): Promise<PlaybackServer> {
    const made = new PlaybackServer()
    await new Promise<void>(resolve => made.#server.listen(0, '127.0.0.1', resolve))
    return made
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/live/room.flv`
  }

  /** What was sent up to now becomes what it plays when it plays old data; `agoMs`: how long ago it was. */
  age(agoMs: number): void {
    this.#oldGop = [...this.#gop]
    for (const [i, each] of this.sent.entries()) this.sent[i] = { ...each, sentAtMs: each.sentAtMs - agoMs }
  }

  #answer(response: ServerResponse): void {
    if (this.manners === 'dark') return void response.writeHead(404).end()
    if (this.manners === 'elsewhere')
      return void response.writeHead(302, { location: 'http://192.168.7.7/' }).end()
    response.writeHead(200, { 'content-type': 'video/x-flv' })
    if (this.manners === 'rubbish') return void response.end(Buffer.alloc(4_096, 'x'))
    response.write(flvFileHeader)
    if (this.manners === 'silent') return
    response.write(flvTag('video', 0, avcConfigPayload).bytes)
    const gop = this.manners === 'old' ? this.#oldGop : this.#gop
    for (const tag of gop) response.write(tag.bytes)
    if (this.manners === 'live') this.#readers.add(response)
    if (this.manners === 'old') {
      const again = setInterval(() => gop.forEach(tag => response.write(tag.bytes)), gopFrames * frameMs)
      response.on('close', () => clearInterval(again))
    }
    response.on('close', () => this.#readers.delete(response))
  }

  #pump(): void {
    while (this.#frame * frameMs <= performance.now() - this.#startMs) {
      const dtsMs = this.#frame * frameMs
      const isKeyframe = this.#frame % gopFrames === 0
      const payload = videoPayload({ isKeyframe, bytes: 2_000 })
      const imprint = isKeyframe ? pictureImprint(payload, 4) : null
      if (imprint !== null) this.sent.push({ imprint, dtsMs, sentAtMs: Date.now() })
      if (isKeyframe) this.#gop = []
      const tag = flvTag('video', dtsMs, payload)
      this.#gop.push(tag)
      for (const reader of this.#readers) reader.write(tag.bytes)
      this.#frame++
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }
}
