// A disk that takes nothing cannot be told of in events: it is seen by looking, and told to the engine as if it had been one.
import type { EngineState, Happening } from '#monitoring'

export type DiskTroubles = {
  /** What has changed since the engine heard last. */
  look(state: EngineState, nowMs: number): Happening[]
}

export type DiskView = {
  /** `control`, `ingest`, `relay-evening` */
  readonly process: string
  readonly broadcast: string | null
  /** What writing last failed of; '' while it works. */
  readonly trouble: string
}

/** `views`: every process that writes, as it was seen last. */
export function diskTroubles(views: () => readonly DiskView[]): DiskTroubles {
  return {
    look: (state, nowMs) =>
      views().flatMap(({ process, broadcast, trouble }) => {
        const key = `store ${process}`
        const isKnown = state.faults.some(fault => fault.key === key && fault.endedMs === null)
        if (isKnown === (trouble !== '')) return []
        const kind = isKnown ? 'store-mended' : 'store-trouble'
        const detail = { worker: process, why: trouble }
        return [{ id: `${process}-${nowMs}`, atMs: nowMs, broadcast, kind, detail }]
      }),
  }
}
