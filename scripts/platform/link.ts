// One publisher's connection through the fault proxy to the third-party server: chunks pass whole, and may be added or held.
import { connect, type Socket } from 'node:net'
import { type ChunkWalker, ChunkWalker as Walker, type PassingChunk } from './chunk-walker.ts'
import { type Fault, farewellOf, refusalOf, type Verdict } from './faults.ts'
import type { Address, OpenReceipt, Receipts } from './receipts.ts'
import { acknowledgement, onStatus, pongTo, readCommand, readMedia, types } from './wire.ts'

export type LinkManners = {
  /** node-media-server answers no pings and acknowledges nothing; nginx-rtmp and SRS do both, and so can we for it. */
  readonly pings: 'answered' | 'ignored'
  readonly acks: 'answered' | 'ignored'
}

export type LinkPlan = {
  readonly address: Address
  readonly manners: LinkManners
  readonly receipts: Receipts
  /** The third-party server's RTMP port on loopback; undefined while it is down. */
  readonly upstreamPort: () => number | undefined
  readonly fault: () => Fault
}

/** What a viewer would ask the third-party server for. */
export type Published = { readonly app: string; readonly name: string; readonly sinceMs: number }

type PauseReason = 'fault' | 'backpressure' | 'drip'

/** How long a peer that was told goodbye may take to close its side. */
const lingerMs = 2_000

export class Link {
  readonly #client: Socket
  readonly #plan: LinkPlan
  readonly #fromClient: ChunkWalker
  readonly #fromServer: ChunkWalker
  readonly #connectedAtMs = Date.now()
  readonly #pauses = new Set<PauseReason>()
  #upstream: Socket | undefined
  #app = ''
  #streamName: string | undefined
  #streamId = 1
  #receipt: OpenReceipt | undefined
  #published: Published | undefined
  #receivedBytes = 0
  #ackedBytes = 0
  #ackWindowBytes = 0
  #lastMediaAtMs = Date.now()
  #isOver = false

  constructor(client: Socket, plan: LinkPlan) {
    this.#client = client
    this.#plan = plan
    this.#fromClient = new Walker(
      bytes => this.#toServer(bytes),
      chunk => this.#clientChunk(chunk),
    )
    this.#fromServer = new Walker(
      bytes => this.#toClient(bytes),
      chunk => this.#serverChunk(chunk),
    )
    client.setNoDelay(true)
    client.on('data', bytes => this.#onClientBytes(bytes))
    client.on('error', () => {}) // closed next
    client.on('close', () => this.#end())
    this.#openUpstream()
  }

  /** What it publishes, once the server behind has taken it. */
  get published(): Published | undefined {
    return this.#published
  }

  /** Acts a fault on this connection; called again at each change, and once a second. */
  apply(fault: Fault, isNew: boolean): void {
    const isFrozen = fault.kind === 'freeze' || fault.kind === 'stall'
    if (!isFrozen) this.#resume('fault')
    else if (isNew) this.#pause('fault')
    if (fault.kind === 'drop-idle' && Date.now() - this.#lastMediaAtMs > fault.idleMs) this.#client.end()
    if (!isNew) return
    if (fault.kind === 'reset' || fault.kind === 'kill' || fault.kick) return this.reset()
    if (fault.kind === 'refuse-fast-loop') return this.#sayGoodbye([])
    const farewell = farewellOf(fault)
    if (farewell !== undefined) this.#sayGoodbye(farewell)
  }

  /** Ends it with an RST. */
  reset(): void {
    this.#client.resetAndDestroy()
    this.#end()
  }

  #openUpstream(): void {
    const port = this.#plan.upstreamPort()
    if (port === undefined) {
      this.#client.destroy()
      return
    }
    const upstream = connect(port, '127.0.0.1')
    this.#upstream = upstream
    upstream.setNoDelay(true)
    upstream.on('data', bytes => this.#guarded(() => this.#fromServer.push(bytes)))
    upstream.on('drain', () => this.#resume('backpressure'))
    upstream.on('error', () => {}) // closed next
    upstream.on('close', () => this.#closeClient())
  }

  #onClientBytes(bytes: Buffer): void {
    this.#receivedBytes += bytes.length
    this.#guarded(() => this.#fromClient.push(bytes))
    this.#acknowledge()
    const fault = this.#plan.fault()
    if (fault.kind !== 'slow-drip') return
    this.#pause('drip')
    setTimeout(() => this.#resume('drip'), (bytes.length / fault.bytesPerSecond) * 1_000).unref()
  }

  /** What is not RTMP ends the connection, as servers do; so does anything the server behind says that we cannot follow. */
  #guarded(work: () => void): void {
    try {
      work()
    } catch {
      this.reset()
    }
  }

  #clientChunk({ bytes, message }: PassingChunk): void {
    if (message === null) return this.#toServer(bytes)
    const media = readMedia(message)
    if (media !== undefined) {
      this.#lastMediaAtMs = Date.now()
      this.#receipt?.media(media, this.#lastMediaAtMs)
      return this.#toServer(bytes)
    }
    if (message.typeId === types.windowAckSize && message.head.length >= 4)
      this.#ackWindowBytes = message.head.readUInt32BE(0)
    const pong = this.#plan.manners.pings === 'answered' ? pongTo(message) : undefined
    if (pong !== undefined) this.#toClient(pong)
    if (this.#clientCommand(readCommand(message) ?? [], message.streamId)) this.#toServer(bytes)
  }

  /** Whether the server behind shall hear it. */
  #clientCommand(values: readonly unknown[], streamId: number): boolean {
    const [name, , subject, stream] = values
    if (name === 'connect') this.#app = appOf(subject)
    if (name === 'FCUnpublish' || name === 'deleteStream' || name === 'closeStream') this.#endPublish()
    if (name !== 'publish' || typeof stream !== 'string') return true
    this.#streamName = stream
    this.#streamId = streamId
    const refusal = refusalOf(this.#plan.fault())
    if (refusal !== undefined) this.#sayGoodbye([refusal])
    return refusal === undefined
  }

  #serverChunk({ bytes, message }: PassingChunk): void {
    if (message?.typeId === types.acknowledgement && this.#plan.manners.acks === 'ignored') return
    const [name, , , status] = (message === null ? undefined : readCommand(message)) ?? []
    const code = (status as { code?: unknown } | null | undefined)?.code
    if (name === 'onStatus' && code === 'NetStream.Publish.Start') this.#beginPublish()
    this.#toClient(bytes)
  }

  #beginPublish(): void {
    const name = this.#streamName
    if (name === undefined || this.#receipt !== undefined) return
    const atMs = Date.now()
    this.#receipt = this.#plan.receipts.open({
      address: this.#plan.address,
      connectedAtMs: this.#connectedAtMs,
      atMs,
      streamName: name,
    })
    this.#published = { app: this.#app, name: name.split('?')[0] ?? '', sinceMs: atMs }
  }

  #endPublish(): void {
    this.#receipt?.end(Date.now())
    this.#receipt = undefined
    this.#published = undefined
  }

  #acknowledge(): void {
    const isDue =
      this.#ackWindowBytes > 0 && this.#receivedBytes - this.#ackedBytes >= this.#ackWindowBytes / 2
    if (!isDue || this.#plan.manners.acks === 'ignored' || !this.#fromServer.isThroughHandshake) return
    this.#ackedBytes = this.#receivedBytes
    this.#toClient(acknowledgement(this.#receivedBytes))
  }

  #toServer(bytes: Buffer): void {
    const upstream = this.#upstream
    if (upstream === undefined || upstream.destroyed) return
    if (!upstream.write(bytes)) this.#pause('backpressure')
  }

  #toClient(bytes: Buffer): void {
    if (!this.#client.destroyed && this.#client.writable) this.#client.write(bytes)
  }

  #sayGoodbye(verdicts: readonly Verdict[]): void {
    if (this.#fromServer.isThroughHandshake) {
      for (const verdict of verdicts)
        this.#toClient(onStatus(verdict, this.#streamId, this.#fromServer.chunkSizeBytes))
    }
    this.#pauses.clear()
    this.#closeClient()
  }

  #closeClient(): void {
    this.#end()
    if (this.#client.destroyed) return
    this.#client.end()
    this.#client.resume() // what still comes is thrown away: a close with unread bytes would be an RST
    setTimeout(() => this.#client.destroy(), lingerMs).unref()
  }

  #pause(reason: PauseReason): void {
    this.#pauses.add(reason)
    this.#client.pause()
  }

  #resume(reason: PauseReason): void {
    if (this.#pauses.delete(reason) && this.#pauses.size === 0) this.#client.resume()
  }

  #end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.#endPublish()
    this.#upstream?.destroy()
  }
}

function appOf(subject: unknown): string {
  const app = (subject as { app?: unknown } | null)?.app
  return typeof app === 'string' ? (app.split('?')[0] ?? '').replaceAll(/^\/+|\/+$/g, '') : ''
}
