// A client that says to our server whatever a test wants, and keeps what it hears.
import { ChunkReader, ServerConnection, decodeAmf0, encodeAmf0, serialiseMessage } from '#media'
import type { AmfValue, Message, PublishRequest, Tag } from '#media'
import { roomy } from './pair.ts'

export class RawClient {
  readonly requests: PublishRequest[] = []
  readonly tags: Tag[] = []
  readonly heard: Message[] = []
  readonly refusedCommands: string[] = []
  readonly server: ServerConnection
  unpublished = 0
  readonly #reader = new ChunkReader(roomy, message => this.heard.push(message))
  #handshakeLeft = 3073

  constructor(limits = roomy, chunkSizeBytes = 128) {
    const options = { limits, chunkSizeBytes, ackWindowBytes: 2_500_000 }
    this.server = new ServerConnection(options, {
      send: bytes => {
        const skipped = Math.min(this.#handshakeLeft, bytes.length)
        this.#handshakeLeft -= skipped
        this.#reader.push(bytes.subarray(skipped))
      },
      publish: request => this.requests.push(request),
      tag: tag => this.tags.push(tag),
      unpublish: () => (this.unpublished += 1),
      phase: () => {},
      refusedCommand: name => this.refusedCommands.push(name),
    })
  }

  shakeHands(): this {
    const bytes = Buffer.alloc(1 + 1536 + 1536)
    bytes[0] = 3
    this.server.push(bytes)
    return this
  }

  connect(about: AmfValue = { app: 'live', tcUrl: 'rtmp://here/live', flashVer: 'test' }): this {
    this.shakeHands().command('connect', 1, about)
    return this
  }

  publish(streamName: AmfValue = 'key'): this {
    this.connect().command('createStream', 2, null)
    this.commandOn(1, 'publish', 3, null, streamName, 'live')
    return this
  }

  command(name: AmfValue, transaction: AmfValue, ...args: AmfValue[]): void {
    this.commandOn(0, name, transaction, ...args)
  }

  commandOn(streamId: number, ...values: AmfValue[]): void {
    this.message(20, encodeAmf0(...values), streamId)
  }

  message(typeId: number, payload: Buffer, streamId = 0): void {
    this.server.push(serialiseMessage({ typeId, timestampMs: 0, streamId, payload }, 128, 3))
  }

  /** The commands heard since the last call: name, then what follows the transaction. */
  commandsHeard(): AmfValue[][] {
    return this.heard
      .splice(0)
      .filter(message => message.typeId === 20)
      .map(message => decodeAmf0(message.payload))
  }
}
