// A fault as a drill played it, and the incident that came of it, for tests.
import type { Incident, Played, Witness } from '#monitoring'

export const atMs = 1_800_000_000_000

export function incident(more: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    broadcast: 'drill',
    broadcasts: ['drill'],
    kind: 'endpoint-stalled',
    scope: 'endpoint',
    subject: { destination: 'douyin', endpoint: 0 },
    beganMs: atMs,
    noticedMs: atMs + 950,
    actedMs: atMs + 1_600,
    openedMs: atMs + 1_650,
    acknowledgedMs: null,
    acknowledgedBy: null,
    recoveredMs: atMs + 1_780,
    overMs: atMs + 1_780,
    cause: { en: 'It took nothing <any more>.', zh: '不再接收。' },
    evidence: [],
    spans: [],
    seen: [seen({ darkMs: 1_780 })],
    parts: [],
    mergedInto: null,
    ...more,
  }
}

export function seen(more: Partial<Incident['seen'][number]> = {}): Incident['seen'][number] {
  return { broadcast: 'drill', destination: 'douyin', frozenMs: 0, slateMs: 0, darkMs: 0, now: null, ...more }
}

export function witness(more: Partial<Witness> = {}): Witness {
  return { destination: 'douyin', isStruck: true, missed: [[atMs, atMs + 1_800]], slate: [], ...more }
}

/** An endpoint that froze and was left in time, as a sibling noticed nothing of it. */
export function played(more: Partial<Played> = {}): Played {
  return {
    fault: 'endpoint-frozen',
    atMs,
    mendedMs: null,
    wellMs: atMs + 4_000,
    lack: '',
    incidents: [incident()],
    witnesses: [witness(), witness({ destination: 'channels', isStruck: false, missed: [] })],
    ...more,
  }
}
