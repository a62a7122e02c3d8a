// Whether a broadcast is as it should be, and where its destinations are served: for whoever acts faults on it.
import type { Incident } from '#monitoring'
import type { BroadcastView } from './house.ts'

/** What is not so: every leg carries, that feed is on air, the slate lies ready, no incident is open. '' where all is. */
export function lackOf(
  { legs, programs, slateState }: BroadcastView,
  feed: string | undefined,
  incidents: readonly Incident[],
): string {
  const dark = legs.find(({ state }) => state.at !== 'carrying')
  if (dark !== undefined) return `${dark.destination} is ${dark.state.at}`
  if (programs.length === 0 || programs.some(({ onAir }) => onAir !== feed))
    return `on air is ${programs[0]?.onAir ?? 'nothing'}`
  if (slateState.at !== 'ready') return `the slate is ${slateState.at}`
  const open = incidents.find(({ overMs }) => overMs === null)
  return open === undefined ? '' : `the incident ${open.kind} is not over`
}

/** At which of its addresses a destination is served now. */
export function addressOf({ legs }: BroadcastView, destination: string): 'main' | 'backup' {
  return legs.find(leg => leg.destination === destination)?.endpoint === 1 ? 'backup' : 'main'
}
