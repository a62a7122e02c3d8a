// Commands on receivers: made, changed, removed, tried out. Addresses go in and never come out.
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { Secret } from '#core/secret.ts'
import { conflict, noSuch } from '../commands/refusals.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../vault.ts'
import { type ReceiverAddress, receiverFaults } from './address.ts'
import { placeOf } from './deliver.ts'
import type { ReceiverBody, ReceiverPlan } from './plan.ts'
import type { ReceiverState } from './receiver-state.ts'
import type { StoredReceiver } from './receiver-store.ts'
import type { Teller } from './teller.ts'

export type ReceiverDeps = {
  readonly store: Store
  readonly vault: Vault
  readonly clock: Clock
  readonly teller: Teller
}

const mostReceivers = 50

export class ReceiverCommands {
  readonly #deps: ReceiverDeps

  constructor(deps: ReceiverDeps) {
    this.#deps = deps
  }

  /** Without a url the known address stays. */
  put(name: string, { url, secret, ...plan }: ReceiverBody, by: string): void {
    const { store, clock, teller } = this.#deps
    const known = store.receivers.find(name)
    if (known === undefined && store.receivers.all().length >= mostReceivers)
      throw new Failure(
        'control/too-many',
        `there are ${mostReceivers} receivers already; remove one first`,
        {
          fault: 'operator',
          remedy: 'stop',
        },
      )
    const address = this.#address(known, plan, { url, secret })
    this.#refuseFaults(name, plan, address)
    const receiver = this.#sealed(name, plan, address)
    const detail = { receiver: name, platform: plan.platform, fingerprint: receiver.fingerprint, by }
    store.command({ atMs: clock.wallMs(), broadcast: null, kind: 'receiver-put', detail }, () =>
      store.receivers.put(receiver),
    )
    teller.changed(name)
  }

  remove(name: string, by: string): void {
    const { store, clock, teller } = this.#deps
    this.find(name)
    const users = store.receivers.all().filter(({ plan }) => plan.escalate?.to === name)
    if (users.length > 0)
      throw conflict(
        'in-use',
        `${users.map(each => each.name).join(', ')} escalates to ${name}; change that first`,
      )
    const detail = { receiver: name, by }
    store.command({ atMs: clock.wallMs(), broadcast: null, kind: 'receiver-removed', detail }, () =>
      store.receivers.remove(name),
    )
    teller.changed(name)
  }

  async test(name: string): Promise<{ delivered: true; tookMs: number }> {
    const { teller, clock } = this.#deps
    const receiver = this.find(name)
    const startedMs = clock.nowMs()
    const delivery = await teller.test(receiver)
    if (delivery === null)
      throw new Failure('control/too-many', `too much is sent to ${name} already; try again in a minute`, {
        fault: 'operator',
        remedy: 'retry',
      })
    if (delivery.taken) return { delivered: true, tookMs: Math.round(clock.nowMs() - startedMs) }
    throw new Failure('control/not-delivered', `${name} ${delivery.why}`, {
      fault: 'theirs',
      remedy: 'retry',
    })
  }

  find(name: string): StoredReceiver {
    const found = this.#deps.store.receivers.find(name)
    if (found === undefined) throw noSuch('receiver', name, `make it with PUT /api/receivers/${name}`)
    return found
  }

  /** With url and secret, for a drill that pages through it: at any hour, and nobody else. */
  forDrill(name: string): ReceiverBody {
    const { plan, sealed } = this.find(name)
    const address = JSON.parse(this.#deps.vault.open(sealed, placeOf(name)).reveal()) as ReceiverAddress
    const { url, secret } = address
    const told = {
      ...plan,
      broadcasts: null,
      kinds: null,
      quiet: null,
      escalate: null,
      repeatEveryMinutes: null,
      url,
    }
    return secret === null ? told : { ...told, secret }
  }

  shown(name: string) {
    this.find(name)
    const view = this.#deps.teller.views().find(({ receiver }) => receiver.name === name)
    if (view === undefined) throw noSuch('receiver', name, `make it with PUT /api/receivers/${name}`)
    return shownOf(view)
  }

  all() {
    return this.#deps.teller.views().map(shownOf)
  }

  #address(
    known: StoredReceiver | undefined,
    { platform }: ReceiverPlan,
    { url, secret }: Pick<ReceiverBody, 'url' | 'secret'>,
  ): ReceiverAddress {
    if (url !== undefined) return { url, secret: secret ?? null }
    if (known === undefined)
      throw new Mistakes([{ field: 'url', detail: 'is missing; paste the whole webhook address' }])
    if (known.plan.platform !== platform)
      throw new Mistakes([{ field: 'url', detail: 'is missing; another platform has another address' }])
    const before = JSON.parse(this.#deps.vault.open(known.sealed, placeOf(known.name)).reveal())
    return { ...(before as ReceiverAddress), ...(secret === undefined ? {} : { secret }) }
  }

  #refuseFaults(
    name: string,
    { platform, escalate, privateNetwork }: ReceiverPlan,
    address: ReceiverAddress,
  ) {
    const faults = receiverFaults(address, platform, privateNetwork)
    const field = 'escalate.to'
    if (escalate?.to === name) faults.push({ field, detail: 'is this receiver itself; name another' })
    else if (escalate !== null && this.#deps.store.receivers.find(escalate.to) === undefined)
      faults.push({ field, detail: `there is no receiver ${escalate.to}; make it first` })
    if (faults.length > 0) throw new Mistakes(faults)
  }

  #sealed(name: string, plan: ReceiverPlan, { url, secret }: ReceiverAddress): StoredReceiver {
    const { vault } = this.#deps
    return {
      name,
      plan,
      server: new URL(url).origin,
      sealed: vault.seal(new Secret(JSON.stringify({ url, secret })), placeOf(name)),
      fingerprint: vault.fingerprint(new Secret(url)),
      secretFingerprint: secret === null ? null : vault.fingerprint(new Secret(secret)),
    }
  }
}

function shownOf({
  receiver,
  state,
  pending,
}: {
  receiver: StoredReceiver
  state: ReceiverState
  pending: number
}) {
  const { name, plan, server, fingerprint, secretFingerprint } = receiver
  const { trouble, deliveredMs, triedMs, nextMs, failures } = state
  const retryAtMs = failures > 0 ? nextMs : null
  return {
    name,
    ...plan,
    server,
    urlFingerprint: fingerprint,
    secretFingerprint,
    pending,
    trouble,
    triedMs,
    deliveredMs,
    retryAtMs,
    outcomes: state.outcomes,
  }
}
