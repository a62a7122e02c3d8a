// The server's side of one RTMP connection, without a socket: takes one publisher, refuses everything else.
import { Acknowledger } from './acknowledger.ts'
import { ChunkReader, controlNumber } from './chunk-reader.ts'
import type { ChunkLimits } from './chunk-reader.ts'
import { commandBytes, controlBytes, peerBandwidthBytes, readCommand } from './commands.ts'
import { readUserEvent, textIn, userEventBytes, userEvents } from './commands.ts'
import type { Command } from './commands.ts'
import type { Tag } from './flv.ts'
import { Handshake, answerAsServer } from './handshake.ts'
import { malformed } from './malformed.ts'
import { messageTypes, tagOf } from './message.ts'
import type { Message } from './message.ts'
import type { AmfValue } from './amf0.ts'

export type PublishRequest = {
  /** Without a query and without slashes at the end. */
  readonly app: string
  /** With its query, to the letter. It is the stream key: keep it out of logs. */
  readonly streamName: string
  /** As the client wrote it; '' when it did not. */
  readonly tcUrl: string
  /** What the encoder calls itself (flashVer); '' when it does not say. */
  readonly encoder: string
}

export type RefusalCode =
  | 'NetStream.Publish.BadName'
  | 'NetStream.Publish.Denied'
  | 'NetStream.Publish.Rejected'

export type ServerOptions = {
  readonly limits: ChunkLimits
  /** The size of the chunks we send; FFmpeg then sends chunks of this size too. */
  readonly chunkSizeBytes: number
  /** The window we announce. We acknowledge each half of it, or of the far end's if that is smaller. */
  readonly ackWindowBytes: number
}

export type ServerEvents = {
  send(bytes: Buffer): void
  /** Somebody asks to publish: answer with accept() or refuse(), at once or later. Asked once per connection. */
  publish(request: PublishRequest): void
  /** Media of the accepted publisher, on its own message stream. */
  tag(tag: Tag): void
  /** The publisher said goodbye. */
  unpublish(): void
  /** The handshake is where every connection begins; this tells of each step after it. */
  phase(phase: 'handshake' | 'connect' | 'publish' | 'live'): void
  /** A command this door does not serve; the client was told. The owner destroys the socket. */
  refusedCommand(name: string, sentence: string): void
}

type Publishing = 'none' | 'asked' | 'accepted' | 'over'

export class ServerConnection {
  readonly #options: ServerOptions
  readonly #on: ServerEvents
  readonly #handshake: Handshake
  readonly #chunks: ChunkReader
  readonly #acknowledger: Acknowledger
  #connect: Omit<PublishRequest, 'streamName'> | null = null
  #createdStreams = 0
  #publishing: Publishing = 'none'
  #publishStreamId = 0
  #handshakeBytes = 0
  #ignoredMedia = 0

  constructor(options: ServerOptions, on: ServerEvents) {
    this.#options = options
    this.#on = on
    this.#handshake = new Handshake(answerAsServer, bytes => on.send(bytes))
    this.#chunks = new ChunkReader(options.limits, message => this.#receive(message))
    this.#acknowledger = new Acknowledger(Math.ceil(options.ackWindowBytes / 2), bytes => on.send(bytes))
  }

  /** Media messages that came from nobody accepted, or on another message stream. */
  get ignoredMedia(): number {
    return this.#ignoredMedia
  }

  /** All bytes pushed, handshake included. */
  get receivedBytes(): number {
    return this.#handshakeBytes + this.#chunks.receivedBytes
  }

  /** Memory taken by unfinished messages. */
  get heldBytes(): number {
    return this.#chunks.heldBytes
  }

  /** Reads on. Throws a Failure on malformed input; the owner destroys the socket. */
  push(bytes: Buffer): void {
    if (this.#handshake.isDone) return this.#pushChunks(bytes)
    const at = this.#handshake.push(bytes, 0)
    this.#handshakeBytes += at
    if (this.#handshake.isDone) {
      this.#on.phase('connect')
      this.#pushChunks(bytes.subarray(at))
    }
  }

  #pushChunks(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#acknowledger.received(this.#chunks.receivedBytes)
  }

  /** Lets the publisher on air. Does nothing when nobody is waiting for an answer. */
  accept(): void {
    if (this.#publishing !== 'asked') return
    this.#publishing = 'accepted'
    this.#on.send(userEventBytes(userEvents.streamBegin, this.#publishStreamId))
    this.#status('status', 'NetStream.Publish.Start', 'You are on air.')
    this.#on.phase('live')
  }

  /** Sends the publisher away; the owner then destroys the socket. Also ends one that was accepted. */
  refuse(code: RefusalCode, description: string): void {
    this.#publishing = 'over'
    this.#status('error', code, description)
  }

  /** Asks for a sign of life; `nowMs` is the mark the answer carries. */
  ping(nowMs: number): void {
    this.#on.send(userEventBytes(userEvents.pingRequest, nowMs))
  }

  #receive(message: Message): void {
    switch (message.typeId) {
      case messageTypes.audio:
      case messageTypes.video:
      case messageTypes.data:
      case messageTypes.dataAmf3:
        return this.#receiveMedia(message)
      case messageTypes.command:
      case messageTypes.commandAmf3:
        return this.#obey(readCommand(message))
      case messageTypes.windowAckSize:
        return this.#acknowledger.announced(controlNumber(message.payload, 'Window Acknowledgement Size'))
      case messageTypes.userControl:
        return this.#receiveUserEvent(message.payload)
      case messageTypes.acknowledgement:
      case messageTypes.setPeerBandwidth:
        controlNumber(message.payload, 'A control message')
    }
  }

  #receiveMedia(message: Message): void {
    if (this.#publishing !== 'accepted' || message.streamId !== this.#publishStreamId) {
      this.#ignoredMedia += 1
      return
    }
    const tag = tagOf(message)
    if (tag !== null) this.#on.tag(tag)
  }

  #receiveUserEvent(payload: Buffer): void {
    const { event, value } = readUserEvent(payload)
    if (event === userEvents.pingRequest && value !== null)
      this.#on.send(userEventBytes(userEvents.pingResponse, value))
  }

  #obey(command: Command): void {
    if (command.name === 'connect') return this.#answerConnect(command)
    if (this.#connect === null)
      throw malformed('out-of-order', `The command ${shown(command)} came before connect.`)
    switch (command.name) {
      case 'createStream':
        return this.#result(command, null, ++this.#createdStreams)
      case 'publish':
        return this.#answerPublish(command, this.#connect)
      case 'releaseStream':
        return this.#result(command, null, undefined)
      case 'FCPublish':
        this.#result(command, null, undefined)
        return this.#call('onFCPublish', 0, null, status('status', 'NetStream.Publish.Start', 'Go on.'))
      case 'getStreamLength':
      case '_checkbw':
        return this.#result(command, null, 0)
      case 'FCUnpublish':
        this.#call('onFCUnpublish', 0, null, status('status', 'NetStream.Unpublish.Success', 'Goodbye.'))
        return this.#unpublish()
      case 'closeStream':
        if (command.streamId === this.#publishStreamId) this.#unpublish()
        return
      case 'deleteStream':
        if (command.args[1] === this.#publishStreamId) this.#unpublish()
        return
      case 'play':
      case 'play2':
        return this.#refusePlay(command)
      case '_result':
      case '_error':
      case 'onStatus':
        return
      default:
        if (command.transaction !== 0)
          this.#call(
            '_error',
            command.transaction,
            null,
            status('error', 'NetConnection.Call.Failed', 'No such command.'),
          )
    }
  }

  #answerConnect(command: Command): void {
    if (this.#connect !== null) throw malformed('out-of-order', 'The client connects a second time.')
    const about = command.args[0]
    const app = textIn(about, 'app').replace(/\?.*$/s, '').replace(/\/+$/, '')
    this.#connect = { app, tcUrl: textIn(about, 'tcUrl'), encoder: textIn(about, 'flashVer') }
    const { ackWindowBytes, chunkSizeBytes } = this.#options
    this.#on.send(controlBytes(messageTypes.windowAckSize, ackWindowBytes))
    this.#on.send(peerBandwidthBytes(ackWindowBytes))
    this.#on.send(controlBytes(messageTypes.setChunkSize, chunkSizeBytes))
    this.#on.send(userEventBytes(userEvents.streamBegin, 0))
    const welcome = status('status', 'NetConnection.Connect.Success', 'Connection succeeded.')
    this.#result(command, { fmsVer: 'FMS/3,5,7,7009', capabilities: 31 }, { ...welcome, objectEncoding: 0 })
    this.#on.phase('publish')
  }

  #answerPublish(command: Command, connect: Omit<PublishRequest, 'streamName'>): void {
    const streamName = command.args[1]
    if (typeof streamName !== 'string')
      throw malformed('bad-command', 'A publish command came without a stream name.')
    if (command.streamId > this.#createdStreams)
      throw malformed('out-of-order', 'A publish command came on a message stream that was never created.')
    if (this.#publishing !== 'none') {
      const refusal = status('error', 'NetStream.Publish.BadName', 'One connection carries one publisher.')
      this.#on.send(this.#bytes('onStatus', 0, command.streamId, [null, refusal]))
      return
    }
    this.#publishing = 'asked'
    this.#publishStreamId = command.streamId
    this.#on.publish({ ...connect, streamName })
  }

  #refusePlay(command: Command): void {
    const sentence = 'This address takes pictures in; watch them at the platform.'
    const refusal = status('error', 'NetStream.Play.Failed', sentence)
    this.#on.send(this.#bytes('onStatus', 0, command.streamId, [null, refusal]))
    this.#on.refusedCommand(command.name, sentence)
  }

  #unpublish(): void {
    if (this.#publishing !== 'asked' && this.#publishing !== 'accepted') return
    this.#publishing = 'over'
    this.#status('status', 'NetStream.Unpublish.Success', 'Goodbye.')
    this.#on.unpublish()
  }

  #status(level: string, code: string, description: string): void {
    this.#on.send(this.#bytes('onStatus', 0, this.#publishStreamId, [null, status(level, code, description)]))
  }

  #result(command: Command, ...args: AmfValue[]): void {
    if (command.transaction !== 0) this.#call('_result', command.transaction, ...args)
  }

  #call(name: string, transaction: number, ...args: AmfValue[]): void {
    this.#on.send(this.#bytes(name, transaction, 0, args))
  }

  #bytes(name: string, transaction: number, streamId: number, args: AmfValue[]): Buffer {
    return commandBytes({ name, transaction, streamId, args }, this.#options.chunkSizeBytes)
  }
}

const status = (level: string, code: string, description: string) => ({ level, code, description })

const shown = (command: Command): string => JSON.stringify(command.name.slice(0, 40))
