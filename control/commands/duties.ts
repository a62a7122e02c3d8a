// Who watches over a broadcast's virtual hosts: put on duty by name until a time, taken off, and off by itself when that time comes.
import { every } from '#core/clock.ts'
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
  readonly #stop = new AbortController()
  #watching: Promise<void> | undefined

  constructor(deps: CommandDeps, broadcasts: BroadcastCommands) {
    this.#deps = deps
    this.#broadcasts = broadcasts
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
    this.#watching ??= every(this.#deps.clock, lookEveryMs, () => this.#endThoseOver(), this.#stop.signal)
  }

  #endThoseOver(): void {
    const nowMs = this.#deps.clock.wallMs()
    for (const { name, duty } of this.#deps.store.broadcasts.all())
      if (duty !== null && duty.untilMs <= nowMs) this.end(name, 'over')
  }

  #do(broadcast: string, kind: string, detail: Readonly<Record<string, unknown>>, duty: Duty | null): void {
    const { store, clock, changed } = this.#deps
    const change = () => store.broadcasts.setDuty(broadcast, duty)
    store.command({ atMs: clock.wallMs(), broadcast, kind, detail }, change)
    changed.broadcast(broadcast)
  }

  async close(): Promise<void> {
    this.#stop.abort(new Error('control closes'))
    await this.#watching
  }
}
