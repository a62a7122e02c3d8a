// What every RTMP client does, without a socket: handshake, the connect command, and what is answered by whoever plays or publishes.
import { Acknowledger } from './acknowledger.ts'
import type { AmfValue } from './amf0.ts'
import { type ChunkLimits, ChunkReader, controlNumber } from './chunk-reader.ts'
import {
  type Command,
  commandBytes,
  controlBytes,
  readCommand,
  readUserEvent,
  textIn,
  userEventBytes,
  userEvents,
} from './commands.ts'
import { Handshake, openAsClient } from './handshake.ts'
import { malformed } from './malformed.ts'
import { type Message, messageTypes } from './message.ts'

export type ClientTarget = {
  readonly app: string
  /** scheme://host[:port]/app, without the key. */
  readonly tcUrl: string
  readonly flashVer?: string
}

export type ClientOptions = {
  readonly limits: ChunkLimits
  /** Digests only for servers that ask for them; OBS sends none. */
  readonly handshake?: 'plain' | 'digest'
}

export type ClientEvents = {
  send(bytes: Buffer): void
  /** The handshake is done; the connect command is next. */
  connecting(): void
  command(command: Command): void
  /** The answer to a ping of ours, with its number. */
  pong(value: number): void
  /** Whatever else came: acknowledgements, media, data. */
  message(message: Message): void
}

/** The connect command's own number: its answer bears it. */
export const connectTransaction = 1

export class ClientConnection {
  readonly #target: ClientTarget
  readonly #on: ClientEvents
  readonly #opening: Buffer
  readonly #handshake: Handshake
  readonly #chunks: ChunkReader
  readonly #acknowledger: Acknowledger
  #chunkSizeBytes = 128

  constructor(target: ClientTarget, { limits, handshake }: ClientOptions, on: ClientEvents) {
    this.#target = target
    this.#on = on
    const { opening, answer } = openAsClient(handshake ?? 'plain')
    this.#opening = opening
    this.#handshake = new Handshake(answer, bytes => on.send(bytes))
    this.#chunks = new ChunkReader(limits, message => this.#receive(message))
    this.#acknowledger = new Acknowledger(0, bytes => on.send(bytes))
  }

  /** The chunk size that is true of what we send now. */
  get chunkSizeBytes(): number {
    return this.#chunkSizeBytes
  }

  /** Memory taken by unfinished messages. */
  get heldBytes(): number {
    return this.#chunks.heldBytes
  }

  /** Opens the handshake. Once. */
  start(): void {
    this.#on.send(this.#opening)
  }

  /** Reads on. Throws a Failure on malformed input; the owner destroys the socket. */
  push(bytes: Buffer): void {
    if (this.#handshake.isDone) return this.#pushChunks(bytes)
    const at = this.#handshake.push(bytes, 0)
    if (!this.#handshake.isDone) return
    this.#connect()
    this.#pushChunks(bytes.subarray(at))
  }

  #pushChunks(bytes: Buffer): void {
    this.#chunks.push(bytes)
    this.#acknowledger.received(this.#chunks.receivedBytes)
  }

  #connect(): void {
    const { app, tcUrl, flashVer } = this.#target
    this.#on.connecting()
    this.command(
      { name: 'connect', transaction: connectTransaction },
      {
        app,
        type: 'nonprivate',
        flashVer: flashVer ?? 'FMLE/3.0 (compatible; FMSc/1.0)',
        tcUrl,
      },
    )
  }

  /** Tells the size of our chunks, and sends such ones from now on. */
  announceChunkSize(chunkSizeBytes: number): void {
    this.#on.send(controlBytes(messageTypes.setChunkSize, chunkSizeBytes))
    this.#chunkSizeBytes = chunkSizeBytes
  }

  /** On message stream 0, where no other is named. */
  command(
    { streamId = 0, ...named }: { name: string; transaction: number; streamId?: number },
    ...args: AmfValue[]
  ): void {
    this.#on.send(commandBytes({ ...named, streamId, args }, this.#chunkSizeBytes))
  }

  #receive(message: Message): void {
    switch (message.typeId) {
      case messageTypes.command:
      case messageTypes.commandAmf3:
        return this.#on.command(readCommand(message))
      case messageTypes.windowAckSize:
        return this.#acknowledger.announced(controlNumber(message.payload, 'Window Acknowledgement Size'))
      case messageTypes.userControl:
        return this.#receiveUserEvent(message.payload)
      case messageTypes.setPeerBandwidth: // answering it with a window would undo one that was asked for; FFmpeg does not either
        controlNumber(message.payload, 'Set Peer Bandwidth')
        return
      default:
        this.#on.message(message)
    }
  }

  #receiveUserEvent(payload: Buffer): void {
    const { event, value } = readUserEvent(payload)
    if (value === null) return
    if (event === userEvents.pingRequest) this.#on.send(userEventBytes(userEvents.pingResponse, value))
    if (event === userEvents.pingResponse) this.#on.pong(value)
  }
}

/** The message stream that a server says it made. Throws a Failure where it says none. */
export function createdStreamId(streamId: AmfValue | undefined): number {
  if (typeof streamId !== 'number' || !Number.isInteger(streamId) || streamId < 0 || streamId > 0xffffffff)
    throw malformed('bad-command', 'The server created a message stream without a proper number.')
  return streamId
}

/** What a far end said when it would not have us; `during` is the step it was about. */
export type ClientRefusal<Phase> = {
  readonly during: Phase
  readonly code: string
  readonly level: string
  readonly description: string
}

export function refusalIn<Phase>(during: Phase, args: readonly AmfValue[]): ClientRefusal<Phase> {
  const about = args[1] ?? args[0] // some servers put it where the command object goes
  return {
    during,
    code: textIn(about, 'code'),
    level: textIn(about, 'level') || 'error',
    description: textIn(about, 'description'),
  }
}
