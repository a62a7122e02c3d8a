// Starts the demo's other programs and ends them: each is asked, and killed only when it does not go.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { childEnvironment, lineReader } from '#core/child.ts'
import { Failure } from '#core/failure.ts'

export type ProgramPlan = {
  /** As people call it. */
  readonly name: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The first lines it reads. It may take the end of its input as the order to end. */
  readonly input?: string
  /** Each line it prints, on whichever output. */
  readonly onLine?: (line: string) => void
}

/** Where this repository lies. */
export const root = join(import.meta.dirname, '..', '..')

const goesWithinMs = 8_000
const lastLinesKept = 12

export class Program {
  readonly name: string
  readonly #child: ChildProcess
  readonly #lines: string[] = []
  readonly #ended: Promise<void>
  #isEnding = false

  constructor(plan: ProgramPlan) {
    this.name = plan.name
    this.#child = spawn(process.execPath, plan.args, {
      cwd: root,
      env: childEnvironment(plan.env),
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true, // Ctrl-C reaches us alone: we end it in its turn
    })
    const hear = (line: string) => {
      this.#lines.push(line)
      if (this.#lines.length > lastLinesKept) this.#lines.shift()
      plan.onLine?.(line)
    }
    this.#child.stdout?.setEncoding('utf8').on('data', lineReader(hear))
    this.#child.stderr?.setEncoding('utf8').on('data', lineReader(hear))
    this.#child.stdin?.on('error', () => {}) // it has ended; its exit tells
    if (plan.input !== undefined) this.#child.stdin?.write(plan.input)
    this.#ended = once(this.#child, 'close').then(
      () => {},
      () => {}, // it never lived
    )
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null || this.#child.pid === undefined
  }

  /** Ended, and not because we asked. */
  get isLost(): boolean {
    return this.hasEnded && !this.#isEnding
  }

  /** What it printed last, for a person who wonders. */
  lastWords(): string {
    return this.#lines.join('\n')
  }

  /** The first line `read` makes something of. Throws what it printed when it ends or stays silent. */
  async ready<T>(read: () => T | undefined | Promise<T | undefined>, withinMs: number): Promise<T> {
    const untilMs = performance.now() + withinMs
    for (;;) {
      const found = await read()
      if (found !== undefined) return found
      if (this.hasEnded || performance.now() > untilMs) {
        const what = this.hasEnded ? 'ended' : `was not ready within ${withinMs / 1_000} s`
        throw failed(`${this.name} ${what}. It said:\n${this.lastWords() || '(nothing)'}`)
      }
      await delay(25)
    }
  }

  /** More input for it. */
  write(text: string): void {
    this.#child.stdin?.write(text)
  }

  /** Stops it and its children where they stand, or lets them go on. */
  freeze(isFrozen: boolean): void {
    this.#signalAll(isFrozen ? 'SIGSTOP' : 'SIGCONT')
  }

  /** Ends it and its children as a power cut would. */
  async kill(): Promise<void> {
    this.#isEnding = true
    this.#signalAll('SIGKILL')
    await this.#ended
  }

  #signalAll(signal: NodeJS.Signals): void {
    const { pid } = this.#child
    if (pid !== undefined && !this.hasEnded) process.kill(-pid, signal)
  }

  async end(): Promise<void> {
    this.#isEnding = true
    if (this.hasEnded) return await this.#ended
    this.#signalAll('SIGCONT')
    this.#child.stdin?.end()
    this.#child.kill('SIGTERM')
    const hasGone = await Promise.race([this.#ended.then(() => true), delay(goesWithinMs, false)])
    if (!hasGone) this.#child.kill('SIGKILL')
    await this.#ended
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end()
  }
}

export function failed(message: string): Failure {
  return new Failure('scripts/demo-failed', message, { fault: 'ours', remedy: 'stop' })
}
