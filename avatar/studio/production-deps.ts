// What making clips needs of the house.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { ProcessIdentity } from '#core/process-identity.ts'

export type ProductionDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly onChild: (identity: ProcessIdentity, isAlive: boolean) => void
  /** Where clips, bakes, sounds and the browser's own files are kept. */
  readonly folder: string
  /** The operator's own VRM files. */
  readonly hostsFolder: string
  /** The operator's own logos. */
  readonly logosFolder: string
}
