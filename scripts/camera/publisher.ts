// Publishes FLV tags to an RTMP server over our own connection, so that the key stands in no process list.
import { connect, type Socket } from 'node:net'
import { messageOf } from '#core/failure.ts'
import type { Secret } from '#core/secret.ts'
import { inspectTag, mediaMessage, PublishConnection, type Tag } from '#media'

export type PublishAddress = {
  readonly host: string
  readonly port: number
  readonly app: string
  readonly key: Secret
}

export type PublisherEvents = {
  /** The server has taken the publish. */
  live(): void
  /** Once: why it is over; '' when we ended it ourselves. */
  ended(why: string): void
}

/** How much may wait in the socket before pictures are dropped to the next key frame. */
const maxQueueBytes = 2 * 1_048_576
const connectWithinMs = 10_000
const chunkSizeBytes = 60_000

export class Publisher {
  readonly #socket: Socket
  readonly #connection: PublishConnection
  readonly #on: PublisherEvents
  #isLive = false
  #needsKeyframe = true
  #isOver = false
  #sentBytes = 0
  #droppedFrames = 0
  /** Sent first after each start: metadata and decoder configurations. */
  #opening: { script?: Tag; video?: Tag; audio?: Tag } = {}

  constructor(address: PublishAddress, on: PublisherEvents, opening: readonly Tag[] = []) {
    this.#on = on
    for (const tag of opening) this.#keep(tag)
    const { host, port, app, key } = address
    const target = { app, tcUrl: `rtmp://${host}:${port}/${app}`, streamName: key }
    this.#connection = new PublishConnection(
      target,
      { chunkSizeBytes, ackWindowBytes: 0 },
      {
        send: bytes => void this.#socket.write(bytes),
        phase: phase => {
          if (phase === 'live') this.#goLive()
        },
        ack: () => {},
        pong: () => {},
        refused: ({ code, description }) => this.#end(`refused: ${description || code}`),
        closedByServer: (code, description) => this.#end(`closed by the server: ${description || code}`),
      },
    )
    this.#socket = connect(port, host)
    this.#socket.setNoDelay(true)
    this.#socket.setTimeout(connectWithinMs, () => {
      if (!this.#isLive) this.#end(`no answer from ${host}:${port} within ${connectWithinMs / 1_000} s`)
    })
    this.#socket.on('connect', () => this.#connection.start())
    this.#socket.on('data', bytes => this.#hear(bytes))
    this.#socket.on('error', error => this.#end(messageOf(error)))
    this.#socket.on('close', () => this.#end('the server closed the connection'))
  }

  get isLive(): boolean {
    return this.#isLive
  }

  get sentBytes(): number {
    return this.#sentBytes
  }

  get droppedFrames(): number {
    return this.#droppedFrames
  }

  /** What a next publisher needs to open with. */
  get opening(): Tag[] {
    const { script, video, audio } = this.#opening
    return [script, video, audio].filter(tag => tag !== undefined)
  }

  /** Sends a tag, or drops it while there is no way to send it whole. */
  send(tag: Tag): void {
    const { isConfig, isKeyframe } = inspectTag(tag)
    if (tag.kind === 'script' || isConfig) {
      this.#keep(tag)
      if (this.#isLive) this.#write(tag)
      return
    }
    if (!this.#isLive) return
    if (tag.kind === 'video' && isKeyframe && this.#socket.writableLength < maxQueueBytes)
      this.#needsKeyframe = false
    if (this.#socket.writableLength >= maxQueueBytes) this.#needsKeyframe = true
    if (this.#needsKeyframe) this.#droppedFrames += 1
    else this.#write(tag)
  }

  /** Says goodbye and closes. */
  close(): void {
    if (this.#isOver) return
    if (this.#isLive) this.#connection.goodbye()
    this.#socket.end()
    this.#end('')
  }

  #keep(tag: Tag): void {
    this.#opening[tag.kind] = tag
  }

  #goLive(): void {
    this.#isLive = true
    for (const tag of this.opening) this.#write(tag)
    this.#on.live()
  }

  #write(tag: Tag): void {
    const { mediaStreamId, chunkSizeBytes } = this.#connection
    const bytes = mediaMessage(tag, tag.timestampMs, mediaStreamId, chunkSizeBytes)
    this.#sentBytes += bytes.length
    this.#socket.write(bytes)
  }

  #hear(bytes: Buffer): void {
    try {
      this.#connection.push(bytes, performance.now())
    } catch (error) {
      this.#end(`it does not speak RTMP: ${messageOf(error)}`)
    }
  }

  #end(why: string): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#isLive = false
    if (why !== '') this.#socket.destroy()
    this.#on.ended(why)
  }
}
