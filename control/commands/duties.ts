// Who watches over a broadcast's virtual hosts: put on duty by name until a time, taken off, and off by itself when that time comes.
import { every } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { Tasks } from '#core/tasks.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { Duty } from '../store/broadcast-store.ts'
import type { BroadcastCommands } from './broadcasts.ts'
import type { CommandDeps } from './deps.ts'

const lookEveryMs = 1_000
/** Nobody watches longer than this without saying so again. */
export const longestDutyMs = 12 * 3_600_000

export class DutyCommands {
  readonly #deps: CommandDeps
  readonly #broadcasts: BroadcastCommands
  readonly #log: Log
  readonly #tasks: Tasks
  readonly #stop = new AbortController()
  /** Why a duty could not be ended; '' while it can: said once. */
  #trouble = ''

  constructor(deps: CommandDeps, broadcasts: BroadcastCommands, log: Log) {
    this.#deps = deps
    this.#broadcasts = broadcasts
    this.#log = log
    this.#tasks = new Tasks(log)
  }

  /** Throws `Mistakes` where the end has passed or is too far away. */
  put(broadcast: string, { name, untilMs }: Pick<Duty, 'name' | 'untilMs'>): void {
    this.#broadcasts.find(broadcast)
    const nowMs = Math.round(this.#deps.clock.wallMs())
    if (untilMs <= nowMs)
      throw new Mistakes([{ field: 'until', detail: 'has passed; write when the duty will end' }])
    if (untilMs > nowMs + longestDutyMs)
      throw new Mistakes([
        {
          field: 'until',
          detail: 'is more than twelve hours away; write an earlier time, and say so again then',
        },
      ])
    this.#do(broadcast, 'duty-began', { name, untilMs }, { name, sinceMs: nowMs, untilMs })
  }

  /** False when nobody was on duty. */
  end(broadcast: string, why: 'relieved' | 'over'): boolean {
    const { duty } = this.#broadcasts.find(broadcast)
    if (duty === null) return false
    this.#do(broadcast, 'duty-ended', { name: duty.name, why }, null)
    return true
  }

  /** Begins to end duties whose time has come. */
  start(): void {
    const look = () => this.endThoseOver()
    this.#tasks.tend('control/duties', every(this.#deps.clock, lookEveryMs, look, this.#stop.signal))
  }

  /** Where the store cannot be written the worker is told all the same, and the next look tries again to write it down. */
  endThoseOver(): void {
    const { clock, store, changed } = this.#deps
    const nowMs = clock.wallMs()
    const over = store.broadcasts.all().filter(({ duty }) => duty !== null && duty.untilMs <= nowMs)
    try {
      for (const { name } of over) this.end(name, 'over')
      this.#trouble = ''
    } catch (error) {
      if (messageOf(error) === this.#trouble) return
      this.#trouble = messageOf(error)
      this.#log.error({ error: this.#trouble }, 'control/duty-not-ended')
      for (const { name } of over) changed.broadcast(name)
    }
  }

  #do(broadcast: string, kind: string, detail: Readonly<Record<string, unknown>>, duty: Duty | null): void {
    const { store, clock, changed } = this.#deps
    const change = () => store.broadcasts.setDuty(broadcast, duty)
    store.command({ atMs: clock.wallMs(), broadcast, kind, detail }, change)
    changed.broadcast(broadcast)
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('control closes'))
    await this.#tasks.allEnded()
  }
}
