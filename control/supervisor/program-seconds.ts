// How long programs were on air, by what was shown: added up from their clocks, which begin anew with each worker.
import type { RelaySnapshot } from '#relay'

type Mark = { readonly startedAtMs: number; readonly dtsMs: number }

export class ProgramSeconds {
  readonly #marks = new Map<string, Mark>()
  readonly #pending = new Map<string, { labels: Record<string, string>; seconds: number }>()

  /** `kept` is the snapshot that was stored together with the last sum: where counting goes on after a restart. */
  add(snapshot: RelaySnapshot, kept: () => RelaySnapshot | undefined): void {
    for (const { name, dtsMs, onAir } of snapshot.programs) {
      const id = `${snapshot.broadcast} ${name}`
      const before = this.#marks.get(id) ?? markOf(kept(), name)
      this.#marks.set(id, { startedAtMs: snapshot.process.startedAtMs, dtsMs })
      const fromMs = before?.startedAtMs === snapshot.process.startedAtMs ? before.dtsMs : 0
      if (onAir === null || dtsMs <= fromMs) continue
      const labels = { broadcast: snapshot.broadcast, program: name, kind: 'camera' }
      const seconds = (this.#pending.get(id)?.seconds ?? 0) + (dtsMs - fromMs) / 1_000
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

function markOf(kept: RelaySnapshot | undefined, program: string): Mark | undefined {
  const seen = kept?.programs.find(each => each.name === program)
  return kept === undefined || seen === undefined
    ? undefined
    : { startedAtMs: kept.process.startedAtMs, dtsMs: seen.dtsMs }
}
