// A publisher and a server of ours, joined in memory; what they say is kept, and the bytes may be cut anywhere.
import { Secret } from '#core/secret.ts'
import { PublishConnection, ServerConnection } from '#media'
import type { PublishOptions, PublishRequest, Refusal, ServerOptions, Tag } from '#media'

export const roomy = { maxMessageBytes: 8_388_608, maxChunkStreams: 64, maxHeldBytes: 16_777_216 }

export type Cut = (bytes: Buffer) => Buffer[]

export const whole: Cut = bytes => [bytes]
export const inPieces = (sizeBytes: number): Cut => {
  return bytes =>
    Array.from({ length: Math.ceil(bytes.length / sizeBytes) }, (_, i) =>
      bytes.subarray(i * sizeBytes, (i + 1) * sizeBytes),
    )
}

export class Pair {
  readonly server: ServerConnection
  readonly publisher: PublishConnection
  readonly requests: PublishRequest[] = []
  readonly tags: Tag[] = []
  readonly serverPhases: string[] = []
  readonly publisherPhases: string[] = []
  readonly refusals: Refusal[] = []
  readonly closings: string[] = []
  readonly acks: number[] = []
  readonly pongs: number[] = []
  readonly refusedCommands: string[] = []
  unpublished = 0
  nowMs = 0
  readonly #toServer: Buffer[] = []
  readonly #toPublisher: Buffer[] = []
  readonly #cut: Cut

  constructor(
    cut: Cut = whole,
    server: Partial<ServerOptions> = {},
    publisher: Partial<PublishOptions> = {},
  ) {
    this.#cut = cut
    this.server = new ServerConnection(
      { limits: roomy, chunkSizeBytes: 65_536, ackWindowBytes: 2_500_000, ...server },
      {
        send: bytes => this.#toPublisher.push(bytes),
        publish: request => this.requests.push(request),
        tag: tag => this.tags.push(tag),
        unpublish: () => (this.unpublished += 1),
        phase: phase => this.serverPhases.push(phase),
        refusedCommand: (name, sentence) => this.refusedCommands.push(`${name}: ${sentence}`),
      },
    )
    this.publisher = new PublishConnection(
      { app: 'live', tcUrl: 'rtmp://127.0.0.1:1935/live', streamName: new Secret('cam-key?a=1&b=2') },
      { chunkSizeBytes: 4096, ackWindowBytes: 0, ...publisher },
      {
        send: bytes => this.#toServer.push(bytes),
        phase: phase => this.publisherPhases.push(phase),
        ack: totalBytes => this.acks.push(totalBytes),
        pong: rttMs => this.pongs.push(rttMs),
        refused: refusal => this.refusals.push(refusal),
        closedByServer: code => this.closings.push(code),
      },
    )
  }

  /** Bytes from the publisher that it did not make itself, as media are. */
  publish(bytes: Buffer): void {
    this.#toServer.push(bytes)
    this.settle()
  }

  /** Carries bytes both ways until nobody has anything left to say. */
  settle(): void {
    while (this.#toServer.length + this.#toPublisher.length > 0) {
      for (const piece of this.#cut(Buffer.concat(this.#toServer.splice(0)))) this.server.push(piece)
      for (const piece of this.#cut(Buffer.concat(this.#toPublisher.splice(0))))
        this.publisher.push(piece, this.nowMs)
    }
  }

  /** Handshake to Publish.Start. */
  goLive(): this {
    this.publisher.start()
    this.settle()
    this.server.accept()
    this.settle()
    return this
  }
}
