// What the API is given: commands to pass on, a world to show.
import type { Clock } from '#core/clock.ts'
import type { Log } from '#core/log.ts'
import type { Places } from '#core/places.ts'
import type { BroadcastCommands } from '../commands/broadcasts.ts'
import type { DestinationCommands } from '../commands/destinations.ts'
import type { DutyCommands } from '../commands/duties.ts'
import type { FeedCommands } from '../commands/feeds.ts'
import type { PolicyCommands } from '../commands/policies.ts'
import type { CommentCommands } from '../commands/comments.ts'
import type { InterjectionCommands } from '../commands/interjections.ts'
import type { Drafting } from '../commands/drafting.ts'
import type { PrompterCommands } from '../commands/prompter.ts'
import type { ScriptCommands } from '../commands/scripts.ts'
import type { SetCommands } from '../commands/sets.ts'
import type { Drills } from '../drills/drills.ts'
import type { Preflight } from '../preflight/preflight.ts'
import type { Incidents } from '../incidents/incidents.ts'
import type { LatestPictures } from '../pictures/latest.ts'
import type { Settings } from '../settings.ts'
import type { OwnHosts } from '../hosts.ts'
import type { OwnLogos } from '../logos.ts'
import type { OwnSlates } from '../slates.ts'
import type { Store } from '../store/store.ts'
import type { Supervisor } from '../supervisor/supervisor.ts'
import type { ReceiverCommands } from '../telling/receivers.ts'
import type { Voices } from '../voices.ts'
import type { Rates } from '../timeline/rates.ts'
import type { World } from '../world.ts'
import type { Access } from '../access/access.ts'
import type { SignIn } from '../access/sign-in.ts'
import type { AccountCommands } from '../commands/accounts.ts'

export type ApiDeps = {
  readonly settings: Settings
  readonly places: Places
  readonly clock: Clock
  readonly log: Log
  readonly store: Store
  readonly supervisor: Supervisor
  readonly world: World
  readonly access: Access
  readonly signIn: SignIn
  readonly accounts: AccountCommands
  readonly slates: OwnSlates
  readonly hosts: OwnHosts
  readonly logos: OwnLogos
  readonly feeds: FeedCommands
  readonly scripts: ScriptCommands
  readonly sets: SetCommands
  readonly interjections: InterjectionCommands
  readonly comments: CommentCommands
  readonly voices: Voices
  readonly drafting: Drafting
  readonly prompter: PrompterCommands
  readonly broadcasts: BroadcastCommands
  readonly destinations: DestinationCommands
  readonly duties: DutyCommands
  readonly policies: PolicyCommands
  readonly preflight: (broadcast: string, signal: AbortSignal) => Promise<Preflight>
  readonly incidents: Incidents
  readonly latestPictures: LatestPictures
  readonly receivers: ReceiverCommands
  readonly drills: Drills
  readonly rates: Rates
  /** Why the pages are not built; '' while they are, or are on their way. */
  readonly deskTrouble: () => string
  /** The text of /metrics. */
  readonly metrics: () => Promise<string>
}
