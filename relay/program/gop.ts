// The current output GOP, kept so that a new connection starts with a picture at once.
import type { Packet } from '../packet.ts'

export class GopCache {
  readonly #maxBytes: number
  #packets: Packet[] = []
  #bytes = 0
  #isWhole = false

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes
  }

  /** The GOP from its key frame on; empty before the first and while one is too large to be kept. */
  get packets(): readonly Packet[] {
    return this.#isWhole ? this.#packets : []
  }

  get bytes(): number {
    return this.#bytes
  }

  get durationMs(): number {
    const first = this.#packets[0]
    const last = this.#packets.at(-1)
    return first === undefined || last === undefined ? 0 : last.dtsMs - first.dtsMs
  }

  add(packet: Packet): void {
    if (packet.isConfig || packet.kind === 'script') return
    if (packet.isKeyframe) {
      this.#packets = []
      this.#bytes = 0
      this.#isWhole = true
    }
    if (!this.#isWhole) return
    this.#packets.push(packet)
    this.#bytes += packet.bytes
    if (this.#bytes > this.#maxBytes) this.clear()
  }

  /** Forgets everything: the next key frame starts anew. */
  clear(): void {
    this.#packets = []
    this.#bytes = 0
    this.#isWhole = false
  }
}
