// What is wanted of a leg, and what it shows.
import type { CarrierName } from '../desired.ts'
import type { Program } from '../program/program.ts'
import type { Endpoint } from './address.ts'
import type { Cause, LegState } from './state.ts'

export type LegWish = {
  readonly destination: string
  readonly platform: string
  readonly carrier: CarrierName
  readonly program: Program
  readonly isOn: boolean
  /** Connect at once, whether or not there is a picture. */
  readonly onSlate: boolean
  /** Goes up when a person acts: what was refused may be tried again. */
  readonly generation: number
  readonly endpoints: readonly Endpoint[]
}

/** What the flight recorder takes down each second; plain values. */
export type LegFlight = {
  readonly destination: string
  readonly sentBytes: number
  readonly ackedBytes: number
  readonly rttMs: number | null
  readonly queueMs: number
  readonly dtsMs: number | null
  readonly skewMs: number | null
  readonly state: LegState['at']
  readonly endpoint: number | null
}

/** Plain values; survives JSON. Times ending in `sinceMs` are wall clock. */
export type LegSnapshot = {
  readonly destination: string
  readonly platform: string
  readonly program: string
  readonly wanted: 'on' | 'off'
  readonly state: LegState & { readonly sinceMs: number }
  readonly cause: Cause | null
  /** One sentence for a person; null while all is well. */
  readonly why: string | null
  /** What the platform last said, without keys. */
  readonly said: string | null
  readonly carrier: CarrierName
  /** Ordinal of the endpoint in use or tried last. */
  readonly endpoint: number | null
  readonly endpoints: number
  /** Scheme, host, port and application; never the key. */
  readonly server: string | null
  readonly attempts: number
  readonly sentBytes: number
  readonly ackedBytes: number
  readonly rttMs: number | null
  readonly queueMs: number
  readonly queueBytes: number
  readonly droppedFrames: number
  readonly reconnects: Readonly<Partial<Record<Cause, number>>>
  /** How long the destination got no media while wished on. */
  readonly darkMs: number
  /** The last moment in which it did; null before the first since it was wished on. */
  readonly lastLitAtMs: number | null
  /** How long it was wished on air, from when there was something to send; and that of it in which nearly all arrived. */
  readonly wishedMs: number
  readonly goodMs: number
  readonly carryingSinceMs: number | null
  readonly lastProgressAgeMs: number | null
  readonly evidence: { readonly kernelAcked: boolean; readonly windowAck: boolean; readonly pong: boolean }
}
