// A platform that behaves as badly as a test wants: an RTMP server on a real socket, with faults to order.
import { createHash } from 'node:crypto'
import { createServer, type Server, type Socket } from 'node:net'
import { inspectTag, ServerConnection, type Tag } from '#media'
import { markOf } from './synthetic-camera.ts'

export type ReceivedFrame = {
  kind: 'audio' | 'video' | 'script'
  dtsMs: number
  isKeyframe: boolean
  isConfig: boolean
  atMs: number
  /** Whose picture it is, as made-up cameras mark theirs; 0 for a slate's, and for sound. */
  source: number
}

export type Publish = {
  app: string
  /** To the letter, query included. */
  streamName: string
  frames: ReceivedFrame[]
  openedAtMs: number
  closedAtMs: number | null
  /** FCUnpublish or deleteStream came before the end. */
  saidGoodbye: boolean
}

type Answer =
  | 'accept'
  | 'silent'
  | 'hang-up'
  | {
      code: 'NetStream.Publish.BadName' | 'NetStream.Publish.Denied' | 'NetStream.Publish.Rejected'
      description: string
    }

const chunkLimits = { maxMessageBytes: 16_000_000, maxChunkStreams: 64, maxHeldBytes: 64_000_000 }

export class RudePlatform {
  readonly publishes: Publish[] = []
  /** What it says to a publish; may look at the name. */
  answer: (streamName: string) => Answer = () => 'accept'
  answersPings = true
  connections = 0
  #server: Server | undefined
  #sockets = new Map<Socket, ServerConnection>()
  #isFrozen = false
  #dripTimer: NodeJS.Timeout | undefined
  #port = 0

  static async open(): Promise<RudePlatform> {
    const platform = new RudePlatform()
    await platform.#listen(0)
    return platform
  }

  get port(): number {
    return this.#port
  }

  get url(): string {
    return `rtmp://127.0.0.1:${this.#port}/live`
  }

  get open(): Publish[] {
    return this.publishes.filter(publish => publish.closedAtMs === null)
  }

  async #listen(port: number): Promise<void> {
    const server = createServer(socket => this.#greet(socket))
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, '127.0.0.1', resolve)
    })
    this.#port = (server.address() as { port: number }).port
  }

  #greet(socket: Socket): void {
    this.connections++
    socket.on('error', () => {})
    let publish: Publish | undefined
    const over = (saidGoodbye: boolean) => {
      if (publish === undefined || publish.closedAtMs !== null) return
      publish.closedAtMs = performance.now()
      publish.saidGoodbye = saidGoodbye
    }
    const connection = new ServerConnection(
      { limits: chunkLimits, chunkSizeBytes: 4_096, ackWindowBytes: 2_500_000 },
      {
        send: bytes => void (socket.writable && socket.write(bytes)),
        publish: request => {
          const answer = this.answer(request.streamName)
          if (answer === 'hang-up') return void socket.destroy()
          if (answer === 'silent') return
          if (answer !== 'accept') {
            connection.refuse(answer.code, answer.description)
            return void setTimeout(() => socket.destroy(), 20)
          }
          publish = {
            app: request.app,
            streamName: request.streamName,
            frames: [],
            openedAtMs: performance.now(),
            closedAtMs: null,
            saidGoodbye: false,
          }
          this.publishes.push(publish)
          connection.accept()
        },
        tag: tag => publish?.frames.push(frameOf(tag)),
        unpublish: () => over(true),
        phase: () => {},
        refusedCommand: () => socket.destroy(),
      },
    )
    this.#sockets.set(socket, connection)
    socket.on('data', bytes => {
      try {
        connection.push(bytes)
      } catch {
        socket.destroy()
      }
    })
    socket.on('close', () => {
      over(false)
      this.#sockets.delete(socket)
    })
    if (this.#isFrozen) socket.pause()
  }

  /** Stays connected, accepts connections, and reads nothing. */
  freeze(): void {
    this.#isFrozen = true
    for (const socket of this.#sockets.keys()) socket.pause()
  }

  thaw(): void {
    this.#isFrozen = false
    clearInterval(this.#dripTimer)
    for (const socket of this.#sockets.keys()) socket.resume()
  }

  /** Reads about this much and no more. */
  drip(bytesPerSecond: number): void {
    for (const socket of this.#sockets.keys()) socket.pause()
    this.#isFrozen = true
    let credit = 0
    this.#dripTimer = setInterval(() => {
      credit = Math.min(credit + bytesPerSecond / 20, 65_536)
      for (const [socket, connection] of this.#sockets) {
        if (credit <= 0) continue
        socket.removeAllListeners('data')
        socket.once('data', (bytes: Buffer) => {
          socket.pause()
          credit -= bytes.length
          connection.push(bytes)
        })
        socket.resume()
      }
    }, 50)
  }

  /** RST to everybody who is connected. */
  reset(): void {
    for (const socket of this.#sockets.keys()) socket.resetAndDestroy()
  }

  /** FIN to everybody who is connected. */
  end(): void {
    for (const socket of this.#sockets.keys()) socket.end()
  }

  /** An onStatus error to everybody who publishes, as a platform sends that throws one out; then it hangs up. */
  say(code: 'NetStream.Publish.Rejected' | 'NetStream.Publish.BadName', description: string): void {
    for (const [socket, connection] of this.#sockets) {
      connection.refuse(code, description)
      socket.end()
    }
  }

  /** Nobody listens any more. */
  async kill(): Promise<void> {
    clearInterval(this.#dripTimer)
    const closed = new Promise(resolve => this.#server?.close(resolve))
    this.reset()
    await closed
  }

  async revive(): Promise<void> {
    this.#isFrozen = false
    await this.#listen(this.#port)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server?.listening === true) await this.kill()
    clearInterval(this.#dripTimer)
  }
}

function frameOf(tag: Tag): ReceivedFrame {
  const { isKeyframe, isConfig } = inspectTag(tag)
  return {
    kind: tag.kind,
    dtsMs: tag.timestampMs,
    isKeyframe: isKeyframe && !isConfig && tag.kind === 'video',
    isConfig,
    atMs: performance.now(),
    source: tag.kind === 'video' && !isConfig ? markOf(tag.payload) : 0,
  }
}

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12)
}
