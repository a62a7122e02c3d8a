// The client's side of one RTMP connection, without a socket: connects, publishes, and hears what the platform says.
import type { Secret } from '#core/secret.ts'
import type { AmfValue } from './amf0.ts'
import { controlNumber } from './chunk-reader.ts'
import {
  ClientConnection,
  type ClientRefusal,
  type ClientTarget,
  connectTransaction,
  createdStreamId,
  refusalIn,
} from './client-connection.ts'
import { type Command, controlBytes, textIn, userEventBytes, userEvents } from './commands.ts'
import { type Message, messageTypes } from './message.ts'
import { PingMarks } from './ping-marks.ts'

export type PublishTarget = ClientTarget & {
  /** The stream key with its query, to the letter. */
  readonly streamName: Secret
}

export type PublishOptions = {
  /** The size of the chunks we send, announced once connected; before that it is 128. */
  readonly chunkSizeBytes: number
  /** The window we announce, so that the far end acknowledges; 0 announces none. */
  readonly ackWindowBytes: number
  /** Digests only for servers that ask for them; OBS sends none. */
  readonly handshake?: 'plain' | 'digest'
  /** Goes no further than the connect command: the phase 'create' tells that it was answered, and nothing more is sent. */
  readonly isOnlyConnecting?: boolean
}

export type PublishPhase = 'handshake' | 'connect' | 'create' | 'publish' | 'live'

/** What a far end said when it would not have us. */
export type Refusal = ClientRefusal<PublishPhase>

export type PublishEvents = {
  send(bytes: Buffer): void
  phase(phase: PublishPhase): void
  /** The far end has this many of our bytes; counts on past 2^32. */
  ack(totalBytes: number): void
  pong(rttMs: number): void
  /** Refused, before or while on air. */
  refused(refusal: Refusal): void
  /** The far end closed the stream in good order. */
  closedByServer(code: string, description: string): void
}

/** A server has little to say to a publisher. */
const limits = { maxMessageBytes: 1_048_576, maxChunkStreams: 64, maxHeldBytes: 4_194_304 }

const transactions = {
  releaseStream: 2,
  FCPublish: 3,
  createStream: 4,
  publish: 5,
  FCUnpublish: 6,
}

export class PublishConnection {
  readonly #target: PublishTarget
  readonly #options: PublishOptions
  readonly #on: PublishEvents
  readonly #client: ClientConnection
  readonly #pings = new PingMarks()
  #phase: PublishPhase = 'handshake'
  #mediaStreamId = 0
  #acknowledgedBytes = 0
  #nowMs = 0
  #isLeaving = false

  constructor(target: PublishTarget, options: PublishOptions, on: PublishEvents) {
    this.#target = target
    this.#options = options
    this.#on = on
    const { handshake = 'plain' } = options
    this.#client = new ClientConnection(
      target,
      { limits, handshake },
      {
        send: bytes => on.send(bytes),
        connecting: () => this.#enter('connect'),
        command: command => this.#hear(command),
        pong: value => this.#ponged(value),
        message: message => this.#receive(message),
      },
    )
  }

  /** The message stream media go on; known from the phase 'publish' on. */
  get mediaStreamId(): number {
    return this.#mediaStreamId
  }

  /** The chunk size that is true of what we send now. */
  get chunkSizeBytes(): number {
    return this.#client.chunkSizeBytes
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
  push(bytes: Buffer, nowMs: number): void {
    this.#nowMs = nowMs
    this.#client.push(bytes)
  }

  /** Asks for a sign of life; a platform that answers is heard in pong(). */
  ping(nowMs: number): void {
    this.#on.send(userEventBytes(userEvents.pingRequest, this.#pings.sent(nowMs)))
  }

  /** Announces a window: the far end ought to acknowledge each so many bytes from now on. */
  askForAcks(windowBytes: number): void {
    this.#on.send(controlBytes(messageTypes.windowAckSize, windowBytes))
  }

  /** Says that the stream ends; sends nothing when none was opened. What the server answers is no news after this. */
  goodbye(): void {
    this.#isLeaving = true
    if (this.#phase !== 'publish' && this.#phase !== 'live') return
    this.#command('FCUnpublish', transactions.FCUnpublish, null, this.#target.streamName.reveal())
    this.#command('deleteStream', 0, null, this.#mediaStreamId)
  }

  #create(): void {
    if (this.#options.isOnlyConnecting === true) return this.#enter('create')
    const { chunkSizeBytes, ackWindowBytes } = this.#options
    this.#client.announceChunkSize(chunkSizeBytes)
    if (ackWindowBytes > 0) this.askForAcks(ackWindowBytes)
    this.#enter('create')
    const name = this.#target.streamName.reveal()
    // SRS says nothing at all to a releaseStream without FCPublish: send both, as FFmpeg and OBS do.
    this.#command('releaseStream', transactions.releaseStream, null, name)
    this.#command('FCPublish', transactions.FCPublish, null, name)
    this.#command('createStream', transactions.createStream, null)
  }

  #publish(created: AmfValue | undefined): void {
    const streamId = createdStreamId(created)
    this.#mediaStreamId = streamId
    this.#enter('publish')
    const command = { name: 'publish', transaction: transactions.publish, streamId }
    this.#client.command(command, null, this.#target.streamName.reveal(), 'live')
  }

  #receive({ typeId, payload }: Message): void {
    if (typeId === messageTypes.acknowledgement) this.#acknowledged(controlNumber(payload, 'Acknowledgement'))
  }

  #ponged(value: number): void {
    const sentMs = this.#pings.answered(value)
    if (sentMs !== null) this.#on.pong(this.#nowMs - sentMs)
  }

  // The number on the wire wraps at 2^32; one that seems to go back half of that is an old one.
  #acknowledged(wireBytes: number): void {
    const stepBytes = (wireBytes - this.#acknowledgedBytes) >>> 0
    if (stepBytes >= 2 ** 31) return
    this.#acknowledgedBytes += stepBytes
    this.#on.ack(this.#acknowledgedBytes)
  }

  #hear(command: Command): void {
    switch (command.name) {
      case '_result':
        return this.#hearResult(command)
      case '_error':
        return this.#hearError(command)
      case 'onStatus':
        return this.#hearStatus(command.args)
      case 'close':
        return this.#closed('NetConnection.Connect.Closed', 'The server said close.')
    }
    // onBWDone, onFCPublish and whatever else a server likes to mention ask nothing of a publisher.
  }

  #hearResult({ transaction, args }: Command): void {
    if (transaction === connectTransaction && this.#phase === 'connect') this.#create()
    if (transaction === transactions.createStream && this.#phase === 'create') this.#publish(args[1])
  }

  #hearError({ transaction, args }: Command): void {
    const isFatal =
      (transaction === connectTransaction && this.#phase === 'connect') ||
      (transaction === transactions.createStream && this.#phase === 'create') ||
      (transaction === transactions.publish && this.#phase === 'publish')
    if (isFatal) this.#refused(args)
  }

  #hearStatus(args: readonly AmfValue[]): void {
    const code = textIn(args[1], 'code')
    const isError = textIn(args[1], 'level') === 'error'
    if (code === 'NetStream.Publish.Start' && !isError) {
      if (this.#phase === 'publish') this.#enter('live')
      return
    }
    if (!isError && orderlyEnds.includes(code)) return this.#closed(code, textIn(args[1], 'description'))
    if (isError || refusingCode.test(code)) this.#refused(args)
  }

  #refused(args: readonly AmfValue[]): void {
    if (this.#isLeaving) return
    this.#on.refused(refusalIn(this.#phase, args))
  }

  #closed(code: string, description: string): void {
    if (!this.#isLeaving) this.#on.closedByServer(code, description)
  }

  #enter(phase: PublishPhase): void {
    this.#phase = phase
    this.#on.phase(phase)
  }

  #command(name: string, transaction: number, ...args: AmfValue[]): void {
    this.#client.command({ name, transaction }, ...args)
  }
}

const orderlyEnds = ['NetStream.Unpublish.Success', 'NetConnection.Connect.Closed']

/** Codes that end a publication whatever their level says. */
const refusingCode =
  /^Net(Stream|Connection)\.(Unpublish\.|.*(Failed|Rejected|BadName|Denied|Invalid|Shutdown|Closed))/
