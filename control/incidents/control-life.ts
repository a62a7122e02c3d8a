// Control's own life, as the next control tells it: one that was killed leaves its file behind, touched a moment before.
import type { Clock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import { lastAliveMs } from '#core/worker-file.ts'
import type { Store } from '../store/store.ts'
import { controlFile } from '../supervisor/end-all.ts'

/** To be called before control writes its own file. */
export function noteKilledControl(places: Places, store: Store, clock: Clock, log: Log): void {
  const sinceMs = lastAliveMs(controlFile(places))
  if (sinceMs === null) return // the first one, or the last one closed in order
  const detail = { sinceMs: Math.round(sinceMs) }
  try {
    store.command({ atMs: clock.wallMs(), broadcast: null, kind: 'control-lost', detail }, () => {})
  } catch (error) {
    log.warn({ ...detail, error: messageOf(error) }, 'control/event-not-stored') // the log has it
  }
}
