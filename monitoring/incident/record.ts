// The record of an incident, put together from its faults: what leads, when, what viewers saw. Pure.
import type { Fault, Group, Span } from './state.ts'
import { sentencesOf } from './sentences.ts'
import type { Happening, Incident, Kind, Part, Scope, Seen } from './types.ts'

const mostEvidence = 60
const mostSpans = 160

/** What explains most comes first. */
const ranks: readonly Kind[] = [
  'processes-lost',
  'ingest-lost',
  'relay-lost',
  'avatar-lost',
  'control-lost',
  'ownership-lost',
  'store-full',
  'uplink-down',
  'feed-lost',
  'slate-failed',
  'picture-black',
  'picture-frozen',
  'profile-changed',
  'sound-lost',
  'sound-silent',
  'sound-clipped',
  'key-expired',
  'key-refused',
  'another-sender',
  'platform-refused',
  'platform-closed',
  'not-shown',
  'endpoint-stalled',
  'endpoint-lost',
  'endpoint-unreachable',
  'endpoint-refused',
]

export function recordOf(group: Group, all: readonly Fault[], nowMs: number): Incident {
  const faults = all
    .filter(({ incident }) => incident === group.id)
    .toSorted((a, b) => ranks.indexOf(a.kind) - ranks.indexOf(b.kind) || a.beganMs - b.beganMs)
  const [lead] = faults
  if (lead === undefined) throw new Error(`incident ${group.id} has no fault`)
  const broadcasts = [...new Set(faults.flatMap(fault => fault.broadcasts))].sort()
  const { kind, scope } = leadingOf(lead, faults)
  const facts = { kind, scope, lead, faults, broadcasts }
  return {
    id: group.id,
    broadcast: broadcasts.length === 1 ? (broadcasts[0] ?? null) : null,
    broadcasts,
    kind,
    scope,
    subject: kind === 'uplink-down' || kind === 'processes-lost' ? {} : lead.subject,
    beganMs: Math.min(...faults.map(({ beganMs }) => beganMs)),
    noticedMs: Math.min(...faults.map(({ noticedMs }) => noticedMs)),
    actedMs: least(faults.map(({ actedMs }) => actedMs)),
    openedMs: group.openedMs ?? nowMs,
    acknowledgedMs: group.acknowledgedMs,
    acknowledgedBy: group.acknowledgedBy,
    recoveredMs: latestOfAll(faults.map(({ recoveredMs }) => recoveredMs)),
    overMs: latestOfAll(faults.map(({ endedMs }) => endedMs)),
    cause: sentencesOf(facts),
    evidence: evidenceOf(faults),
    seen: seenIn(
      faults.flatMap(({ spans }) => spans),
      nowMs,
    ),
    spans: spansIn(faults),
    parts: faults.map(partOf),
    mergedInto: group.mergedInto,
  }
}

function leadingOf(lead: Fault, faults: readonly Fault[]): { kind: Kind; scope: Scope } {
  const lostWorkers = new Set(faults.filter(({ key }) => key.startsWith('worker ')).map(({ key }) => key))
  if (lostWorkers.size > 1) return { kind: 'processes-lost', scope: 'machine' }
  const isUplink =
    faults.some(({ uplink }) => uplink !== null) && ranks.indexOf(lead.kind) > ranks.indexOf('uplink-down')
  if (isUplink) return { kind: 'uplink-down', scope: 'uplink' }
  // All addresses of a platform failing one after another is more than one bad address.
  if (lead.scope === 'endpoint' && lead.endpoints.length > 1) return { kind: lead.kind, scope: 'platform' }
  return { kind: lead.kind, scope: lead.scope }
}

function least(times: readonly (number | null)[]): number | null {
  const known = times.filter(time => time !== null)
  return known.length === 0 ? null : Math.min(...known)
}

/** Null while one of them is open. */
function latestOfAll(times: readonly (number | null)[]): number | null {
  const known = times.filter(time => time !== null)
  return known.length < times.length ? null : Math.max(...known)
}

function evidenceOf(faults: readonly Fault[]): Happening[] {
  const all = new Map(faults.flatMap(({ evidence }) => evidence).map(event => [event.id, event]))
  const sorted = [...all.values()].toSorted((a, b) => a.atMs - b.atMs || Number(a.id) - Number(b.id))
  return sorted.length <= mostEvidence ? sorted : [...sorted.slice(0, 20), ...sorted.slice(20 - mostEvidence)]
}

function seenIn(spans: readonly Span[], nowMs: number): Seen[] {
  const seen = new Map<string, Seen>()
  for (const { broadcast, destination, how, fromMs, toMs } of spans) {
    const name = `${broadcast}/${destination}`
    const before = seen.get(name) ?? {
      broadcast,
      destination,
      frozenMs: 0,
      slateMs: 0,
      darkMs: 0,
      now: null,
    }
    const field = `${how}Ms` as const
    const lostMs = before[field] + Math.max(0, Math.round((toMs ?? nowMs) - fromMs))
    seen.set(name, { ...before, [field]: lostMs, now: toMs === null ? how : before.now })
  }
  return [...seen.values()]
}

function spansIn(faults: readonly Fault[]): Span[] {
  return faults
    .flatMap(({ spans }) => spans)
    .filter(({ fromMs, toMs }) => toMs === null || toMs > fromMs)
    .toSorted((a, b) => a.fromMs - b.fromMs)
    .slice(-mostSpans)
}

function partOf({ kind, scope, subject, broadcasts, beganMs, endedMs }: Fault): Part {
  return { kind, scope, subject, broadcasts, beganMs, overMs: endedMs }
}
