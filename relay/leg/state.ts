// A leg's states, its causes, and the moves between them.
import type { Moves } from '#core/lifecycle.ts'

/** Why a leg does not carry: what it says decides what follows. */
export const causes = [
  'network',
  'dns',
  'timeout',
  'idle-dropped',
  'internal',
  'duplicate-rejected',
  'concurrency',
  'lower-priority',
  'replaced-by-new',
  'auth-missing',
  'auth-expired',
  'auth-invalid',
  'banned',
  'account',
  'media-invalid',
  'policy',
  'ownership-lost',
  'client-stop',
] as const
export type Cause = (typeof causes)[number]

export type LegState =
  | { at: 'idle' }
  /** Wished on; connects once there is something to carry. */
  | { at: 'armed' }
  | { at: 'connecting'; attempt: number }
  /** The platform accepted the publish; that it takes bytes is not proved yet. */
  | { at: 'publishing' }
  /** The far end is known to take bytes. */
  | { at: 'carrying' }
  | { at: 'stalled' }
  | { at: 'waiting'; retryInMs: number; cause: Cause; why: string }
  /** Needs a person. */
  | { at: 'blocked'; cause: Cause; why: string }
  | { at: 'stopped'; cause: 'client-stop'; why: string }

export const moves = {
  idle: ['armed', 'stopped'],
  armed: ['connecting', 'blocked', 'stopped'],
  connecting: ['publishing', 'waiting', 'blocked', 'stopped'],
  publishing: ['carrying', 'stalled', 'waiting', 'blocked', 'stopped'],
  carrying: ['stalled', 'waiting', 'blocked', 'stopped'],
  stalled: ['carrying', 'waiting', 'blocked', 'stopped'],
  waiting: ['connecting', 'armed', 'blocked', 'stopped'],
  blocked: ['armed', 'stopped'],
  stopped: ['armed', 'stopped'],
} satisfies Moves<LegState>

/** What a cause asks for. */
export type Following =
  /** Try again for ever, next endpoint first. */
  | 'retry'
  /** Our own ghost if we left a moment ago; else somebody else is sending. */
  | 'retry-if-ghost'
  /** This endpoint's key is no good; another endpoint's may be. */
  | 'block-endpoint'
  /** No endpoint of this destination may be tried: two senders that both retry kick each other for ever. */
  | 'block-leg'

export const following: Readonly<Record<Cause, Following>> = {
  network: 'retry',
  dns: 'retry',
  timeout: 'retry',
  'idle-dropped': 'retry',
  internal: 'retry',
  'duplicate-rejected': 'retry-if-ghost',
  concurrency: 'retry-if-ghost',
  'lower-priority': 'retry-if-ghost',
  'replaced-by-new': 'block-leg',
  'auth-missing': 'block-endpoint',
  'auth-expired': 'block-endpoint',
  'auth-invalid': 'block-endpoint',
  banned: 'block-leg',
  account: 'block-leg',
  'media-invalid': 'block-leg',
  policy: 'block-leg',
  'ownership-lost': 'block-leg',
  'client-stop': 'block-leg',
}
