// What monitoring is shown for one scrape: plain values, types of the rooms only.
import type { AvatarSnapshot } from '#avatar'
import type { IngestSnapshot } from '#ingest'
import type { RelaySnapshot } from '#relay'
import type { Observed } from './exposition.ts'
import type { Counts } from './incident/counts.ts'
import type { DrillFault } from './scorecard/types.ts'

export type RelayView = {
  readonly broadcast: string
  /** Wished on air. */
  readonly isWanted: boolean
  /** Its worker answers: what its snapshot says of the moment is true. */
  readonly isUp: boolean
  readonly restarts: number
  readonly snapshot: RelaySnapshot | undefined
}

export type MetricsView = {
  readonly feedNames: readonly string[]
  readonly ingest: { readonly isUp: boolean; readonly snapshot: IngestSnapshot | undefined }
  readonly ingestRestarts: number
  readonly avatar: {
    /** There are host feeds. */
    readonly isWanted: boolean
    readonly isUp: boolean
    readonly restarts: number
    readonly snapshot: AvatarSnapshot | undefined
  }
  readonly relays: readonly RelayView[]
  readonly keyExpiries: readonly {
    readonly broadcast: string
    readonly destination: string
    /** Ordinal from 0. */
    readonly endpoint: number
    readonly expiresMs: number
  }[]
  /** Only where it is known when the platform closes, and the room has got media. */
  readonly closeDeadlines: readonly {
    readonly broadcast: string
    readonly destination: string
    readonly leftMs: number
  }[]
  /** Destinations that carry and have a playback. */
  readonly verified: readonly {
    readonly broadcast: string
    readonly destination: string
    readonly state: string
    readonly latencyMs: number | null
    readonly atMs: number
  }[]
  /** Addresses that stand by, as they were found. */
  readonly standbys: readonly {
    readonly broadcast: string
    readonly destination: string
    /** Ordinal from 0. */
    readonly endpoint: number
    readonly state: string
    readonly dnsMs: number | null
    readonly connectMs: number | null
    readonly tlsMs: number | null
    readonly rtmpMs: number | null
  }[]
  readonly control: { readonly startedAtMs: number; readonly rssBytes: number; readonly cpuSeconds: number }
  readonly isStoreWritable: boolean
  /** Where the data folder lies; null where the system does not tell. */
  readonly disk: { readonly freeBytes: number; readonly sizeBytes: number } | null
  readonly incidents: {
    readonly counts: Counts
    /** '' for one that concerns no broadcast. */
    readonly open: readonly { readonly broadcast: string; readonly kind: string }[]
  }
  /** Of drills that played every fault to the end. */
  readonly drills: {
    readonly lastPassedMs: number | null
    readonly lastRunMs: number | null
    /** Of the last one; null for a fault that was not recovered from. */
    readonly recoveries: readonly { readonly fault: DrillFault; readonly recoveredMs: number | null }[]
  }
  readonly notifications: readonly {
    readonly receiver: string
    readonly outcomes: Readonly<Record<string, number>>
    readonly delays: Observed
    readonly pending: number
  }[]
}
