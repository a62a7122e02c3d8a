// Our own processes and disks in trouble, and what people wish: it opens and closes everything of a broadcast.
import { numberIn, sinceIn, textIn } from './detail.ts'
import { hasLegs, loseLegs } from './legs.ts'
import { begin, change, closed, end, type EngineState, type Fault, openFault, prove } from './state.ts'
import type { Happening, Kind } from './types.ts'

const workerKey = (worker: string) => `worker ${worker}`

export function onWorkerLost(state: EngineState, event: Happening): void {
  const worker = textIn(event, 'worker')
  if (worker !== null) loseWorker(state, event, { worker, beganMs: sinceIn(event) })
}

function loseWorker(state: EngineState, event: Happening, lost: { worker: string; beganMs: number }): Fault {
  const { worker, beganMs } = lost
  const { broadcast } = event
  const fault = begin(state, event, {
    key: workerKey(worker),
    kind: kindOf(worker),
    scope: 'machine',
    broadcasts: broadcast === null ? [] : [broadcast],
    subject: { worker },
    beganMs,
  })
  if (worker === 'ingest')
    for (const feed of Object.keys(state.house.publishing)) state.house.publishing[feed] = false
  if (broadcast !== null) {
    loseLegs(state, event, broadcast, beganMs)
    losePrograms(state, broadcast, beganMs)
  }
  return fault
}

function kindOf(worker: string): Kind {
  if (worker === 'ingest' || worker === 'avatar') return `${worker}-lost`
  return 'relay-lost'
}

/** Nothing of the broadcast is shown any more: what was seen of a slate has ended. */
function losePrograms(state: EngineState, broadcast: string, atMs: number): void {
  for (const [name, program] of Object.entries(state.house.programs))
    if (program.broadcast === broadcast) state.house.programs[name] = { ...program, onAir: null }
  for (const fault of state.faults) {
    const isOurs = (span: Fault['spans'][number]) => span.broadcast === broadcast && span.how !== 'dark'
    if (fault.spans.some(span => span.toMs === null && isOurs(span)))
      change(state, fault, { spans: closed(fault.spans, atMs, isOurs) })
  }
}

export function onWorkerStarted(state: EngineState, event: Happening): void {
  const worker = textIn(event, 'worker')
  const fault = worker === null ? undefined : openFault(state, workerKey(worker))
  if (fault === undefined) return
  end(state, change(state, prove(state, fault, event), { actedMs: event.atMs }), event.atMs, true)
}

/** A worker's own first word. Where nobody saw its predecessor die, the house still takes it for living. */
export function onStarted(state: EngineState, event: Happening): void {
  const { broadcast } = event
  const worker = broadcast === null ? 'ingest' : `relay-${broadcast}`
  const known = openFault(state, workerKey(worker))
  const { publishing } = state.house
  const isUnseen = broadcast === null ? Object.values(publishing).some(Boolean) : hasLegs(state, broadcast)
  if (known === undefined && !isUnseen) return
  const beganMs = Math.min(numberIn(event, 'predecessorAliveMs') ?? event.atMs, event.atMs)
  const fault = known ?? loseWorker(state, event, { worker, beganMs })
  const acted = change(state, fault, { actedMs: fault.actedMs ?? event.atMs })
  end(state, prove(state, acted, event), event.atMs, true)
}

/** Told by the next control, once it is over. */
export function onControlLost(state: EngineState, event: Happening): void {
  const fault = begin(state, event, {
    key: workerKey('control'),
    kind: 'control-lost',
    scope: 'machine',
    broadcasts: [],
    subject: { worker: 'control' },
    beganMs: sinceIn(event),
    actedMs: event.atMs,
  })
  end(state, fault, event.atMs, true)
}

export function onStoreTrouble(state: EngineState, event: Happening): void {
  const worker = textIn(event, 'worker') ?? 'control'
  begin(state, event, {
    key: `store ${worker}`,
    kind: 'store-full',
    scope: 'machine',
    broadcasts: event.broadcast === null ? [] : [event.broadcast],
    subject: { worker },
    beganMs: sinceIn(event),
  })
}

export function onStoreMended(state: EngineState, event: Happening): void {
  endOf(state, event, `store ${textIn(event, 'worker') ?? 'control'}`)
}

export function onSlateFailed(state: EngineState, event: Happening): void {
  const { broadcast } = event
  if (broadcast === null) return
  begin(state, event, {
    key: `slate ${broadcast}`,
    kind: 'slate-failed',
    scope: 'machine',
    broadcasts: [broadcast],
    subject: {},
    beganMs: event.atMs,
  })
}

export function onSlateReady(state: EngineState, event: Happening): void {
  endOf(state, event, `slate ${event.broadcast}`)
}

function endOf(state: EngineState, event: Happening, key: string): void {
  const fault = openFault(state, key)
  if (fault !== undefined) end(state, prove(state, fault, event), event.atMs, true)
}

export function onStart(state: EngineState, { broadcast }: Happening): void {
  if (broadcast !== null) state.house.wishes[broadcast] = 'on'
}

/** Nobody wants it on air: whatever was wrong with it is wrong no longer. */
export function onStop(state: EngineState, event: Happening): void {
  const { broadcast, atMs } = event
  if (broadcast === null) return
  state.house.wishes[broadcast] = 'off'
  for (const fault of state.faults) {
    if (fault.endedMs !== null || !fault.broadcasts.includes(broadcast)) continue
    if (fault.broadcasts.length === 1) end(state, prove(state, fault, event), atMs, false)
    else leave(state, fault, broadcast, atMs)
  }
}

/** A feed that others still miss. */
function leave(state: EngineState, fault: Fault, broadcast: string, atMs: number): void {
  change(state, fault, {
    waiting: fault.waiting.filter(program => !program.startsWith(`${broadcast}/`)),
    spans: closed(fault.spans, atMs, span => span.broadcast === broadcast),
    broadcasts: fault.broadcasts.filter(each => each !== broadcast),
  })
}

export function onRemoved(state: EngineState, event: Happening): void {
  onStop(state, event)
  for (const things of [state.house.legs, state.house.programs] as Record<string, { broadcast: string }>[])
    for (const [name, { broadcast }] of Object.entries(things))
      if (broadcast === event.broadcast) delete things[name]
}
