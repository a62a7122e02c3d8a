// One drill as a child of control: niced, given its order and nothing else, ended with control or at its deadline.
import {
  type ChildEnd,
  type ChildPlan,
  type ChildProcess,
  compileCache,
  describeEnd,
  leashed,
  runChild,
} from '#core/child.ts'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { type DrillProgress, progressIn } from './progress.ts'

export type DrillOrder = {
  readonly id: string
  readonly by: string
  readonly beganMs: number
  /** The data folder that keeps the card. */
  readonly data: string
  /** Settings of the second instance. */
  readonly config: Readonly<Record<string, unknown>>
  /** Whom to page, url and secret included; null for nobody. */
  readonly page: Readonly<Record<string, unknown>> | null
}

const niceness = 10
/** Six minutes are enough on a machine that has a core to spare. */
const withinMs = 15 * 60_000
/** To end its instance; a guard of its own does that where it is killed. */
const graceMs = 10_000
const keptLines = 8

export class DrillChild {
  readonly order: DrillOrder
  readonly #program: string
  readonly #lines: string[] = []
  #child: ChildProcess | undefined

  readonly #onProgress: (progress: DrillProgress) => void
  /** Null until it has begun. */
  progress: DrillProgress | null = null

  constructor(program: string, order: DrillOrder, onProgress: (progress: DrillProgress) => void) {
    this.#program = program
    this.order = order
    this.#onProgress = onProgress
  }

  /** Resolves to how it ended, for where it left no scorecard. */
  async run(clock: Clock, signal: AbortSignal): Promise<string> {
    const late = () =>
      new Failure('control/drill-late', `it was not over within ${withinMs / 60_000} minutes`, {
        fault: 'ours',
        remedy: 'stop',
      })
    const ended = Promise.withResolvers<ChildEnd>()
    const work = async (ending: AbortSignal) => {
      const end = await this.#run(clock, ending)
      ended.resolve(end)
      return end
    }
    return await within(clock, withinMs, work, late, signal).then(
      end => `it ${describeEnd(end)}; ${this.#lines.join(' ')}`,
      async error => {
        await ended.promise
        return (error as Error).message
      },
    )
  }

  async #run(clock: Clock, signal: AbortSignal): Promise<ChildEnd> {
    const [program, args] = leashed(process.execPath, [this.#program, '--ordered'], niceness)
    const onLine = (line: string) => {
      const progress = progressIn(line)
      if (progress !== undefined) {
        this.progress = progress
        return this.#onProgress(progress)
      }
      this.#lines.push(line)
      if (this.#lines.length > keptLines) this.#lines.shift()
    }
    const onSpawn = (child: ChildProcess) => {
      this.#child = child
      child.stdin?.on('error', () => {}) // it has ended; how, is told below
      child.stdin?.write(`${JSON.stringify(this.order)}\n`)
    }
    const env = compileCache(this.order.data)
    const plan: ChildPlan = {
      program,
      args,
      env,
      graceMs,
      stdio: ['pipe', 'ignore', 'pipe'],
      onLine,
      onSpawn,
    }
    return await runChild(plan, clock, signal)
  }

  /** A person has taken notice of its page. */
  acknowledge(by: string): void {
    this.#child?.stdin?.write(`acknowledged by ${by}\n`)
  }
}
