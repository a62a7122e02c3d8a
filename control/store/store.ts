// Everything control must not forget, in one file that one control at a time holds.
import { join } from 'node:path'
import { Database } from '#core/database.ts'
import { Secret } from '#core/secret.ts'
import { AccessStore } from './access-store.ts'
import { AccountStore } from './account-store.ts'
import { AuditStore } from './audit-store.ts'
import { IncidentStore } from '../incidents/incident-store.ts'
import { BroadcastStore } from './broadcast-store.ts'
import { EventStore, type NewEvent } from './event-store.ts'
import { FeedStore } from './feed-store.ts'
import { PolicyStore } from './policy-store.ts'
import { PrompterStore } from './prompter-store.ts'
import { ReceiverStore } from '../telling/receiver-store.ts'
import { ScriptStore } from './script-store.ts'
import { migrate } from './schema.ts'
import { SetStore } from './set-store.ts'
import { SnapshotStore } from './snapshot-store.ts'

type Sealer = { seal(key: Secret, place: string): string; open(sealed: string, place: string): Secret }

export class Store {
  readonly database: Database
  readonly feeds: FeedStore
  readonly broadcasts: BroadcastStore
  readonly events: EventStore
  readonly access: AccessStore
  readonly accounts: AccountStore
  readonly audit: AuditStore
  readonly policies: PolicyStore
  readonly snapshots: SnapshotStore
  readonly incidents: IncidentStore
  readonly receivers: ReceiverStore
  readonly scripts: ScriptStore
  readonly sets: SetStore
  readonly prompters: PrompterStore

  /** Opens data/control.db. Throws `core/database-held` when another control has it. */
  constructor(dataFolder: string) {
    this.database = new Database(join(dataFolder, 'control.db'))
    migrate(this.database)
    this.feeds = new FeedStore(this.database)
    this.broadcasts = new BroadcastStore(this.database)
    this.events = new EventStore(this.database)
    this.access = new AccessStore(this.database)
    this.accounts = new AccountStore(this.database)
    this.audit = new AuditStore(this.database)
    this.policies = new PolicyStore(this.database)
    this.snapshots = new SnapshotStore(this.database)
    this.incidents = new IncidentStore(this.database)
    this.receivers = new ReceiverStore(this.database)
    this.scripts = new ScriptStore(this.database)
    this.sets = new SetStore(this.database)
    this.prompters = new PrompterStore(this.database)
  }

  /** A command: what it changes and the event that tells of it, together or not at all. Returns once both are on disk. */
  command<T>(event: NewEvent, change: () => T): T {
    const value = this.database.transaction(() => {
      const changed = change()
      this.events.add(event)
      return changed
    })
    this.events.announce()
    return value
  }

  /** Refuses a master key other than the one this store was made with: nothing sealed would open. */
  proveMasterKey(vault: Sealer): void {
    const place = 'proof'
    const row = this.database.get("select value from facts where name = 'proof'")
    if (row !== undefined) vault.open(String(row.value), place)
    else
      this.database.run("insert into facts values ('proof', ?)", vault.seal(new Secret('changming'), place))
  }

  /** What storing last failed of; '' while it works. */
  trouble(): string {
    return this.database.trouble()
  }

  close(): void {
    this.database.close()
  }
}
