// What the engine remembers between events: how the house stands, what is wrong, and which of it belongs together. Plain values.
import type { Counts } from './counts.ts'
import type { Happening, Kind, Scope, SeenSpan, Subject } from './types.ts'

export type LegView = {
  readonly broadcast: string
  readonly destination: string
  readonly at: string
  readonly endpoint: number | null
  readonly program: string
  readonly sinceMs: number
  /** Since when it has tried without carrying; null while it carries or rests. */
  readonly tryingSinceMs: number | null
}

export type ProgramView = { readonly broadcast: string; readonly name: string; readonly onAir: string | null }

export type Span = SeenSpan

/** One subject in trouble, from first evidence to its end; several may be one incident. */
export type Fault = {
  readonly id: string
  /** Whose trouble: there is one open fault for each. */
  readonly key: string
  readonly kind: Kind
  readonly scope: Scope
  readonly broadcasts: readonly string[]
  readonly subject: Subject
  readonly beganMs: number
  readonly noticedMs: number
  readonly actedMs: number | null
  /** Until then it may turn out to be part of something larger, or nothing. */
  readonly openAtMs: number
  readonly recoveredMs: number | null
  readonly endedMs: number | null
  readonly evidence: readonly Happening[]
  readonly spans: readonly Span[]
  /** Programs that lost a feed and show no other yet: `evening/main`. */
  readonly waiting: readonly string[]
  /** Endpoints that failed in ways that are nobody's fault but the network's. */
  readonly endpoints: readonly number[]
  /** The same for all legs that fell silent together. */
  readonly uplink: string | null
  readonly incident: string | null
}

export type Group = {
  readonly id: string
  readonly openedMs: number | null
  readonly acknowledgedMs: number | null
  readonly acknowledgedBy: string | null
  readonly mergedInto: string | null
  /** What was told of it last; '' before the first time. */
  readonly told: string
}

export type House = {
  readonly wishes: Record<string, 'on' | 'off'>
  readonly legs: Record<string, LegView>
  readonly programs: Record<string, ProgramView>
  /** As relay workers see them: `evening/camera-a`. */
  readonly live: Record<string, boolean>
  /** As ingest sees them. */
  readonly publishing: Record<string, boolean>
  readonly lastDown: Record<string, { readonly atMs: number; readonly silentForMs: number }>
}

/** Changed only by the engine, on a copy of its own. */
export type EngineState = {
  house: House
  faults: Fault[]
  groups: Group[]
  counts: Counts
}

export function newState(): EngineState {
  const house = { wishes: {}, legs: {}, programs: {}, live: {}, publishing: {}, lastDown: {} }
  return { house, faults: [], groups: [], counts: {} }
}

const mostEvidence = 30
const mostSpans = 200
/** A worker and what it takes along are told by several processes within this time. */
const usualHoldMs = 500

export type NewFault = Pick<Fault, 'key' | 'kind' | 'scope' | 'broadcasts' | 'subject' | 'beganMs'> & {
  readonly actedMs?: number
  readonly holdMs?: number
}

export function openFault(state: EngineState, key: string): Fault | undefined {
  return state.faults.find(fault => fault.key === key && fault.endedMs === null)
}

/** Puts a changed fault in the place of what it was. */
export function change(state: EngineState, fault: Fault, changes: Partial<Fault>): Fault {
  const changed = { ...fault, ...changes }
  state.faults = state.faults.map(each => (each.id === fault.id ? changed : each))
  return changed
}

/** The open fault of this key, begun now where there is none, with this event as evidence. */
export function begin(state: EngineState, event: Happening, plan: NewFault): Fault {
  const { holdMs = usualHoldMs, actedMs = null, ...rest } = plan
  const known = openFault(state, plan.key)
  if (known !== undefined) {
    const broadcasts = [...new Set([...known.broadcasts, ...plan.broadcasts])]
    const beganMs = Math.min(known.beganMs, plan.beganMs)
    return prove(
      state,
      change(state, known, { broadcasts, beganMs, actedMs: known.actedMs ?? actedMs }),
      event,
    )
  }
  const fault: Fault = {
    ...rest,
    id: idOf(state, event),
    beganMs: Math.min(Math.round(plan.beganMs), event.atMs),
    noticedMs: event.atMs,
    actedMs,
    openAtMs: event.atMs + holdMs,
    recoveredMs: null,
    endedMs: null,
    evidence: [event],
    spans: [],
    waiting: [],
    endpoints: [],
    uplink: null,
    incident: null,
  }
  state.faults = [...state.faults, fault]
  return fault
}

/** One event may tell of several faults: all legs of a worker. */
function idOf(state: EngineState, event: Happening): string {
  const first = `i${event.id}`
  const taken = state.faults.filter(({ id }) => id === first || id.startsWith(`${first}-`)).length
  return taken === 0 ? first : `${first}-${taken + 1}`
}

/** First evidence is kept, and the newest. */
export function prove(state: EngineState, fault: Fault, event: Happening): Fault {
  if (fault.evidence.some(({ id }) => id === event.id)) return fault
  const kept =
    fault.evidence.length < mostEvidence
      ? fault.evidence
      : [...fault.evidence.slice(0, 10), ...fault.evidence.slice(11)]
  return change(state, fault, { evidence: [...kept, event] })
}

/** `isRecovered`: it came right, rather than that nobody wants it any more. */
export function end(state: EngineState, fault: Fault, atMs: number, isRecovered: boolean): Fault {
  const endedMs = Math.max(atMs, fault.beganMs)
  return change(state, fault, {
    endedMs,
    recoveredMs: isRecovered ? (fault.recoveredMs ?? endedMs) : fault.recoveredMs,
    waiting: [],
    spans: closed(fault.spans, endedMs, () => true),
  })
}

export function addSpans(state: EngineState, fault: Fault, spans: readonly Span[]): Fault {
  return change(state, fault, { spans: [...fault.spans, ...spans].slice(-mostSpans) })
}

export function closed(spans: readonly Span[], atMs: number, which: (span: Span) => boolean): Span[] {
  return spans.map(span =>
    span.toMs === null && which(span) ? { ...span, toMs: Math.max(span.fromMs, atMs) } : span,
  )
}

export function isWished(state: EngineState, broadcast: string): boolean {
  return state.house.wishes[broadcast] !== 'off'
}
