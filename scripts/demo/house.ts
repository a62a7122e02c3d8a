// The product itself, in a folder of its own for a while: started, asked over its API, ended with its workers.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProgramSnapshot } from '#relay'
import type { LegView } from './table.ts'
import { failed, Program } from './programs.ts'

export type BroadcastView = {
  readonly wish: string
  readonly legs: readonly LegView[]
  readonly programs: readonly ProgramSnapshot[]
  readonly slateState: { readonly at: string }
}
export type FeedView = {
  readonly name: string
  readonly lastVideoAgeMs: number | null
  readonly videoKbps: number
  /** Of a virtual host. */
  readonly host?: { readonly state?: string; readonly saying?: string | null } | null
  readonly video: { widthPx: number; heightPx: number; frameRateFps: number | null } | null
}

/** The product's API, as the demo's camera and broadcast need it. */
export type HouseApi = {
  ask(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<unknown>
  until<T>(path: string, read: (answer: never) => T | undefined, late: string): Promise<T>
}

const readyWithinMs = 30_000

export class House implements HouseApi {
  readonly folder = mkdtempSync(join(tmpdir(), 'changming-demo-'))
  readonly #token = randomBytes(24).toString('base64url')
  #env: Record<string, string> = {}
  #address = ''
  #program: Program | undefined

  /** A page with the pictures, and the token that opens it in the part of the address no server sees. */
  get page(): string {
    return `${this.#address}/#token=${this.#token}`
  }

  get isLost(): boolean {
    return this.#program?.isLost ?? false
  }

  async start(): Promise<void> {
    const [httpPort, rtmpPort] = [await freePort(), await freePort()]
    this.#address = `http://127.0.0.1:${httpPort}`
    this.#env = {
      CHANGMING_DATA: this.folder,
      CHANGMING_HTTP_HOST: '127.0.0.1',
      CHANGMING_HTTP_PORT: String(httpPort),
      CHANGMING_RTMP_HOST: '127.0.0.1',
      CHANGMING_RTMP_PORT: String(rtmpPort),
      CHANGMING_ADMIN_TOKEN: this.#token,
    }
    const program = new Program({ name: 'Changming', args: ['main.ts'], env: this.#env })
    this.#program = program
    await program.ready(() => this.#isReady(), readyWithinMs)
  }

  /** Calls the API. Throws what it answered when it refused. */
  async ask(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown): Promise<unknown> {
    const answer = await fetch(this.#address + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await answer.text()
    if (answer.ok) return text === '' ? undefined : JSON.parse(text)
    throw failed(`${method} ${path} was answered ${answer.status}: ${text.slice(0, 600)}`)
  }

  /** Asks again and again until `read` makes something of the answer; throws `late` as a sentence. */
  async until<T>(path: string, read: (answer: never) => T | undefined, late: string): Promise<T> {
    if (this.#program === undefined) throw failed('the product was not started')
    try {
      return await this.#program.ready(async () => read((await this.ask('GET', path)) as never), 20_000)
    } catch (error) {
      throw failed(`${late}\n${error instanceof Error ? error.message : ''}`)
    }
  }

  /** Ends control and every worker, and removes the folder. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.end()
    const ending = new Program({ name: 'npm run stop', args: ['main.ts', '--stop'], env: this.#env })
    await ending.ready(() => ending.hasEnded || undefined, 20_000).catch(() => {}) // it is killed below, and the rest with it
    await ending.end()
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  }

  async #isReady(): Promise<true | undefined> {
    const answer = await fetch(`${this.#address}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => undefined, // not listening yet
    )
    await answer?.body?.cancel()
    return answer?.ok ? true : undefined
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  return port
}
