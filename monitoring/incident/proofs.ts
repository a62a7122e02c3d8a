// Destinations that take our stream and do not show it.
import { sinceIn, textIn } from './detail.ts'
import { addSpans, begin, end, type EngineState, isWished, openFault, prove } from './state.ts'
import type { Happening } from './types.ts'

const proofKey = (broadcast: string, destination: string) => `proof ${broadcast}/${destination}`

/** The platform takes every byte and its viewers see nothing of it. */
export function onLegUnshown(state: EngineState, event: Happening): void {
  const [destination, seen] = [textIn(event, 'destination'), textIn(event, 'state')]
  const { broadcast } = event
  if (broadcast === null || destination === null || !isWished(state, broadcast)) return
  const isNew = openFault(state, proofKey(broadcast, destination)) === undefined
  const fault = begin(state, event, {
    key: proofKey(broadcast, destination),
    kind: 'not-shown',
    scope: 'platform',
    broadcasts: [broadcast],
    subject: { destination },
    beganMs: sinceIn(event),
  })
  const program = state.house.legs[`${broadcast}/${destination}`]?.program ?? 'main'
  const how = seen === 'dark' ? 'dark' : 'frozen'
  if (isNew)
    addSpans(state, fault, [{ broadcast, destination, program, how, fromMs: sinceIn(event), toMs: null }])
}

export function onLegShown(state: EngineState, event: Happening): void {
  const destination = textIn(event, 'destination')
  if (event.broadcast === null || destination === null) return
  const fault = openFault(state, proofKey(event.broadcast, destination))
  if (fault !== undefined) end(state, prove(state, fault, event), event.atMs, event.kind === 'leg-shown')
}

/** A destination of a broadcast whose platform takes our stream and does not show it. */
export type Unshown = { readonly broadcast: string; readonly destination: string }

/** Those that were told to be so and have not been taken back. */
export function openUnshown(state: EngineState): Unshown[] {
  return state.faults.flatMap(({ kind, endedMs, broadcasts: [broadcast], subject: { destination } }) =>
    kind === 'not-shown' && endedMs === null && broadcast !== undefined && destination !== undefined
      ? [{ broadcast, destination }]
      : [],
  )
}
