// The client's side of one RTMP connection that plays, without a socket: connects, asks for a live stream, hands out its tags.
import type { Secret } from '#core/secret.ts'
import { tagsOfAggregate } from './aggregate.ts'
import type { AmfValue } from './amf0.ts'
import {
  ClientConnection,
  type ClientRefusal,
  type ClientTarget,
  connectTransaction,
  createdStreamId,
  refusalIn,
} from './client-connection.ts'
import { type Command, textIn } from './commands.ts'
import type { Tag } from './flv.ts'
import { type Message, messageTypes, tagOf } from './message.ts'

export type PlayTarget = ClientTarget & {
  /** With its query, to the letter: platforms sign it. */
  readonly streamName: Secret
}

export type PlayPhase = 'handshake' | 'connect' | 'create' | 'play' | 'live'

export type PlayEvents = {
  send(bytes: Buffer): void
  phase(phase: PlayPhase): void
  /** Its payload lies in memory that is used again: look at it at once. */
  tag(tag: Tag): void
  /** There is no such stream, or none for us. */
  refused(refusal: ClientRefusal<PlayPhase>): void
  /** The stream is over, or its publisher has gone. */
  ended(code: string): void
}

/** Key frames of the largest cameras, and no more than two of them half read. */
const limits = { maxMessageBytes: 16_777_215, maxChunkStreams: 64, maxHeldBytes: 33_554_432 }
const createStream = 2

export class PlayConnection {
  readonly #target: PlayTarget
  readonly #on: PlayEvents
  readonly #client: ClientConnection
  #phase: PlayPhase = 'handshake'

  constructor(target: PlayTarget, on: PlayEvents) {
    this.#target = target
    this.#on = on
    this.#client = new ClientConnection(
      target,
      { limits },
      {
        send: bytes => on.send(bytes),
        connecting: () => this.#enter('connect'),
        command: command => this.#hear(command),
        pong: () => {}, // none was asked for
        message: message => this.#receive(message),
      },
    )
  }

  /** Memory taken by unfinished messages. */
  get heldBytes(): number {
    return this.#client.heldBytes
  }

  /** Opens the handshake. Once. */
  start(): void {
    this.#on.phase('handshake')
    this.#client.start()
  }

  /** Reads on. Throws a Failure on malformed input; the owner destroys the socket. */
  push(bytes: Buffer): void {
    this.#client.push(bytes)
  }

  #receive(message: Message): void {
    const tags = message.typeId === messageTypes.aggregate ? tagsOfAggregate(message) : [tagOf(message)]
    for (const tag of tags) {
      if (tag === null) continue
      if (this.#phase === 'play') this.#enter('live') // some servers say nothing before they send
      if (this.#phase === 'live') this.#on.tag(tag)
    }
  }

  #hear({ name, transaction, args }: Command): void {
    if (name === '_result') return this.#hearResult(transaction, args)
    if (name === '_error') return this.#on.refused(refusalIn(this.#phase, args))
    if (name === 'close') return this.#on.ended('NetConnection.Connect.Closed')
    if (name !== 'onStatus') return
    const code = textIn(args[1], 'code')
    if (textIn(args[1], 'level') === 'error') return this.#on.refused(refusalIn(this.#phase, args))
    if (code === 'NetStream.Play.Start' && this.#phase === 'play') return this.#enter('live')
    if (/^NetStream\.(Play\.(Stop|UnpublishNotify|Complete)|Unpublish\.)/.test(code)) this.#on.ended(code)
  }

  #hearResult(transaction: number, args: readonly AmfValue[]): void {
    if (transaction === connectTransaction && this.#phase === 'connect') {
      this.#enter('create')
      this.#client.command({ name: 'createStream', transaction: createStream }, null)
    } else if (transaction === createStream && this.#phase === 'create') this.#play(args[1])
  }

  #play(created: AmfValue | undefined): void {
    const command = { name: 'play', transaction: 0, streamId: createdStreamId(created) }
    this.#enter('play')
    this.#client.command(command, null, this.#target.streamName.reveal()) // from when: left to the server (RTMP 1.0, 7.2.2.1)
  }

  #enter(phase: PlayPhase): void {
    this.#phase = phase
    this.#on.phase(phase)
  }
}
