// The incident engine: folds the house's events, in their order, into incidents. Pure: time comes in with what happened.
import { countAcknowledged, countOver } from './counts.ts'
import {
  onFeedChanged,
  onFeedDown,
  onFeedGone,
  onFeedLive,
  onFeedUp,
  onProgramCut,
  onProgramDark,
  onProgramLit,
  onSoundBack,
  onSoundLost,
} from './feeds.ts'
import { onContentBad, onContentCut, onContentGood } from './contents.ts'
import { openDue } from './grouping.ts'
import { onLegState } from './legs.ts'
import {
  onControlLost,
  onRemoved,
  onSlateFailed,
  onSlateReady,
  onStart,
  onStarted,
  onStop,
  onStoreMended,
  onStoreTrouble,
  onWorkerLost,
  onWorkerStarted,
} from './machines.ts'
import { onLegShown, onLegUnshown } from './proofs.ts'
import { recordOf } from './record.ts'
import type { EngineState, Group } from './state.ts'
import type { Happening, Incident } from './types.ts'

const takes: Readonly<Record<string, (state: EngineState, event: Happening) => void>> = {
  start: onStart,
  stop: onStop,
  'broadcast-removed': onRemoved,
  'leg-state': onLegState,
  'program-cut': (state, event) => {
    onContentCut(state, event)
    onProgramCut(state, event)
  },
  'program-dark': onProgramDark,
  'program-lit': onProgramLit,
  'feed-gone': onFeedGone,
  'feed-live': onFeedLive,
  'feed-up': onFeedUp,
  'feed-down': onFeedDown,
  'feed-changed': onFeedChanged,
  'content-bad': onContentBad,
  'content-good': onContentGood,
  'leg-unshown': onLegUnshown,
  'leg-shown': onLegShown,
  'leg-unwatched': onLegShown,
  'sound-lost': onSoundLost,
  'sound-back': onSoundBack,
  'slate-failed': onSlateFailed,
  'slate-ready': onSlateReady,
  'worker-lost': onWorkerLost,
  'worker-started': onWorkerStarted,
  started: onStarted,
  'control-lost': onControlLost,
  'store-trouble': onStoreTrouble,
  'store-mended': onStoreMended,
}

export type Change = 'opened' | 'changed' | 'over'

export type Told = { readonly change: Change; readonly incident: Incident }

export type Advance = {
  readonly state: EngineState
  /** What there is to tell, in order. */
  readonly told: readonly Told[]
  /** Records to keep, as they are now. */
  readonly incidents: readonly Incident[]
}

/** An incident that is over stays within reach for this long: the same trouble, or what explains it, may come yet. */
const settleMs = 5_000

/** Takes what happened, then lets time pass to `nowMs`. The state that is given is left as it is. */
export function advance(before: EngineState, events: readonly Happening[], nowMs: number): Advance {
  const state = structuredClone(before)
  for (const event of events) {
    openDue(state, Math.min(event.atMs, nowMs))
    takes[event.kind]?.(state, event)
  }
  openDue(state, nowMs)
  const told = tellAll(state, nowMs)
  const kept = [...told.map(({ incident }) => incident), ...settle(state, nowMs)]
  return { state, told, incidents: [...new Map(kept.map(each => [each.id, each])).values()] }
}

/** Incidents that are open, or were until a moment ago, with what viewers have seen up to now. */
export function presentIncidents(state: EngineState, nowMs: number): Incident[] {
  return state.groups
    .filter(({ mergedInto, openedMs }) => mergedInto === null && openedMs !== null)
    .map(group => recordOf(group, state.faults, nowMs))
}

/** When something is due even though nothing happens; null when nothing is. */
export function nextDueMs(state: EngineState): number | null {
  const times = state.faults.filter(({ incident }) => incident === null).map(({ openAtMs }) => openAtMs)
  const ended = state.groups.length > 0 ? state.faults.map(({ endedMs }) => endedMs) : []
  const settling = ended.filter(endedMs => endedMs !== null).map(endedMs => endedMs + settleMs)
  const all = [...times, ...settling]
  return all.length === 0 ? null : Math.min(...all)
}

/** A person has taken notice; only the first counts. */
export function acknowledge(state: EngineState, id: string, by: string, atMs: number): EngineState {
  const group = state.groups.find(each => each.id === id)
  if (group === undefined || group.acknowledgedMs !== null) return state
  const counts = countAcknowledged(state.counts, recordOf(group, state.faults, atMs), atMs)
  const groups = state.groups.map(each =>
    each === group ? { ...each, acknowledgedMs: atMs, acknowledgedBy: by } : each,
  )
  return { ...state, groups, counts }
}

function tellAll(state: EngineState, nowMs: number): Told[] {
  const told: Told[] = []
  const groups: Group[] = []
  for (const before of state.groups) {
    if (before.mergedInto !== null) {
      if (before.openedMs !== null)
        told.push({ change: 'over', incident: mergedRecord(state, before, nowMs) })
      continue // what it was has become part of another
    }
    const group = { ...before, openedMs: before.openedMs ?? nowMs }
    const incident = recordOf(group, state.faults, nowMs)
    const mark = markOf(incident)
    groups.push({ ...group, told: mark })
    if (before.openedMs === null) told.push({ change: 'opened', incident })
    else if (mark !== before.told)
      told.push({ change: incident.overMs === null ? 'changed' : 'over', incident })
    if (before.openedMs === null && incident.overMs !== null) told.push({ change: 'over', incident })
  }
  state.groups = groups
  return told
}

function mergedRecord(state: EngineState, group: Group, nowMs: number): Incident {
  let into = group
  while (into.mergedInto !== null) into = state.groups.find(({ id }) => id === into.mergedInto) as Group
  const { openedMs, acknowledgedMs, acknowledgedBy, id } = group
  const whole = recordOf(into, state.faults, nowMs)
  return {
    ...whole,
    id,
    openedMs: openedMs ?? nowMs,
    acknowledgedMs,
    acknowledgedBy,
    overMs: nowMs,
    mergedInto: into.id,
    seen: [],
    spans: [],
  }
}

/** What is worth telling when it changes. */
function markOf(incident: Incident): string {
  const { kind, scope, subject, broadcasts, beganMs, actedMs, recoveredMs, overMs, parts } = incident
  const partsNow = parts.map(part => [part.kind, part.overMs !== null])
  return JSON.stringify([kind, scope, subject, broadcasts, beganMs, actedMs, recoveredMs, overMs, partsNow])
}

/** Counts what is over for good, and forgets it; its last record is kept elsewhere. */
function settle(state: EngineState, nowMs: number): Incident[] {
  const settled = new Map<string, Incident>()
  for (const group of state.groups) {
    const incident = recordOf(group, state.faults, nowMs)
    const sinceMs = Math.max(incident.overMs ?? Infinity, incident.openedMs)
    if (nowMs - sinceMs < settleMs) continue
    state.counts = countOver(state.counts, incident)
    settled.set(group.id, incident)
  }
  state.groups = state.groups.filter(({ id }) => !settled.has(id))
  state.faults = state.faults.filter(({ incident }) => incident === null || !settled.has(incident))
  return [...settled.values()]
}
