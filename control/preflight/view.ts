// What a preflight is shown, and what it may look with.
import type { Clock } from '#core/clock.ts'
import type { FfmpegList, FoundFfmpeg } from '#core/ffmpeg.ts'
import type { Secret } from '#core/secret.ts'
import type { IngestSnapshot } from '#ingest'
import type { Policy } from '../policy/policy.ts'
import type { StoredBroadcast, StoredEndpoint } from '../store/broadcast-store.ts'
import type { DestinationPlan } from '../store/plan.ts'
import type { Machine } from './machine.ts'
import type { Reach } from './reach.ts'

export type PreflightView = {
  readonly broadcast: StoredBroadcast
  readonly endpointsOf: (destination: string) => readonly StoredEndpoint[]
  /** Looked at for its shape, shown nowhere. */
  readonly openKey: (destination: string, ordinal: number) => Secret
  readonly policyOf: (destination: DestinationPlan) => Policy
  /** Feeds that a destination's policy keeps out. */
  readonly keptOut: (destination: DestinationPlan) => readonly string[]
  /** Undefined while the ingest worker does not answer. */
  readonly ingest: IngestSnapshot | undefined
  /** Virtual hosts among the feeds, and how each is. */
  readonly hosts: readonly { readonly name: string; readonly state: string; readonly trouble: string }[]
  /** Why the keys may not be used, from the rule against two senders; null where they may. */
  readonly keyTrouble: string | null
  readonly onAirSinceMs: number | null
  readonly uplink: {
    /** As the settings state it. */
    readonly statedKbps: number | undefined
    /** What other broadcasts send now. */
    readonly othersKbps: number
  }
  /** When the newest thing in the store happened: no honest clock stands before it. */
  readonly newestEventMs: number | null
  /** When a drill was last passed; null while there was none. */
  readonly lastDrillPassedMs: number | null
}

export type PreflightDeps = {
  readonly clock: Clock
  readonly reach: Reach
  readonly machine: Machine
  readonly findFfmpeg: () => Promise<FoundFfmpeg>
  readonly ffmpegNames: (program: string, list: FfmpegList) => Promise<ReadonlySet<string>>
}
