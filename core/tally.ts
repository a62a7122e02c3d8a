// Counts what may happen per packet, and says so once per interval instead of once per packet.
import type { Clock } from './clock.ts'
import type { Log } from './log.ts'

export class Tally {
  readonly #name: string
  readonly #everyMs: number
  readonly #clock: Clock
  readonly #log: Log
  #count = 0
  #total = 0
  #saidAtMs = -Infinity

  constructor(name: string, everyMs: number, clock: Clock, log: Log) {
    this.#name = name
    this.#everyMs = everyMs
    this.#clock = clock
    this.#log = log
  }

  get total(): number {
    return this.#total
  }

  add(count: number, last = ''): void {
    this.#count += count
    this.#total += count
    const nowMs = this.#clock.nowMs()
    if (nowMs - this.#saidAtMs < this.#everyMs) return
    this.#log.warn({ count: this.#count, total: this.#total, last }, this.#name)
    this.#count = 0
    this.#saidAtMs = nowMs
  }
}
