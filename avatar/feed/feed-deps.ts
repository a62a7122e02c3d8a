// What one host feed needs of the house.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Book } from './lines.ts'
import type { Studio } from './studio.ts'

export type HostFeedDeps = {
  readonly clock: Clock
  readonly log: Log
  readonly studio: Studio
  readonly playbook: Book
  readonly sayLabelEveryMs: () => number
  readonly aigc: string
  readonly note: (kind: string, detail: Readonly<Record<string, unknown>>) => void
  /** What is to be said beside the script, and shown over it, kept through restarts. */
  readonly interjections: Memory
  readonly comments: Memory
}

type Memory = { recall(): unknown; keep(list: unknown): void }
