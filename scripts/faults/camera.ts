// A camera as a program of its own, to be killed, frozen and given orders.
import { setTimeout as delay } from 'node:timers/promises'
import { Program } from '../demo/programs.ts'

export class FaultCamera {
  readonly feed: string
  readonly #plan: { readonly port: number; readonly key: string }
  #program: Program | undefined

  constructor(feed: string, plan: { readonly port: number; readonly key: string }) {
    this.feed = feed
    this.#plan = plan
  }

  start(): void {
    this.#program = new Program({
      name: `the camera ${this.feed}`,
      args: ['scripts/faults/programs/camera.ts', String(this.#plan.port)],
      input: `${this.#plan.key}\n`,
    })
  }

  async kill(): Promise<void> {
    await this.#program?.kill()
  }

  freeze(isFrozen: boolean): void {
    this.#program?.freeze(isFrozen)
  }

  /** `sound off`, `size small`, `clock +MS` … */
  order(line: string): void {
    this.#program?.write(`${line}\n`)
  }

  /** Killed and started, as when a cable is loose. */
  async flap(awayMs: number, signal: AbortSignal): Promise<void> {
    await this.kill()
    await delay(awayMs, undefined, { signal })
    this.start()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.end()
  }
}
