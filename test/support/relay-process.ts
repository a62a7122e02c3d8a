// A relay worker as a process of its own, as control starts it.
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makePlaces } from '#core/places.ts'
import { askUnix } from '#core/unix-http.ts'
import type { ProgramStills, RelaySnapshot } from '#relay'
import { FakeIngest } from './fake-ingest.ts'
import { until } from './until.ts'

const root = new URL('../..', import.meta.url).pathname

export class RelayProcesses {
  readonly folder: string
  readonly sockets: string
  readonly #children: ChildProcess[] = []
  readonly ingest: FakeIngest

  private constructor(ingest: FakeIngest, folder: string, sockets: string) {
    this.ingest = ingest
    this.folder = folder
    this.sockets = sockets
  }

  static async open(): Promise<RelayProcesses> {
    const folder = mkdtempSync(join(tmpdir(), 'relay-process-'))
    const { sockets } = makePlaces(folder)
    const ingest = await FakeIngest.open(join(sockets, 'ingest.sock'))
    ingest.publish()
    return new RelayProcesses(ingest, folder, sockets)
  }

  get socket(): string {
    return join(this.sockets, 'relay-evening.sock')
  }

  /** Starts a worker; resolves when it answers. */
  async start(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ['relay/main.ts', this.folder, 'evening'], {
      cwd: root,
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    this.#children.push(child)
    await until(
      'the worker answers',
      async () => (await this.snapshot().catch(() => undefined))?.process.pid === child.pid,
    )
    return child
  }

  async snapshot(): Promise<RelaySnapshot> {
    return (await askUnix(
      { socketPath: this.socket, method: 'GET', path: '/snapshot' },
      1_000,
    )) as RelaySnapshot
  }

  /** The pictures that it has, of each program. */
  async stills(): Promise<readonly ProgramStills[]> {
    const ask = { socketPath: this.socket, method: 'GET', path: '/stills' } as const
    return ((await askUnix(ask, 1_000)) as { programs: ProgramStills[] }).programs
  }

  async wish(
    destinations: readonly { name: string; endpoints: readonly { url: string; key: string }[] }[],
    wish: 'on' | 'off' = 'on',
  ): Promise<void> {
    const body = {
      broadcast: 'evening',
      wish,
      feeds: ['camera-a'],
      ingestSocket: this.ingest.socketPath,
      slate: null,
      limits: { backoffFirstMs: 200, contentProbes: false },
      destinations: destinations.map(each => ({ platform: 'rtmp', generation: 1, ...each })),
    }
    await askUnix({ socketPath: this.socket, method: 'PUT', path: '/desired', body }, 1_000)
  }

  async untilCarrying(): Promise<RelaySnapshot> {
    return until('all legs carry', async () => {
      const seen = await this.snapshot()
      return seen.legs.length > 0 && seen.legs.every(leg => leg.state.at === 'carrying') ? seen : undefined
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of this.#children) {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise(resolve => child.once('exit', resolve))
        child.kill('SIGKILL')
        await ended
      }
    }
    await this.ingest[Symbol.asyncDispose]()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
