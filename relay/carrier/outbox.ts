// From a program's packets to one stream's bytes: an opening in steps, then live, with a bounded queue for when it is slow.
import type { Writable } from 'node:stream'
import type { Clock } from '#core/clock.ts'
import { PacketQueue, type QueueLimits } from '../leg/packet-queue.ts'
import type { Packet } from '../packet.ts'
import type { CarriageView } from './carriage.ts'

export type OutboxPlan = {
  readonly stream: Writable
  /** The bytes of a packet on this stream. */
  readonly encode: (packet: Packet) => Buffer
  readonly limits: QueueLimits
  /** The opening GOP and what comes while it goes out may hold this much. */
  readonly maxOpeningBytes: number
  /** Whether something small is due, to leave with media in the same system call. */
  readonly isMoreDue: () => boolean
  /** Media is about to leave: writes what is due. */
  readonly beforeWrite: () => void
  /** Bytes were handed to the stream. */
  readonly onWrite: () => void
  /** The opening grew past its bound: the stream takes next to nothing. */
  readonly onHopeless: () => void
}

export type OutboxView = Pick<
  CarriageView,
  'queueMs' | 'queueBytes' | 'droppedFrames' | 'mediaAgeMs' | 'droppingForMs' | 'dtsMs' | 'skewMs'
>

/** Before there is a stream. */
export const emptyOutbox: OutboxView = {
  queueMs: 0,
  queueBytes: 0,
  droppedFrames: 0,
  mediaAgeMs: 0,
  droppingForMs: 0,
  dtsMs: null,
  skewMs: null,
}

/** Handed to Node beyond what the kernel took: enough to keep the wire busy, little enough that our queue decides. */
const inFlightBytes = 262_144
/** One great burst makes the far end's kernel grow buffers that would hide a freeze for seconds. */
const openingStepBytes = 131_072
/** Media time left in the queue at which a stream counts as having caught up. */
const caughtUpMs = 100

export class Outbox {
  readonly #plan: OutboxPlan
  readonly #clock: Clock
  readonly #queue: PacketQueue
  /** The opening GOP and what came since, until it has gone out. */
  #opening: Packet[] | undefined = []
  #openingBytes = 0
  #batch: Buffer[] = []
  #batchBytes = 0
  #mediaBytes = 0
  #lastTakenAtMs: number
  #droppingSinceMs: number | null = null
  /** Newest time handed to the stream, of each track. */
  readonly #dtsMs: { video: number | null; audio: number | null } = { video: null, audio: null }

  constructor(plan: OutboxPlan, clock: Clock) {
    this.#plan = plan
    this.#clock = clock
    this.#queue = new PacketQueue(plan.limits)
    this.#lastTakenAtMs = clock.nowMs()
    plan.stream.on('drain', () => this.#drain())
  }

  /** Media handed to the stream so far. */
  get mediaBytes(): number {
    return this.#mediaBytes
  }

  /** When the last packet came from the program, monotonic milliseconds. */
  get lastTakenAtMs(): number {
    return this.#lastTakenAtMs
  }

  /** Whether all that it took has left for the kernel. */
  get isEmpty(): boolean {
    const isWaiting = this.#opening !== undefined || this.#queue.length > 0 || this.#batch.length > 0
    return !isWaiting && this.#plan.stream.writableLength === 0
  }

  view(): OutboxView {
    const nowMs = this.#clock.nowMs()
    const { video, audio } = this.#dtsMs
    return {
      dtsMs: video ?? audio,
      skewMs: video === null || audio === null ? null : audio - video,
      queueMs: this.#queue.spanMs,
      queueBytes: this.#queue.bytes + this.#openingBytes + this.#plan.stream.writableLength,
      droppedFrames: this.#queue.droppedFrames,
      mediaAgeMs: nowMs - this.#lastTakenAtMs,
      droppingForMs: this.#droppingSinceMs === null ? 0 : nowMs - this.#droppingSinceMs,
    }
  }

  take(packet: Packet): void {
    this.#lastTakenAtMs = this.#clock.nowMs()
    if (this.#opening !== undefined) return this.#keepForOpening(packet, this.#opening)
    const isBehind = this.#queue.length > 0 || this.#queue.isDropping
    if (!isBehind && this.#plan.stream.writableLength + this.#batchBytes <= inFlightBytes)
      return this.#put(packet)
    this.#queue.add(packet)
    if (this.#queue.isDropping) this.#droppingSinceMs ??= this.#lastTakenAtMs
  }

  /** Writes what was taken since the last flush, in one system call. */
  flush(): void {
    const { stream, isMoreDue, beforeWrite, onWrite } = this.#plan
    if (this.#opening !== undefined) this.#stepOpening(this.#opening, inFlightBytes - stream.writableLength)
    if (this.#batch.length === 0) return
    const pieces = adjoined(this.#batch)
    this.#batch = []
    this.#batchBytes = 0
    const isOne = pieces.length === 1 && !isMoreDue()
    if (!isOne) {
      stream.cork()
      beforeWrite()
    }
    for (const bytes of pieces) stream.write(bytes)
    if (!isOne) stream.uncork()
    onWrite()
    if (this.#queue.length > 0 && stream.writableLength === 0) this.#drain()
  }

  #keepForOpening(packet: Packet, opening: Packet[]): void {
    opening.push(packet)
    this.#openingBytes += packet.bytes
    if (this.#openingBytes > this.#plan.maxOpeningBytes) this.#plan.onHopeless()
  }

  /** Puts the next step of the opening into the batch; faster than media comes, so that it soon is over. */
  #stepOpening(opening: Packet[], roomBytes: number): void {
    let taken = 0
    while (taken < opening.length && this.#batchBytes < Math.min(openingStepBytes, roomBytes)) {
      this.#put(opening[taken] as Packet)
      taken++
    }
    for (const packet of opening.splice(0, taken)) this.#openingBytes -= packet.bytes
    if (opening.length === 0) this.#opening = undefined
  }

  #put(packet: Packet): void {
    const bytes = this.#plan.encode(packet)
    this.#batch.push(bytes)
    this.#batchBytes += bytes.length
    this.#mediaBytes += bytes.length
    if (!packet.isConfig && packet.kind !== 'script') this.#dtsMs[packet.kind] = packet.dtsMs
  }

  #drain(): void {
    while (this.#plan.stream.writableLength + this.#batchBytes <= inFlightBytes) {
      const packet = this.#queue.shift()
      if (packet === undefined) break
      this.#put(packet)
    }
    if (this.#queue.spanMs < caughtUpMs && !this.#queue.isDropping) this.#droppingSinceMs = null
    this.flush()
  }
}

/** As one piece where they lie one behind the other in memory, as a program's frames mostly do: less work for Node's streams. */
function adjoined(pieces: readonly Buffer[]): readonly Buffer[] {
  const first = pieces[0]
  if (first === undefined || pieces.length === 1) return pieces
  const memory = first.buffer
  let end = first.byteOffset
  for (const piece of pieces) {
    if (piece.buffer !== memory || piece.byteOffset !== end) return pieces
    end += piece.length
  }
  return [Buffer.from(memory, first.byteOffset, end - first.byteOffset)]
}
