// What commands need: a store to be kept in, and somebody to tell once they are.
import type { Clock } from '#core/clock.ts'
import type { OwnHosts } from '../hosts.ts'
import type { OwnLogos } from '../logos.ts'
import type { OwnSlates } from '../slates.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../vault.ts'

export type CommandDeps = {
  readonly store: Store
  readonly vault: Vault
  readonly slates: OwnSlates
  readonly hosts: OwnHosts
  readonly logos: OwnLogos
  readonly clock: Clock
  /** Whether a destination's room has got media since it was wished on. */
  readonly hasLit: (broadcast: string, destination: string) => boolean
  readonly changed: { feeds(): void; broadcast(name: string): void }
}
