// What a leg has yet to hand to its connection: bounded in time and bytes; on overflow it drops to the next key frame.
import type { Packet } from '../packet.ts'

export type QueueLimits = { readonly maxMs: number; readonly maxBytes: number }

export class PacketQueue {
  readonly #limits: QueueLimits
  #packets: Packet[] = []
  /** Index of the oldest: shifting a long array costs. */
  #head = 0
  #bytes = 0
  #isAwaitingKey = false
  #dropped = 0

  constructor(limits: QueueLimits) {
    this.#limits = limits
  }

  get bytes(): number {
    return this.#bytes
  }

  get length(): number {
    return this.#packets.length - this.#head
  }

  /** Media time between the oldest and the newest packet. */
  get spanMs(): number {
    const oldest = this.#packets[this.#head]
    const newest = this.#packets.at(-1)
    return oldest === undefined || newest === undefined ? 0 : Math.max(0, newest.dtsMs - oldest.dtsMs)
  }

  /** Frames dropped since the start, audio and video. */
  get droppedFrames(): number {
    return this.#dropped
  }

  /** Whether frames are being dropped until a key frame comes. */
  get isDropping(): boolean {
    return this.#isAwaitingKey
  }

  add(packet: Packet): void {
    if (packet.isConfig) return this.#put(packet) // never dropped: what follows cannot be decoded without it
    if (this.#isAwaitingKey && !packet.isKeyframe) {
      this.#dropped++
      return
    }
    this.#isAwaitingKey = false
    this.#put(packet)
    if (this.spanMs > this.#limits.maxMs || this.#bytes > this.#limits.maxBytes) this.#overflow()
  }

  shift(): Packet | undefined {
    const packet = this.#packets[this.#head]
    if (packet === undefined) return undefined
    this.#head++
    this.#bytes -= packet.bytes
    if (this.#head > 64 && this.#head * 2 > this.#packets.length) {
      this.#packets = this.#packets.slice(this.#head)
      this.#head = 0
    }
    return packet
  }

  #put(packet: Packet): void {
    this.#packets.push(packet)
    this.#bytes += packet.bytes
  }

  #overflow(): void {
    const kept = this.#packets.slice(this.#head).filter(packet => packet.isConfig)
    this.#dropped += this.length - kept.length
    this.#packets = lastOfEachKind(kept)
    this.#head = 0
    this.#bytes = this.#packets.reduce((sum, packet) => sum + packet.bytes, 0)
    this.#isAwaitingKey = true
  }
}

function lastOfEachKind(packets: readonly Packet[]): Packet[] {
  return packets.filter((packet, i) => !packets.slice(i + 1).some(later => later.kind === packet.kind))
}
