// Commands on broadcasts. Each returns once it is stored; the workers hear of it right after.
import { slateName } from '#relay'
import { planMistakes } from '../rules/broadcast-rules.ts'
import { dayOf, stamped } from '../policy/policy.ts'
import { keyClash, type KeyUse } from '../rules/key-use.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { StoredBroadcast } from '../store/broadcast-store.ts'
import { type BroadcastPlan, feedsOf } from '../store/plan.ts'
import type { CommandDeps } from './deps.ts'
import { readExpiriesAgain } from './expiries.ts'
import { conflict, noSuch, notReady } from './refusals.ts'

export class BroadcastCommands {
  readonly #deps: CommandDeps

  constructor(deps: CommandDeps) {
    this.#deps = deps
  }

  /** True when it was not there before. The same plan again changes nothing. */
  put(name: string, written: BroadcastPlan, by: string): boolean {
    const { store, clock } = this.#deps
    const before = store.broadcasts.find(name)
    const plan = withPolicies(written, before?.plan, { by, date: dayOf(clock.wallMs()) })
    const known = new Set(store.feeds.all().map(feed => feed.name))
    const hosts = new Set(store.feeds.hosts().map(feed => feed.name))
    const mistakes = planMistakes(plan, { feeds: known, hosts, slates: this.#deps.slates.names() })
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    if (before !== undefined && JSON.stringify(before.plan) === JSON.stringify(plan)) return false
    if (before?.wish === 'on') {
      this.#refuseBareOnAir(before, plan)
      this.refuseClash(name, this.keyUses({ ...before, plan }))
    }
    const detail = { feeds: plan.feeds, destinations: plan.destinations.map(each => each.name) }
    this.#do(name, before === undefined ? 'broadcast-made' : 'broadcast-changed', detail, () => {
      store.broadcasts.putPlan(name, plan, clock.wallMs())
      readExpiriesAgain({ name, plan }, this.#deps)
      if (before?.take != null && before.take !== slateName && !feedsOf(plan).includes(before.take))
        store.broadcasts.setTake(name, null)
    })
    return before === undefined
  }

  remove(name: string): void {
    this.find(name)
    this.#do(name, 'broadcast-removed', {}, () => this.#deps.store.broadcasts.remove(name))
  }

  start(name: string, onSlate: boolean, by: string): void {
    const { store } = this.#deps
    const broadcast = this.find(name)
    const uses = this.keyUses(broadcast)
    if (broadcast.plan.destinations.length === 0)
      throw notReady(`${name} has no destinations; add them with PUT /api/broadcasts/${name}`)
    if (uses.length === 0)
      throw notReady(
        `no destination of ${name} has an address yet; paste tonight's with PUT /api/broadcasts/${name}/destinations/${broadcast.plan.destinations[0]?.name}/endpoints`,
      )
    if (onSlate && broadcast.plan.profile === undefined)
      throw notReady(
        `starting on the slate needs a profile, for no camera says one; set "profile": "1920x1080@30" with PUT /api/broadcasts/${name}`,
      )
    this.refuseClash(name, uses)
    if (broadcast.wish === 'on' && broadcast.onSlate === onSlate) return // said already
    this.#do(name, 'start', { onSlate, by }, () => {
      store.broadcasts.setWish(name, 'on', onSlate)
      store.broadcasts.setDestinationWish(name, null, 'on')
      store.broadcasts.setRoomLeft(name, null, null)
      store.broadcasts.raiseGeneration(name, null)
    })
  }

  stop(name: string, by: string): void {
    const { store, clock, hasLit } = this.#deps
    const { wish, plan } = this.find(name)
    if (wish === 'off') return // said already
    const pushed = plan.destinations.filter(
      ({ name: each }) => hasLit(name, each) && this.#isWished(name, each),
    )
    this.#do(name, 'stop', { by }, () => {
      store.broadcasts.setWish(name, 'off', false)
      store.broadcasts.setTake(name, null)
      store.broadcasts.setDestinationWish(name, null, 'on') // a lone stop lasts as long as its show
      for (const each of pushed) store.broadcasts.setRoomLeft(name, each.name, clock.wallMs())
    })
  }

  take(name: string, feed: string, by: string): void {
    const broadcast = this.find(name)
    const known = [...feedsOf(broadcast.plan), ...(broadcast.plan.slate === null ? [] : [slateName])]
    if (!known.includes(feed))
      throw new Mistakes([
        { field: 'feed', detail: `is not a feed of ${name}; name one of ${known.join(', ')}` },
      ])
    if (broadcast.wish === 'off')
      throw conflict('off-air', `${name} is off the air; start it with POST /api/broadcasts/${name}/start`)
    this.#do(name, 'take', { feed, by }, () => this.#deps.store.broadcasts.setTake(name, feed))
  }

  release(name: string, by: string): void {
    if (this.find(name).take === null) return // automatic already
    this.#do(name, 'release', { by }, () => this.#deps.store.broadcasts.setTake(name, null))
  }

  find(name: string): StoredBroadcast {
    const broadcast = this.#deps.store.broadcasts.find(name)
    if (broadcast === undefined) throw noSuch('broadcast', name, `make it with PUT /api/broadcasts/${name}`)
    return broadcast
  }

  /** Every address a broadcast would push to, its keys by fingerprint; none of a destination that was stopped alone. */
  keyUses({ name, plan }: StoredBroadcast): KeyUse[] {
    const wished = plan.destinations.filter(each => this.#isWished(name, each.name))
    return wished.flatMap(destination =>
      this.#deps.store.broadcasts.endpoints(name, destination.name).map(({ url, fingerprint }) => ({
        broadcast: name,
        destination: destination.name,
        platform: destination.platform,
        url,
        fingerprint,
      })),
    )
  }

  /** Throws when somebody on air already sends with one of these keys. */
  refuseClash(name: string, uses: readonly KeyUse[]): void {
    const others = this.#deps.store.broadcasts
      .all()
      .filter(other => other.wish === 'on' && other.name !== name)
    const clash = keyClash(
      uses,
      others.flatMap(other => this.keyUses(other)),
    )
    if (clash === undefined) return
    const { wanted, held } = clash
    const holder = held.broadcast === name ? held.destination : `${held.destination} of ${held.broadcast}`
    throw conflict(
      'key-in-use',
      `the key ${wanted.fingerprint} of ${wanted.destination} is already sent with by ${holder}; ` +
        'two senders with one key kick each other off: paste another key, or stop the other first',
    )
  }

  /** It was not stopped alone before. */
  #isWished(name: string, destination: string): boolean {
    return this.#deps.store.broadcasts.destination(name, destination).wish === 'on'
  }

  #refuseBareOnAir(before: StoredBroadcast, plan: BroadcastPlan): void {
    if (plan.destinations.length === 0)
      throw conflict('on-air', `${before.name} is on air and would have no destination left; stop it first`)
  }

  #do(name: string, kind: string, detail: Readonly<Record<string, unknown>>, change: () => void): void {
    const { store, clock, changed } = this.#deps
    store.command({ atMs: clock.wallMs(), broadcast: name, kind, detail }, change)
    changed.broadcast(name)
  }
}

/** Who wrote each override of a destination, and when, filled in. */
function withPolicies(
  plan: BroadcastPlan,
  before: BroadcastPlan | undefined,
  who: { by: string; date: string },
): BroadcastPlan {
  const destinations = plan.destinations.map(destination => {
    if (destination.policy === undefined) return destination
    const was = before?.destinations.find(({ name }) => name === destination.name)?.policy ?? {}
    return { ...destination, policy: stamped(destination.policy, was, who) }
  })
  return { ...plan, destinations }
}
