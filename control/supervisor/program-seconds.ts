// How long programs were on air, by what was shown: added up from their clocks, which begin anew with each worker.
import type { RelaySnapshot } from '#relay'

type Mark = { readonly startedAtMs: number; readonly dtsMs: number }

export class ProgramSeconds {
  readonly #marks = new Map<string, Mark>()
  readonly #pending = new Map<string, { labels: Record<string, string>; seconds: number }>()

  add(snapshot: RelaySnapshot): void {
    const { startedAtMs } = snapshot.process
    for (const { name, dtsMs, onAir } of snapshot.programs) {
      const id = `${snapshot.broadcast} ${name}`
      const mark = this.#marks.get(id)
      this.#marks.set(id, { startedAtMs, dtsMs })
      // Without a mark this control has just adopted the worker: what went before was counted by the one before it.
      if (mark === undefined || mark.startedAtMs !== startedAtMs || onAir === null || dtsMs <= mark.dtsMs)
        continue
      const labels = { broadcast: snapshot.broadcast, program: name, kind: 'camera' }
      const seconds = (this.#pending.get(id)?.seconds ?? 0) + (dtsMs - mark.dtsMs) / 1_000
      this.#pending.set(id, { labels, seconds })
    }
  }

  /** Hands over what has gathered since the last time. */
  take(): { labels: Record<string, string>; seconds: number }[] {
    const taken = [...this.#pending.values()]
    this.#pending.clear()
    return taken
  }
}
