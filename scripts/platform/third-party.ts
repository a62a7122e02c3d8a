// Keeps one node-media-server alive behind the fault proxy: it crashes on odd input, and comes back.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { Failure } from '#core/failure.ts'

export type ThirdPartyPorts = { readonly rtmpPort: number; readonly httpPort: number }

const startWithinMs = 45_000
const heapMb = 256

export class ThirdParty {
  readonly #folder = mkdtempSync(join(tmpdir(), 'changming-platform-'))
  #worker: Worker | undefined
  #ports: ThirdPartyPorts | undefined
  #isClosing = false
  #restarts = -1

  /** Where it listens; undefined while it is down. */
  get ports(): ThirdPartyPorts | undefined {
    return this.#ports
  }

  /** How often it had to be started again. */
  get restarts(): number {
    return this.#restarts
  }

  async start(): Promise<void> {
    this.#restarts += 1
    const worker = new Worker(new URL('third-party-worker.ts', import.meta.url), {
      workerData: { folder: this.#folder },
      stdout: true, // taken from it and dropped: it logs every session, stream names included
      stderr: true,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
    })
    worker.stdout.resume()
    worker.stderr.resume()
    worker.on('error', () => {}) // it exits next, and that is answered below
    this.#worker = worker
    const ready = Promise.withResolvers<ThirdPartyPorts>()
    worker.once('message', ready.resolve)
    worker.once('exit', code => {
      ready.reject(notStarted(`it ended with code ${code}`))
      this.#ports = undefined
      if (!this.#isClosing) void this.#restart()
    })
    const timer = setTimeout(() => ready.reject(notStarted(`not within ${startWithinMs} ms`)), startWithinMs)
    try {
      this.#ports = await ready.promise
    } finally {
      clearTimeout(timer)
    }
  }

  async close(): Promise<void> {
    this.#isClosing = true
    await this.#worker?.terminate()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #restart(): Promise<void> {
    await delay(Math.min(5_000, 200 * 2 ** Math.min(this.#restarts, 5)))
    if (!this.#isClosing) await this.start().catch(() => {}) // its exit brings us here again
  }
}

function notStarted(why: string): Failure {
  const message = `node-media-server did not start: ${why}; run npm ci again`
  return new Failure('scripts/no-third-party', message, { fault: 'theirs', remedy: 'stop' })
}
