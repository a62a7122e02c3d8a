// Overrides of platforms' policies, as somebody here wrote them.
import type { Database } from '#core/database.ts'
import { type Overrides, type Policy, policyInForce } from '../policy/policy.ts'
import type { DestinationPlan, Platform } from './plan.ts'

export class PolicyStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  overrides(platform: Platform): Overrides {
    const row = this.#database.get('select overrides from policies where platform = ?', platform)
    return row === undefined ? {} : JSON.parse(String(row.overrides))
  }

  put(platform: Platform, overrides: Overrides): void {
    this.#database.run(
      `insert into policies(platform, overrides) values (?, ?)
       on conflict(platform) do update set overrides = excluded.overrides`,
      platform,
      JSON.stringify(overrides),
    )
  }

  /** What holds for a platform. */
  of(platform: Platform): Policy {
    return policyInForce(platform, { platform: this.overrides(platform), destination: {} })
  }

  /** What holds for a destination. */
  ofDestination({ platform, policy }: Pick<DestinationPlan, 'platform' | 'policy'>): Policy {
    return policyInForce(platform, { platform: this.overrides(platform), destination: policy ?? {} })
  }
}
