// Commands on policies: what somebody here knows better than what is built in.
import { dayOf, type Overrides, type Policy, policyInForce, stamped } from '../policy/policy.ts'
import { type Platform, platforms } from '../store/plan.ts'
import type { CommandDeps } from './deps.ts'
import { readExpiriesAgain } from './expiries.ts'
import { noSuch } from './refusals.ts'

export type ShownPolicy = {
  readonly platform: Platform
  readonly values: Policy
  readonly overrides: Overrides
}

export class PolicyCommands {
  readonly #deps: CommandDeps

  constructor(deps: CommandDeps) {
    this.#deps = deps
  }

  /** Replaces all that was written over a platform's policy. The same again changes nothing. */
  put(name: string, written: Overrides, by: string): void {
    const { store, clock, changed } = this.#deps
    const platform = platformNamed(name)
    const before = store.policies.overrides(platform)
    const overrides = stamped(written, before, { by, date: dayOf(clock.wallMs()) })
    if (JSON.stringify(overrides) === JSON.stringify(before)) return
    const detail = { platform, fields: Object.keys(overrides), by }
    const broadcasts = store.broadcasts.all()
    store.command({ atMs: clock.wallMs(), broadcast: null, kind: 'policy-changed', detail }, () => {
      store.policies.put(platform, overrides)
      for (const broadcast of broadcasts) readExpiriesAgain(broadcast, this.#deps)
    })
    for (const broadcast of broadcasts) changed.broadcast(broadcast.name)
  }

  shown(name: string): ShownPolicy {
    const platform = platformNamed(name)
    const overrides = this.#deps.store.policies.overrides(platform)
    return { platform, values: policyInForce(platform, { platform: overrides, destination: {} }), overrides }
  }

  all(): ShownPolicy[] {
    return platforms.map(platform => this.shown(platform))
  }
}

function platformNamed(name: string): Platform {
  const platform = platforms.find(each => each === name)
  if (platform === undefined) throw noSuch('platform', name, `name one of ${platforms.join(', ')}`)
  return platform
}
