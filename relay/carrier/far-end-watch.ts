// Watches one RTMP connection's far end: asks for pongs and acknowledgements, reads the kernel, and keeps the evidence.
import type { Socket } from 'node:net'
import type { PublishConnection } from '#media'
import {
  type Evidence,
  hasWords,
  noEvidence,
  withEdge,
  withKernelAcked,
  withOwed,
  withProof,
} from '../leg/evidence.ts'
import { mayHaveStoppedMs, unreadMs, withReading } from '../leg/window-edge.ts'
import { type ConnectionKey, connectionKey, type KernelTable } from './kernel-acks.ts'

export type WatchPlan = {
  /** The TCP connection: what the kernel knows. */
  readonly socket: Socket
  /** What the protocol writes to: the same, or TLS on top of it. */
  readonly stream: Socket
  readonly publish: PublishConnection
  readonly pingEveryMs: number
}

/** First acknowledgement window asked for, until the bitrate is known. */
export const firstAckWindowBytes = 131_072
/** Later windows are this much of media time at the present rate: small where acknowledgements are the only words. */
const ackWindowMs = { alone: 150, besidePongs: 4_000 }
const ackWindowBounds = { leastBytes: 16_384, mostBytes: 16_777_216 }
const adjustEveryMs = 1_000
/** A far end that has had this many windows more than it acknowledged owes an acknowledgement. */
const owedWindows = 1.5
/** A program that speaks is believed for this long after its last word; then the kernel is asked too. */
const wordsDueMs = 400
/** Where the program says nothing, the kernel is asked this often. */
const wordlessLookMs = 200
/** And for its receive window this often; on every tick once the program may have stopped reading. */
const windowLookMs = 500
/** With this much waiting in Node a ping would only join the queue. */
const pingBelowBytes = 262_144

export class FarEndWatch {
  readonly #plan: WatchPlan
  readonly #key: ConnectionKey | undefined
  #evidence: Evidence = noEvidence
  #isLive = false
  #rttMs: number | null = null
  #pingedAtMs = -Infinity
  /** The oldest ping not answered: where it stands in the stream, and since when. */
  #ping: { readonly position: number; readonly sentAtMs: number } | undefined
  #readAtMs = -Infinity
  #windowAskedAtMs = -Infinity
  #windowAckedBytes = 0
  #window = { bytes: firstAckWindowBytes, checkedAtMs: 0, mediaBytes: 0 }

  constructor(plan: WatchPlan) {
    this.#plan = plan
    this.#key = connectionKey(plan.socket)
  }

  get evidence(): Evidence {
    return this.#evidence
  }

  get rttMs(): number | null {
    return this.#rttMs
  }

  /** Bytes that have left Node for the kernel. */
  get writtenBytes(): number {
    const { stream } = this.#plan
    return stream.bytesWritten - stream.writableLength
  }

  /** The publish was accepted. What was acknowledged so far was talk, not media: proof starts from here. */
  goLive(nowMs: number): void {
    this.#isLive = true
    this.#window.checkedAtMs = nowMs
    this.#evidence = { ...noEvidence, ackedBytes: this.writtenBytes }
  }

  wrote(nowMs: number): void {
    this.#evidence = withOwed(this.#evidence, 'kernel', nowMs)
  }

  acknowledged(bytes: number, nowMs: number): void {
    this.#windowAckedBytes = bytes
    if (!this.#isLive) return
    const ackedBytes = Math.max(bytes, this.#evidence.ackedBytes)
    this.#evidence = { ...withProof(this.#evidence, 'window', nowMs), ackedBytes }
  }

  ponged(rttMs: number, nowMs: number): void {
    this.#rttMs = rttMs
    const asked = this.#ping
    this.#ping = undefined
    if (!this.#isLive) return
    // What stood before the ping it answers has been read.
    const isOfThatPing = asked !== undefined && nowMs - rttMs >= asked.sentAtMs
    const ackedBytes = Math.max(this.#evidence.ackedBytes, isOfThatPing ? asked.position : 0)
    this.#evidence = { ...withProof(this.#evidence, 'pong', nowMs), ackedBytes }
  }

  /** A tick: reads the kernel where it must be asked, and asks of the far end what is due by now. */
  look(table: KernelTable, mediaBytes: number, nowMs: number): void {
    if (this.#mustAskKernel(nowMs)) this.#readKernel(table, nowMs)
    if (this.#key !== undefined && !hasWords(this.#evidence)) this.#readWindow(table, this.#key, nowMs)
    this.#pingAfter(this.#plan.pingEveryMs * 1.4, nowMs) // most pings leave with media, before this
    this.#adjustWindow(mediaBytes, nowMs)
  }

  /** The kernel's table costs milliseconds on a large machine: while the program itself speaks, its words will do. */
  #mustAskKernel(nowMs: number): boolean {
    const { atMs } = this.#evidence
    if (hasWords(this.#evidence)) return nowMs - Math.max(atMs.pong, atMs.window) >= wordsDueMs
    return nowMs - this.#readAtMs >= wordlessLookMs || nowMs - atMs.kernel >= wordsDueMs
  }

  #readKernel(table: KernelTable, nowMs: number): void {
    this.#readAtMs = nowMs
    const kernel = this.#key === undefined ? undefined : table.look(this.#key)
    const written = this.writtenBytes
    const reached = written - (kernel?.unackedBytes ?? 0) // where the kernel does not tell, what left Node must do
    let evidence = this.#evidence
    if (kernel !== undefined) {
      evidence = withKernelAcked(evidence, reached, nowMs)
      // A window found closed between two steps forward is only a busy reader.
      const isWindowClosed = kernel.isWindowClosed && evidence.atMs.kernel !== nowMs
      if (isWindowClosed !== evidence.isWindowClosed) evidence = { ...evidence, isWindowClosed }
    }
    if (reached >= written) evidence = withOwed(evidence, 'kernel', null)
    if (this.#ping !== undefined && reached >= this.#ping.position)
      evidence = withOwed(evidence, 'pong', this.#ping.sentAtMs)
    if (reached - this.#windowAckedBytes > owedWindows * this.#window.bytes)
      evidence = withOwed(evidence, 'window', nowMs)
    this.#evidence = evidence
  }

  #readWindow(table: KernelTable, key: ConnectionKey, nowMs: number): void {
    const reading = table.window(key)
    if (reading !== undefined)
      this.#evidence = withEdge(this.#evidence, withReading(this.#evidence.edge, reading))
    const isSuspect = unreadMs(this.#evidence.edge, nowMs) >= mayHaveStoppedMs
    if (!isSuspect && nowMs - this.#windowAskedAtMs < windowLookMs) return
    this.#windowAskedAtMs = nowMs
    table.askWindow(key)
  }

  isPingDue(nowMs: number): boolean {
    return this.#isLive && this.#mayPingAfter(this.#plan.pingEveryMs, nowMs)
  }

  /** Pings when it is time to, so that the ping leaves with what is being written. */
  pingIfDue(nowMs: number): void {
    if (this.#isLive) this.#pingAfter(this.#plan.pingEveryMs, nowMs)
  }

  #mayPingAfter(ms: number, nowMs: number): boolean {
    return nowMs - this.#pingedAtMs >= ms && this.#plan.stream.writableLength <= pingBelowBytes
  }

  #pingAfter(ms: number, nowMs: number): void {
    const { stream, publish } = this.#plan
    if (!this.#mayPingAfter(ms, nowMs)) return
    this.#pingedAtMs = nowMs
    publish.ping(nowMs)
    this.#ping ??= { position: stream.bytesWritten, sentAtMs: nowMs }
  }

  /** Acknowledgements in small steps: some each second at whatever bitrate. */
  #adjustWindow(mediaBytes: number, nowMs: number): void {
    const spanMs = nowMs - this.#window.checkedAtMs
    if (spanMs < adjustEveryMs) return
    const windowMs = this.#evidence.count.pong > 2 ? ackWindowMs.besidePongs : ackWindowMs.alone
    const planned = Math.round(((mediaBytes - this.#window.mediaBytes) / spanMs) * windowMs)
    const wanted = Math.min(ackWindowBounds.mostBytes, Math.max(ackWindowBounds.leastBytes, planned))
    const { bytes } = this.#window
    const isNear = wanted > bytes * 0.6 && wanted < bytes * 1.7
    this.#window = { bytes: isNear ? bytes : wanted, checkedAtMs: nowMs, mediaBytes }
    if (!isNear) this.#plan.publish.askForAcks(wanted)
  }
}
