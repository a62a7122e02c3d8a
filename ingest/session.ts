// One publisher's connection, from the first byte to its destruction: every deadline, every limit, no half measures.
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import type { Clock } from '#core/clock.ts'
import { Failure, messageOf, systemCodeOf } from '#core/failure.ts'
import { type PublishRequest, type RefusalCode, ServerConnection, type Tag } from '#media'
import type { Feed } from './feed.ts'
import type { RefusalReason } from './refusals.ts'
import type { PublishRefusal } from './refused-lately.ts'
import type { IngestSettings } from './settings.ts'
import type { Publisher } from './snapshot.ts'

export type SessionEvents = {
  /** Somebody asks to publish: answer with accept() or refuse(), at once. */
  publish(session: Session, request: PublishRequest): void
  /** Turned away or ended for cause; `detail` is fit for a log. */
  refused(session: Session, reason: RefusalReason, detail: string): void
  /** A publisher who was accepted cannot go on air after all. */
  unfit(session: Session, feed: Feed, refusal: { reason: PublishRefusal; why: string }): void
  /** The socket is gone. */
  closed(session: Session): void
}

export type SessionDeps = {
  readonly clock: Clock
  readonly limits: IngestSettings
  readonly isSecure: boolean
  readonly on: SessionEvents
}

/** In each state, the facts that are true in it. Times are monotonic milliseconds. */
type SessionState =
  | { at: 'opening' }
  | { at: 'live'; feed: Feed; acceptedAtMs: number }
  | { at: 'lingering'; untilMs: number } // told why; what it still sends is thrown away
  | { at: 'ended' }

export class Session {
  readonly id = randomUUID().slice(0, 8)
  readonly remoteAddress: string
  readonly #socket: Socket
  readonly #deps: SessionDeps
  readonly #connection: ServerConnection
  readonly #openedAtMs: number
  #state: SessionState = { at: 'opening' }
  #isShaken = false
  #lastMediaAtMs: number
  #nowMs: number

  constructor(socket: Socket, deps: SessionDeps) {
    this.#socket = socket
    this.#deps = deps
    this.remoteAddress = (socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '')
    this.#openedAtMs = this.#lastMediaAtMs = this.#nowMs = deps.clock.nowMs()
    this.#connection = this.#openConnection()
    socket.on('data', bytes => this.#push(bytes))
    socket.on('end', () => this.end('the encoder closed the connection'))
    socket.on('error', error =>
      this.end(`the connection was lost (${systemCodeOf(error) || 'unknown error'})`),
    )
    socket.once('close', () => {
      this.end('the connection was lost')
      deps.on.closed(this)
    })
  }

  #openConnection(): ServerConnection {
    const { limits } = this.#deps
    const options = {
      limits: {
        maxMessageBytes: limits.maxMessageBytes,
        maxChunkStreams: limits.maxChunkStreams,
        maxHeldBytes: limits.maxHeldBytesPerSession,
        isReused: true,
      },
      chunkSizeBytes: limits.chunkSizeBytes,
      ackWindowBytes: limits.ackWindowBytes,
    }
    return new ServerConnection(options, {
      send: bytes => this.#send(bytes),
      publish: request => this.#deps.on.publish(this, request),
      tag: tag => this.#take(tag),
      unpublish: () => this.#linger('the encoder stopped'),
      phase: phase => (this.#isShaken ||= phase !== 'handshake'),
      refusedCommand: name => this.#turnAway('play', name),
    })
  }

  /** The feed it publishes to; null before and after. */
  get feed(): Feed | null {
    return this.#state.at === 'live' ? this.#state.feed : null
  }

  /** How long the publisher has sent neither picture nor sound. */
  get silentForMs(): number {
    return this.#deps.clock.nowMs() - this.#lastMediaAtMs
  }

  /** Puts it on a feed: from here on, and not before, its media count. */
  accept(feed: Feed, encoder: string): void {
    if (this.#state.at !== 'opening') return
    this.#state = { at: 'live', feed, acceptedAtMs: this.#nowMs }
    this.#lastMediaAtMs = this.#nowMs
    feed.begin(this.#describe(encoder))
    this.#connection.accept()
  }

  #describe(encoder: string): Publisher {
    return {
      id: this.id,
      remoteAddress: this.remoteAddress,
      encoder,
      sinceMs: Math.round(this.#deps.clock.wallMs()),
      secure: this.#deps.isSecure,
    }
  }

  /** Tells the client why not, gives it a moment to read that, then destroys the connection whatever the client does. */
  refuse(reason: RefusalReason, code: RefusalCode, sentence: string): void {
    if (this.#state.at === 'lingering' || this.#state.at === 'ended') return
    this.#connection.refuse(code, sentence)
    this.#deps.on.refused(this, reason, '')
    this.#linger(sentence)
  }

  #push(bytes: Buffer): void {
    if (this.#state.at === 'lingering' || this.#state.at === 'ended') return
    this.#nowMs = this.#deps.clock.nowMs()
    try {
      this.#connection.push(bytes)
    } catch (error) {
      this.#fail(error)
    }
    if (this.#state.at === 'live') this.#state.feed.flush()
    else if (this.#state.at === 'opening') this.#checkOpening()
  }

  #checkOpening(): void {
    if (this.#connection.receivedBytes > this.#deps.limits.maxBytesBeforePublish)
      this.#turnAway('too-much-before-publish', '')
  }

  // A mistake of ours in reading costs this one connection and nobody else's.
  #fail(error: unknown): void {
    const isTheirs = error instanceof Failure
    const { feed } = this
    if (isTheirs && feed !== null)
      this.#deps.on.unfit(this, feed, { reason: 'malformed', why: error.message })
    const detail = isTheirs ? error.code : `${messageOf(error)} ${error instanceof Error ? error.stack : ''}`
    this.#deps.on.refused(this, isTheirs ? 'malformed' : 'failed', detail)
    this.end(isTheirs ? `the encoder sent what cannot be read: ${error.message}` : 'a mistake of ours')
  }

  #take(tag: Tag): void {
    if (this.#state.at !== 'live') return
    if (tag.kind !== 'script') this.#lastMediaAtMs = this.#nowMs
    const { feed } = this.#state
    const refusal = feed.take(tag, this.#nowMs)
    if (refusal !== null) this.#refuseMedia('unfit-media', feed, refusal)
  }

  #refuseMedia(reason: PublishRefusal, feed: Feed, why: string): void {
    this.#deps.on.unfit(this, feed, { reason, why })
    this.refuse(reason, 'NetStream.Publish.Rejected', why)
  }

  #send(bytes: Buffer): void {
    if (this.#socket.destroyed) return
    if (this.#socket.writableLength + bytes.length > this.#deps.limits.maxUnsentBytes)
      return this.#turnAway('reads-nothing', '')
    this.#socket.write(bytes)
  }

  #turnAway(reason: RefusalReason, detail: string): void {
    if (this.#state.at === 'lingering' || this.#state.at === 'ended') return
    this.#deps.on.refused(this, reason, detail)
    if (reason === 'play') this.#linger('it asked to play')
    else this.end(`it was turned away: ${reason}`)
  }

  #linger(why: string): void {
    if (this.#state.at === 'lingering' || this.#state.at === 'ended') return
    const { feed } = this
    this.#state = { at: 'lingering', untilMs: this.#deps.clock.nowMs() + this.#deps.limits.lingerMs }
    feed?.end(this.id, why, this.#nowMs)
  }

  /** Each tick: what has been waited for too long. */
  look(nowMs: number): void {
    const { limits } = this.#deps
    const openMs = nowMs - this.#openedAtMs
    switch (this.#state.at) {
      case 'opening':
        if (!this.#isShaken && openMs >= limits.handshakeWithinMs) this.#turnAway('handshake-late', '')
        else if (openMs >= limits.publishWithinMs) this.#turnAway('publish-late', '')
        return
      case 'live':
        return this.#lookLive(this.#state, nowMs)
      case 'lingering':
        if (nowMs >= this.#state.untilMs) this.end('it was told why')
        return
      case 'ended':
        return
      default:
        return this.#state satisfies never
    }
  }

  #lookLive(state: SessionState & { at: 'live' }, nowMs: number): void {
    const { limits } = this.#deps
    if (nowMs - this.#lastMediaAtMs >= limits.idleAfterMs) {
      this.#deps.on.refused(this, 'idle', state.feed.name)
      this.end(`no picture and no sound came for ${seconds(nowMs - this.#lastMediaAtMs)}`)
    } else if (!state.feed.isUp && nowMs - state.acceptedAtMs >= limits.videoWithinMs) {
      const why = `No H.264 key frame came within ${seconds(limits.videoWithinMs)}. Send H.264 video with AAC sound.`
      this.#refuseMedia('no-video', state.feed, why)
    }
  }

  /** Destroys the connection; the first reason counts. */
  end(why: string): void {
    if (this.#state.at === 'ended') return
    const { feed } = this
    this.#state = { at: 'ended' }
    feed?.end(this.id, why, this.#nowMs)
    this.#socket.destroy()
  }
}

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`
