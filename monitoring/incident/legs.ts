// Legs in trouble: told by their states and causes; silence of all at once is the uplink's.
import { numberIn, sinceIn, textIn } from './detail.ts'
import { isLive, verdictOf } from './leg-causes.ts'
import {
  addSpans,
  begin,
  change,
  end,
  type EngineState,
  type Fault,
  isWished,
  type LegView,
  openFault,
  prove,
} from './state.ts'
import type { Happening } from './types.ts'

/** A stall that is paid within this time, with nothing done about it, is none. */
const stallHoldMs = 1_000
/** Legs that fell silent within this time of each other did so together. */
const togetherMs = 1_500

const legKey = ({ broadcast, destination }: LegView) => `leg ${broadcast}/${destination}`

export function onLegState(state: EngineState, event: Happening): void {
  const [destination, to] = [textIn(event, 'destination'), textIn(event, 'to')]
  if (event.broadcast === null || destination === null || to === null) return
  const before = state.house.legs[`${event.broadcast}/${destination}`]
  const leg = legNow(event, event.broadcast, { destination, to, before })
  state.house.legs[`${event.broadcast}/${destination}`] = leg
  const fault = openFault(state, legKey(leg))
  const from = textIn(event, 'from') ?? before?.at ?? 'idle'
  if (to === 'stopped' || to === 'idle') return void (fault && end(state, fault, event.atMs, false))
  if (!isWished(state, event.broadcast)) return
  if (to === 'carrying') return carries(state, event, fault)
  if (to === 'stalled') return stalls(state, event, leg)
  if (to === 'waiting' || to === 'blocked')
    return fails(state, event, { leg, from, tryingSinceMs: before?.tryingSinceMs ?? null })
  if (fault !== undefined) acts(state, event, fault)
}

type LegMove = { destination: string; to: string; before: LegView | undefined }

function legNow(event: Happening, broadcast: string, { destination, to, before }: LegMove): LegView {
  const sinceMs = sinceIn(event)
  const rests = ['carrying', 'publishing', 'stopped', 'idle', 'armed'].includes(to)
  const startedMs = to === 'connecting' ? sinceMs : null
  return {
    broadcast,
    destination,
    at: to,
    endpoint: numberIn(event, 'endpoint'),
    program: textIn(event, 'program') ?? before?.program ?? 'main',
    sinceMs,
    tryingSinceMs: rests && to !== 'publishing' ? null : (before?.tryingSinceMs ?? startedMs),
  }
}

function carries(state: EngineState, event: Happening, fault: Fault | undefined): void {
  if (fault === undefined) return
  const isPassing = fault.kind === 'endpoint-stalled' && fault.incident === null && fault.actedMs === null
  if (isPassing) state.faults = state.faults.filter(each => each !== fault)
  else end(state, prove(state, fault, event), sinceIn(event), true)
}

/** Does something about it: connects anew, perhaps elsewhere. */
function acts(state: EngineState, event: Happening, fault: Fault): void {
  const proved = prove(state, fault, event)
  if (textIn(event, 'to') !== 'armed') change(state, proved, { actedMs: proved.actedMs ?? event.atMs })
}

function stalls(state: EngineState, event: Happening, leg: LegView): void {
  const isNew = openFault(state, legKey(leg)) === undefined
  const fault = beginLeg(state, event, leg, { beganMs: leg.sinceMs, holdMs: stallHoldMs })
  if (isNew) markUplink(state, event, fault)
}

/** Every leg that carried has fallen silent, two or more, at about the same time. */
function markUplink(state: EngineState, event: Happening, fault: Fault): void {
  const legs = Object.values(state.house.legs).filter(
    ({ at, broadcast }) => isLive(at) && isWished(state, broadcast),
  )
  const since = legs.map(({ sinceMs }) => sinceMs)
  const areTogether = Math.max(...since) - Math.min(...since) <= togetherMs
  if (legs.length < 2 || !areTogether || legs.some(({ at }) => at !== 'stalled')) return
  for (const leg of legs) {
    const each = openFault(state, legKey(leg))
    // Endpoints are held: that is what is done about it.
    if (each !== undefined)
      change(state, each, { uplink: fault.id, openAtMs: event.atMs, actedMs: each.actedMs ?? event.atMs })
  }
}

type Failure = { readonly leg: LegView; readonly from: string; readonly tryingSinceMs: number | null }

function fails(state: EngineState, event: Happening, { leg, from, tryingSinceMs }: Failure): void {
  const cause = textIn(event, 'cause')
  if (cause === 'client-stop') return // the wish changed
  const isNew = openFault(state, legKey(leg)) === undefined
  if (isNew && !isLive(from) && from !== 'connecting') return // nothing was tried: it has no address
  const verdict = verdictOf(cause ?? 'internal', from, leg.at)
  const beganMs = isLive(from) ? leg.sinceMs : (tryingSinceMs ?? leg.sinceMs)
  const begun = beginLeg(state, event, leg, { beganMs, holdMs: 0 })
  const isNetwork = verdict.scope === 'endpoint' && leg.endpoint !== null
  const endpoints = isNetwork ? [...new Set([...begun.endpoints, leg.endpoint])] : begun.endpoints
  const takesOver = isNew || verdict.isTelling
  const told = takesOver ? { kind: verdict.kind, scope: verdict.scope } : {}
  change(state, begun, {
    ...told,
    endpoints: endpoints.filter(each => each !== null),
    openAtMs: Math.min(begun.openAtMs, event.atMs),
    actedMs: begun.actedMs ?? event.atMs,
  })
}

function beginLeg(
  state: EngineState,
  event: Happening,
  leg: LegView,
  when: { readonly beganMs: number; readonly holdMs: number },
): Fault {
  const { broadcast, destination, endpoint } = leg
  const isNew = openFault(state, legKey(leg)) === undefined
  const fault = begin(state, event, {
    key: legKey(leg),
    kind: 'endpoint-stalled',
    scope: 'endpoint',
    broadcasts: [broadcast],
    subject: { destination, ...(endpoint === null ? {} : { endpoint }) },
    ...when,
  })
  if (!isNew) return fault
  const { program } = leg
  return addSpans(state, fault, [
    { broadcast, destination, program, how: 'dark', fromMs: fault.beganMs, toMs: null },
  ])
}

/** Its worker is gone, and every connection of it. */
export function loseLegs(state: EngineState, event: Happening, broadcast: string, beganMs: number): void {
  for (const leg of Object.values(state.house.legs)) {
    if (leg.broadcast !== broadcast || ['stopped', 'idle', 'armed', 'blocked', 'gone'].includes(leg.at))
      continue
    state.house.legs[`${broadcast}/${leg.destination}`] = { ...leg, at: 'gone', tryingSinceMs: null }
    const isNew = openFault(state, legKey(leg)) === undefined
    // At once: it is one with the loss of the worker, which may be over sooner than the darkness.
    const fault = beginLeg(state, event, leg, { beganMs, holdMs: 0 })
    if (isNew) change(state, fault, { kind: 'relay-lost', scope: 'machine' })
  }
}

/** Whether the house believes that a worker of this broadcast carries, or tries to. */
export function hasLegs(state: EngineState, broadcast: string): boolean {
  return Object.values(state.house.legs).some(
    leg => leg.broadcast === broadcast && !['stopped', 'idle', 'gone'].includes(leg.at),
  )
}
