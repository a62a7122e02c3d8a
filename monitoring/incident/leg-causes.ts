// Which kind of incident a leg's cause is, and where to look for it. Pure.
import type { Kind, Scope } from './types.ts'

export type LegVerdict = {
  readonly kind: Kind
  readonly scope: Scope
  /** Says more than that the network failed: it takes the place of that. */
  readonly isTelling: boolean
}

const live = new Set(['publishing', 'carrying', 'stalled'])

/** Whether a leg in this state has a connection that was taken. */
export function isLive(at: string): boolean {
  return live.has(at)
}

/** `from`: the state it left; `to`: waiting or blocked. */
export function verdictOf(cause: string, from: string, to: string): LegVerdict {
  const isBlocked = to === 'blocked'
  switch (cause) {
    case 'timeout':
      return network(isLive(from) ? 'endpoint-stalled' : 'endpoint-unreachable')
    case 'network':
      return network(isLive(from) ? 'endpoint-lost' : 'endpoint-unreachable')
    case 'dns':
      return network('endpoint-unreachable')
    case 'idle-dropped':
      return { kind: 'platform-closed', scope: 'platform', isTelling: false }
    case 'auth-missing':
    case 'auth-invalid':
      return { kind: 'key-refused', scope: 'key', isTelling: true }
    case 'auth-expired':
      return { kind: 'key-expired', scope: 'key', isTelling: true }
    case 'duplicate-rejected':
    case 'concurrency':
    case 'lower-priority':
      return { kind: 'another-sender', scope: 'key', isTelling: isBlocked } // while it waits: our own ghost
    case 'replaced-by-new':
      return { kind: 'another-sender', scope: 'key', isTelling: true }
    case 'banned':
    case 'account':
    case 'media-invalid':
    case 'policy':
      return { kind: 'platform-refused', scope: 'platform', isTelling: true }
    case 'ownership-lost':
      return { kind: 'ownership-lost', scope: 'machine', isTelling: true }
    default:
      return network('endpoint-refused')
  }
}

function network(kind: Kind): LegVerdict {
  return { kind, scope: 'endpoint', isTelling: false }
}
