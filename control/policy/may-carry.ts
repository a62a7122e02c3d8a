// Which feeds a destination may not carry, by their kind: what a policy puts into `without`. Pure.
import type { AiHostRule, unknown } from './fields.ts'
import type { Policy } from './policy.ts'

export type KindOfFeed = 'rtmp' | 'host'
/** Who watches over a virtual host while it is on air. */
export type Duty = 'nobody' | 'somebody' | 'named-human'

/** What a person on duty until then is worth now: nothing once that time has come, whoever has noticed it yet. */
export function dutyAt(person: { readonly untilMs: number } | null, nowMs: number): Duty {
  return person !== null && person.untilMs > nowMs ? 'named-human' : 'nobody'
}

type NamedFeed = { readonly name: string; readonly kind: KindOfFeed }

/** Names of the feeds that the policy keeps from a destination. */
export function feedsKeptOut(feeds: readonly NamedFeed[], { aiHosts }: Policy, duty: Duty): string[] {
  return feeds
    .filter(({ kind }) => kind === 'host' && !mayShowHost(aiHosts.value, duty))
    .map(({ name }) => name)
}

/** A host is shown only where it is known to be allowed, and what is asked for is given. */
export function mayShowHost(rule: AiHostRule | typeof unknown, duty: Duty): boolean {
  switch (rule) {
    case 'allowed':
      return true
    case 'with-human-on-duty':
      return duty !== 'nobody'
    case 'with-named-human':
      return duty === 'named-human'
    case 'blocked':
    case 'unknown':
      return false
    default:
      return rule satisfies never
  }
}
