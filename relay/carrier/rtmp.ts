// The `rtmp` carrier: our own publisher over TCP or TLS, sending bytes that all legs share.
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import { slept } from '#core/clock.ts'
import { messageOf, systemCodeOf } from '#core/failure.ts'
import { PublishConnection } from '#media'
import type { Endpoint } from '../leg/address.ts'
import type { CarryEnd, CarryPhase } from '../leg/carry-end.ts'
import { noEvidence } from '../leg/evidence.ts'
import type { Packet } from '../packet.ts'
import type { ProgramSink } from '../program/output.ts'
import type { Carriage, CarriageDeps, CarriageView } from './carriage.ts'
import { FarEndWatch, firstAckWindowBytes } from './far-end-watch.ts'
import type { KernelTable } from './kernel-acks.ts'
import { emptyOutbox, Outbox } from './outbox.ts'
import { type Reached, reach } from './tcp.ts'

/** Time for a goodbye to leave before the connection is cut. */
const goodbyeMs = 300

/** An open connection and all that belongs to it. */
type Line = Reached & {
  readonly publish: PublishConnection
  readonly watch: FarEndWatch
  readonly outbox: Outbox
}

export class RtmpCarriage implements Carriage, ProgramSink {
  readonly #endpoint: Endpoint
  readonly #deps: CarriageDeps
  readonly #onLive: () => void
  readonly #ended = Promise.withResolvers<CarryEnd>()
  #isOver = false
  #phase: CarryPhase = 'tcp'
  #phaseWaits: { phases: readonly CarryPhase[]; done: () => void }[] = []
  #line: Line | undefined
  #membership: Disposable | undefined
  #liveAtMs = 0

  constructor(endpoint: Endpoint, onLive: () => void, deps: CarriageDeps) {
    this.#endpoint = endpoint
    this.#onLive = onLive
    this.#deps = deps
  }

  async run(signal: AbortSignal): Promise<CarryEnd> {
    if (signal.aborted) return { by: 'asked' }
    const onAbort = () => this.#finish({ by: 'asked' })
    signal.addEventListener('abort', onAbort, { once: true })
    const attempt = new AbortController()
    try {
      void this.#connect(AbortSignal.any([signal, attempt.signal])).then(
        end => end !== undefined && this.#finish(end),
        error => this.#closed(messageOf(error)),
      )
      return await this.#ended.promise
    } finally {
      attempt.abort(new Error('the attempt is over'))
      signal.removeEventListener('abort', onAbort)
    }
  }

  abandon(end: CarryEnd): void {
    this.#finish(end)
  }

  take(packet: Packet): void {
    if (!this.#isOver) this.#line?.outbox.take(packet)
  }

  flush(): void {
    if (!this.#isOver) this.#line?.outbox.flush()
  }

  get holdsNothing(): boolean {
    return this.#line?.outbox.isEmpty ?? true
  }

  look(table: KernelTable): void {
    const line = this.#line
    if (this.#isOver || this.#phase !== 'live' || line === undefined) return
    line.watch.look(table, line.outbox.mediaBytes, this.#deps.clock.nowMs())
  }

  view(): CarriageView {
    const queue = this.#line?.outbox.view() ?? emptyOutbox
    const watch = this.#line?.watch
    const sentBytes = watch?.writtenBytes ?? 0
    const evidence = watch?.evidence ?? noEvidence
    return {
      ...queue,
      sentBytes,
      evidence,
      unackedBytes: Math.max(0, sentBytes - evidence.ackedBytes),
      rttMs: watch?.rttMs ?? null,
    }
  }

  async #connect(signal: AbortSignal): Promise<CarryEnd | undefined> {
    const { clock, limits, ca } = this.#deps
    const reached = await reach(this.#endpoint.address, { ...limits, ca }, clock, signal)
    if ('by' in reached) return reached
    if (this.#isOver) {
      reached.socket.destroy()
      return undefined
    }
    this.#open(reached)
    const steps = [
      [limits.handshakeWithinMs, ['handshake', 'connect']],
      [limits.publishWithinMs, ['create', 'publish']],
    ] as const
    for (const [withinMs, phases] of steps) {
      if (await this.#isLateAfter(withinMs, phases, signal))
        return { by: 'late', during: this.#phase, withinMs }
    }
    return undefined
  }

  /** Waits until the phase has left those given; true when it has not within `ms`. */
  async #isLateAfter(ms: number, phases: readonly CarryPhase[], signal: AbortSignal): Promise<boolean> {
    if (!phases.includes(this.#phase)) return false
    const passed = new Promise<void>(done => this.#phaseWaits.push({ phases, done }))
    const timer = new AbortController()
    const late = slept(this.#deps.clock, ms, AbortSignal.any([signal, timer.signal]))
    const isLate = await Promise.race([passed.then(() => false), late])
    timer.abort(new Error('in time'))
    return isLate
  }

  #enter(phase: CarryPhase): void {
    this.#phase = phase
    for (const wait of this.#phaseWaits) if (!wait.phases.includes(phase)) wait.done()
    if (phase === 'live') this.#goLive()
  }

  #open({ stream, socket }: Reached): void {
    const { clock, limits } = this.#deps
    this.#phase = 'handshake'
    const publish = this.#newPublish(stream)
    const watch = new FarEndWatch({ socket, stream, publish, pingEveryMs: limits.pingEveryMs })
    const outbox = new Outbox(
      {
        stream,
        encode: packet => packet.wire(publish.mediaStreamId),
        limits: { maxMs: limits.queueMaxMs, maxBytes: limits.queueMaxBytes },
        maxOpeningBytes: limits.gopCacheBytes + limits.queueMaxBytes,
        isMoreDue: () => watch.isPingDue(outbox.lastTakenAtMs),
        beforeWrite: () => watch.pingIfDue(outbox.lastTakenAtMs),
        onWrite: () => watch.wrote(outbox.lastTakenAtMs),
        onHopeless: () => this.#finish({ by: 'slow', forMs: clock.nowMs() - this.#liveAtMs }),
      },
      clock,
    )
    this.#line = { stream, socket, publish, watch, outbox }
    let error = ''
    stream.on('data', bytes => this.#read(bytes))
    stream.on('error', cause => (error = systemCodeOf(cause) || messageOf(cause)))
    stream.on('end', () => this.#closed('')) // an orderly end is an end: we never linger half-closed
    stream.on('close', () => this.#closed(error))
    publish.start()
  }

  #newPublish(stream: Socket | TLSSocket): PublishConnection {
    const { address, key } = this.#endpoint
    const { clock, limits } = this.#deps
    const said = (code: string, description: string) =>
      this.#finish({ by: 'refused', during: this.#phase, code, description })
    return new PublishConnection(
      { app: address.app, tcUrl: address.tcUrl, streamName: key },
      { chunkSizeBytes: limits.chunkSizeBytes, ackWindowBytes: firstAckWindowBytes },
      {
        send: bytes => void (this.#isOver || stream.write(bytes)),
        phase: phase => this.#enter(phase),
        ack: bytes => this.#line?.watch.acknowledged(bytes, clock.nowMs()),
        pong: rttMs => this.#line?.watch.ponged(rttMs, clock.nowMs()),
        refused: ({ code, description }) => said(code, description),
        closedByServer: said,
      },
    )
  }

  #read(bytes: Buffer): void {
    if (this.#isOver) return
    try {
      this.#line?.publish.push(bytes, this.#deps.clock.nowMs())
    } catch (cause) {
      this.#finish({ by: 'nonsense', during: this.#phase, what: messageOf(cause) })
    }
  }

  #goLive(): void {
    this.#liveAtMs = this.#deps.clock.nowMs()
    this.#line?.watch.goLive(this.#liveAtMs)
    this.#onLive()
    if (!this.#isOver) this.#membership = this.#deps.program.join(this)
  }

  #closed(error: string): void {
    const nowMs = this.#deps.clock.nowMs()
    const isLive = this.#phase === 'live'
    const liveForMs = isLive ? nowMs - this.#liveAtMs : 0
    const idleForMs = isLive ? nowMs - (this.#line?.outbox.lastTakenAtMs ?? nowMs) : 0
    this.#finish({ by: 'closed', during: this.#phase, error, liveForMs, idleForMs })
  }

  #finish(end: CarryEnd): void {
    if (this.#isOver) return
    this.#membership?.[Symbol.dispose]()
    const isOrderly = end.by === 'asked' && this.#phase === 'live'
    if (isOrderly) this.#line?.publish.goodbye()
    this.#isOver = true
    if (!isOrderly) this.#cut()
    void (isOrderly ? this.#leave() : Promise.resolve()).then(() => this.#ended.resolve(end))
  }

  /** At once and for good: a lingering connection would be a second sender. */
  #cut(): void {
    const line = this.#line
    if (line === undefined) return
    if (line.stream !== line.socket) line.stream.destroy()
    line.socket.resetAndDestroy()
  }

  /** Lets the goodbye go out; whoever waits for the end is told only when the connection is gone. */
  async #leave(): Promise<void> {
    const gone = new AbortController()
    this.#line?.stream.once('close', () => gone.abort(new Error('closed')))
    this.#line?.stream.end()
    if (await slept(this.#deps.clock, goodbyeMs, gone.signal)) this.#cut()
  }
}
