// One stand-in platform as the demo sees it: a program with a control port.
import type { FaultKind, FaultOrder } from '../platform/faults.ts'
import type { Received } from '../platform/stand-in.ts'
import { failed, Program } from './programs.ts'

type Ready = { name: string; rtmpPort: number; backupPort: number; controlPort: number; token: string }

/** A drill gives way to whatever is on air: on a busy machine it begins slowly. */
const readyWithinMs = 60_000

export class PlatformProgram {
  readonly name: string
  readonly #program: Program
  readonly #ready: Ready

  private constructor(name: string, program: Program, ready: Ready) {
    this.name = name
    this.#program = program
    this.#ready = ready
  }

  /** `more`: further arguments, such as `--pings ignored`; `env` is added to its allow-listed environment. */
  static async start(
    name: string,
    more: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<PlatformProgram> {
    let ready: Ready | undefined
    const ports = ['--port', '0', '--backup-port', '0', '--control-port', '0']
    const program = new Program({
      name: `the stand-in platform ${name}`,
      args: ['scripts/platform.ts', '--name', name, ...ports, '--with-parent', ...more],
      env,
      onLine: line => {
        if (line.startsWith('{')) ready ??= JSON.parse(line) as Ready
      },
    })
    try {
      return new PlatformProgram(name, program, await program.ready(() => ready, readyWithinMs))
    } catch (error) {
      await program.end()
      throw error
    }
  }

  /** Server and application, main address first. */
  get urls(): readonly string[] {
    return [this.#ready.rtmpPort, this.#ready.backupPort].map(port => `rtmp://127.0.0.1:${port}/live`)
  }

  get playUrl(): string {
    return `http://127.0.0.1:${this.#ready.controlPort}/play.flv`
  }

  get isLost(): boolean {
    return this.#program.isLost
  }

  async received(): Promise<Received> {
    return (await this.#ask('/received')) as Received
  }

  /** Acts a fault from now on; resolves to when it was ordered, wall clock. */
  async order(
    kind: FaultKind,
    address: FaultOrder['address'],
    more: Partial<FaultOrder['fault']> = {},
  ): Promise<number> {
    const order = JSON.stringify({ ...more, kind, address })
    const { atMs } = (await this.#ask('/fault', order)) as { atMs: number }
    return atMs
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program.end()
  }

  async #ask(path: string, body?: string): Promise<unknown> {
    const answer = await fetch(`http://127.0.0.1:${this.#ready.controlPort}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body }),
      headers: { authorization: `Bearer ${this.#ready.token}` },
      signal: AbortSignal.timeout(5_000),
    })
    const value: unknown = await answer.json()
    if (!answer.ok)
      throw failed(`${this.name} answered ${path} with ${answer.status}: ${JSON.stringify(value)}`)
    return value
  }
}
