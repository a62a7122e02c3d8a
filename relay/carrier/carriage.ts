// What every carrier offers for one attempt: it carries until it ends, and tells what is known meanwhile.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'
import type { CarryEnd } from '../leg/carry-end.ts'
import type { Endpoint } from '../leg/address.ts'
import type { Evidence } from '../leg/evidence.ts'
import type { Program } from '../program/program.ts'
import type { RelaySettings } from '../settings.ts'
import type { KernelTable } from './kernel-acks.ts'

export type CarriageDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly limits: RelaySettings
  readonly program: Program
  /** A child was started or has ended: it is journaled, so that a successor can end it. */
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
  /** Further certificate authorities, PEM. */
  readonly ca: string | undefined
}

export type CarriageView = {
  readonly sentBytes: number
  readonly evidence: Evidence
  /** Handed on and not known to have been taken. */
  readonly unackedBytes: number
  readonly rttMs: number | null
  readonly queueMs: number
  readonly queueBytes: number
  readonly droppedFrames: number
  /** Since media last came from the program; 0 before the first. */
  readonly mediaAgeMs: number
  /** How long frames have been dropped without a break, 0 while none are. */
  readonly droppingForMs: number
  /** Output time of the newest picture handed to the connection; null before the first. */
  readonly dtsMs: number | null
  /** How far the newest sound is ahead of the newest picture. */
  readonly skewMs: number | null
}

/** One attempt at one endpoint. */
export type Carriage = {
  /** Runs until the attempt ends; never rejects for the far end's failure. */
  run(signal: AbortSignal): Promise<CarryEnd>
  /** Takes a reading of what the far end has taken; called on every tick while live. */
  look(table: KernelTable): void
  view(): CarriageView
  /** Ends it with a reason of ours: nothing more is written from this call on. */
  abandon(end: CarryEnd): void
}

export type CarriageMaker = (endpoint: Endpoint, onLive: () => void, deps: CarriageDeps) => Carriage
