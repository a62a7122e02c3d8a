// Kinds of events, as people ask for them. Pure.
import type { HouseEvent } from '../live/types.ts'

export const logKinds = ['cuts', 'destinations', 'feeds', 'commands'] as const
export type LogKind = (typeof logKinds)[number]

/** Each event stands in one of them, or only among all. */
export const kindsOf: Readonly<Record<LogKind, readonly string[]>> = {
  cuts: [
    'program-cut',
    'program-dark',
    'program-lit',
    'sound-lost',
    'sound-back',
    'slate-ready',
    'slate-failed',
    'profile',
  ],
  destinations: ['leg-state', 'leg-shown', 'leg-unshown', 'leg-unwatched'],
  feeds: [
    'feed-up',
    'feed-down',
    'feed-live',
    'feed-gone',
    'feed-changed',
    'content-bad',
    'content-good',
    'publish-refused',
  ],
  commands: [
    'start',
    'stop',
    'take',
    'release',
    'retry',
    'destination-stop',
    'destination-start',
    'room-ended',
    'endpoints-changed',
    'broadcast-made',
    'broadcast-changed',
    'incident-acknowledged',
  ],
}

export function isOfKind({ kind }: HouseEvent, wanted: LogKind | 'all'): boolean {
  return wanted === 'all' || kindsOf[wanted].includes(kind)
}
