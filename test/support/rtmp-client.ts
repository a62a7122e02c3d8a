// A publisher over a real socket, as polite or as rude as a test needs it.
import { connect, type Socket } from 'node:net'
import { Secret } from '#core/secret.ts'
import {
  type AmfValue,
  encodeAmf0,
  mediaMessage,
  PublishConnection,
  type PublishPhase,
  type Refusal,
  serialiseMessage,
  type Tag,
} from '#media'

export type RtmpClientPlan = {
  port: number
  key: string
  app?: string
  /** Ignores the server's goodbye and goes on sending. */
  allowHalfOpen?: boolean
  localAddress?: string
}

export class RtmpClient {
  readonly socket: Socket
  readonly connection: PublishConnection
  /** Every phase it went through. */
  readonly phases: PublishPhase[] = []
  refusal: Refusal | undefined
  /** Resolves when the server has ended the connection, one way or the other. */
  readonly ended: Promise<void>
  isEnded = false

  /** Connects at once; wait for `live()` or `ended`. */
  constructor(plan: RtmpClientPlan) {
    const { port, key, app = 'live', allowHalfOpen = false, localAddress } = plan
    const target = { app, tcUrl: `rtmp://127.0.0.1:${port}/${app}`, streamName: new Secret(key) }
    this.socket = connect({
      port,
      host: '127.0.0.1',
      allowHalfOpen,
      noDelay: true,
      ...(localAddress === undefined ? {} : { localAddress }),
    })
    const done = Promise.withResolvers<void>()
    this.ended = done.promise.then(() => void (this.isEnded = true))
    this.connection = new PublishConnection(
      target,
      { chunkSizeBytes: 4_096, ackWindowBytes: 0 },
      {
        send: bytes => void this.socket.write(bytes),
        phase: phase => void this.phases.push(phase),
        ack: () => {},
        pong: () => {},
        refused: refusal => {
          this.refusal ??= refusal
        },
        closedByServer: () => {},
      },
    )
    this.socket.on('connect', () => this.connection.start())
    this.socket.on('data', bytes => this.connection.push(bytes, 0))
    this.socket.on('error', () => {}) // being reset is part of the game
    this.socket.on('end', done.resolve)
    this.socket.on('close', () => done.resolve())
  }

  get isLive(): boolean {
    return this.phases.includes('live')
  }

  /** Sends tags on the message stream it was given, or on another. */
  send(tags: readonly Tag[], streamId = this.connection.mediaStreamId): void {
    for (const tag of tags)
      this.socket.write(mediaMessage(tag, tag.timestampMs, streamId, this.connection.chunkSizeBytes))
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}

/** A client that shakes hands and then says whatever a test gives it. */
export class RawRtmpClient {
  readonly socket: Socket
  /** Resolves once hands are shaken. */
  readonly shaken: Promise<void>
  readonly closed: Promise<void>
  receivedBytes = 0
  isClosed = false

  constructor(port: number, about: { allowHalfOpen?: boolean } = {}) {
    this.socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      allowHalfOpen: about.allowHalfOpen ?? false,
    })
    const shaken = Promise.withResolvers<void>()
    const closed = Promise.withResolvers<void>()
    this.shaken = shaken.promise
    this.closed = closed.promise
    this.socket.on('connect', () =>
      this.socket.write(Buffer.concat([Buffer.from([3]), Buffer.alloc(1_536, 1)])),
    )
    this.socket.on('data', bytes => {
      const before = this.receivedBytes
      this.receivedBytes += bytes.length
      if (before >= 3_073 || this.receivedBytes < 3_073) return
      this.socket.write(Buffer.alloc(1_536, 1))
      shaken.resolve()
    })
    this.socket.on('error', () => {}) // being reset is part of the game
    this.socket.on('close', () => {
      this.isClosed = true
      closed.resolve()
    })
  }

  /** One message in chunks of 128 bytes, which is what every connection begins with. */
  say(typeId: number, payload: Buffer, streamId = 0): void {
    this.socket.write(serialiseMessage({ typeId, timestampMs: 0, streamId, payload }, 128, 3))
  }

  command(...values: AmfValue[]): void {
    this.say(20, encodeAmf0(...values))
  }

  [Symbol.dispose](): void {
    this.socket.destroy()
  }
}
