// Commands on destinations: tonight's addresses, and another try after a person has acted.
import { Secret } from '#core/secret.ts'
import { readAddress } from '#relay'
import { type Address, addressFaults, addressWarnings } from '../rules/address.ts'
import { keyExpiryMs } from '../rules/key-expiry.ts'
import { keyFaults } from '../rules/key-shape.ts'
import { type Mistake, Mistakes } from '../rules/mistakes.ts'
import type { StoredBroadcast, StoredEndpoint } from '../store/broadcast-store.ts'
import { carrierOf, type DestinationPlan, type EndpointPlan } from '../store/plan.ts'
import { placeOfKey } from '../supervisor/desired.ts'
import { type AskedAddresses, checkAddresses, type SeenAddress } from './address-check.ts'
import type { BroadcastCommands } from './broadcasts.ts'
import type { CommandDeps } from './deps.ts'
import { conflict, noSuch } from './refusals.ts'

export type TakenEndpoints = {
  readonly endpoints: readonly StoredEndpoint[]
  readonly warnings: readonly string[]
}

type Found = { readonly broadcast: StoredBroadcast; readonly destination: DestinationPlan }

export class DestinationCommands {
  readonly #deps: CommandDeps
  readonly #broadcasts: BroadcastCommands

  constructor(deps: CommandDeps, broadcasts: BroadcastCommands) {
    this.#deps = deps
    this.#broadcasts = broadcasts
  }

  /** Replaces a destination's addresses, on air too. */
  putEndpoints(
    broadcastName: string,
    name: string,
    written: readonly EndpointPlan[],
    by: string,
  ): TakenEndpoints {
    const { store, vault, clock, changed } = this.#deps
    const { broadcast, destination } = this.#find(broadcastName, name)
    const plans = this.#withKeptKeys(broadcastName, name, written)
    const mistakes = plans.flatMap((plan, i) => endpointMistakes(plan, i, destination, plans))
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    const { keyExpiryFields, keyFields } = store.policies.ofDestination(destination)
    const endpoints = plans.map(({ url, key }, ordinal) => {
      const secret = new Secret(key)
      return {
        url,
        sealedKey: vault.seal(secret, placeOfKey(broadcastName, name, ordinal)),
        fingerprint: vault.fingerprint(secret),
        expiresMs: keyExpiryMs(key, keyExpiryFields.value),
      }
    })
    if (broadcast.wish === 'on') this.#refuseClash(broadcast, destination, endpoints)
    const detail = { destination: name, by, keyFingerprints: endpoints.map(each => each.fingerprint) }
    const event = { atMs: clock.wallMs(), broadcast: broadcastName, kind: 'endpoints-changed', detail }
    store.command(event, () => {
      store.broadcasts.putEndpoints(broadcastName, name, endpoints)
      store.broadcasts.raiseGeneration(broadcastName, name)
    })
    changed.broadcast(broadcastName)
    const cutShort = plans.flatMap(({ key }, i) =>
      keyFaults(key, keyFields.value === 'unknown' ? [] : keyFields.value).map(fault => `${i}.key: ${fault}`),
    )
    return { endpoints, warnings: [...cutShort, ...warningsFor(endpoints, clock.wallMs())] }
  }

  /** What can be read in pasted addresses; they are looked at and forgotten. */
  check(asked: AskedAddresses): SeenAddress[] {
    const onAir = this.#deps.store.broadcasts.all().filter(({ wish }) => wish === 'on')
    const uses = onAir.flatMap(each => this.#broadcasts.keyUses(each))
    return checkAddresses(asked, this.#deps, uses)
  }

  /** A person says: try again. What was blocked may connect once more. */
  retry(broadcastName: string, name: string, by: string): void {
    const { store } = this.#deps
    this.#find(broadcastName, name)
    this.#do(broadcastName, 'retry', { destination: name, by }, () =>
      store.broadcasts.raiseGeneration(broadcastName, name),
    )
  }

  /** Ends one leg; its siblings notice nothing. It lasts until it is started, or the whole broadcast is stopped. */
  stop(broadcastName: string, name: string, by: string): void {
    const { store, clock, hasLit } = this.#deps
    this.#findOnAir(broadcastName, name)
    if (store.broadcasts.destination(broadcastName, name).wish === 'off') return // said already
    const isLit = hasLit(broadcastName, name)
    this.#do(broadcastName, 'destination-stop', { destination: name, by }, () => {
      store.broadcasts.setDestinationWish(broadcastName, name, 'off')
      if (isLit) store.broadcasts.setRoomLeft(broadcastName, name, clock.wallMs())
    })
  }

  /** Wishes on again what was stopped alone. */
  start(broadcastName: string, name: string, by: string): void {
    const { store } = this.#deps
    const { broadcast, destination } = this.#findOnAir(broadcastName, name)
    if (store.broadcasts.destination(broadcastName, name).wish === 'on') return // said already
    this.#refuseClash(broadcast, destination, store.broadcasts.endpoints(broadcastName, name))
    this.#do(broadcastName, 'destination-start', { destination: name, by }, () => {
      store.broadcasts.setDestinationWish(broadcastName, name, 'on')
      store.broadcasts.setRoomLeft(broadcastName, name, null)
      store.broadcasts.raiseGeneration(broadcastName, name)
    })
  }

  /** A person says: the room was ended at the platform. */
  roomEnded(broadcastName: string, name: string, by: string): void {
    const { store } = this.#deps
    this.#find(broadcastName, name)
    if (store.broadcasts.destination(broadcastName, name).roomLeftMs === null) return // said already, or never left
    this.#do(broadcastName, 'room-ended', { destination: name, by }, () =>
      store.broadcasts.setRoomLeft(broadcastName, name, null),
    )
  }

  #do(
    broadcast: string,
    kind: string,
    detail: { readonly destination: string; readonly by: string },
    change: () => void,
  ): void {
    const { store, clock, changed } = this.#deps
    store.command({ atMs: clock.wallMs(), broadcast, kind, detail }, change)
    changed.broadcast(broadcast)
  }

  #findOnAir(broadcastName: string, name: string): Found {
    const found = this.#find(broadcastName, name)
    if (found.broadcast.wish === 'off')
      throw conflict(
        'off-air',
        `${broadcastName} is off the air; start it with POST /api/broadcasts/${broadcastName}/start`,
      )
    return found
  }

  #find(broadcastName: string, name: string): Found {
    const broadcast = this.#broadcasts.find(broadcastName)
    const destination = broadcast.plan.destinations.find(each => each.name === name)
    if (destination === undefined)
      throw noSuch(
        'destination',
        `${name} in ${broadcastName}`,
        `add it with PUT /api/broadcasts/${broadcastName}`,
      )
    return { broadcast, destination }
  }

  /** Keys that are here already stay without being pasted again: for the same url only, else one could be sent elsewhere. */
  #withKeptKeys(broadcast: string, destination: string, written: readonly EndpointPlan[]): Address[] {
    const { store, vault } = this.#deps
    const known = store.broadcasts.endpoints(broadcast, destination)
    const mistakes: Mistake[] = []
    const plans = written.map(({ url, key, keyFingerprint }, i) => {
      if (key !== undefined && keyFingerprint === undefined) return { url, key }
      const ordinal = known.findIndex(each => each.url === url && each.fingerprint === keyFingerprint)
      if (key !== undefined)
        mistakes.push({ field: `${i}.keyFingerprint`, detail: 'leave it out, or the key' })
      else if (keyFingerprint === undefined) mistakes.push({ field: `${i}.key`, detail: 'must be text' })
      else if (ordinal < 0)
        mistakes.push({
          field: `${i}.keyFingerprint`,
          detail: 'no such address is here; paste its key again',
        })
      const sealed = known[ordinal]?.sealedKey
      const kept =
        sealed === undefined ? '' : vault.open(sealed, placeOfKey(broadcast, destination, ordinal)).reveal()
      return { url, key: kept }
    })
    if (mistakes.length > 0) throw new Mistakes(mistakes)
    return plans
  }

  #refuseClash(
    broadcast: StoredBroadcast,
    { name, platform }: DestinationPlan,
    endpoints: readonly StoredEndpoint[],
  ) {
    const others = this.#broadcasts.keyUses(broadcast).filter(use => use.destination !== name)
    const own = endpoints.map(({ url, fingerprint }) => ({
      broadcast: broadcast.name,
      destination: name,
      platform,
      url,
      fingerprint,
    }))
    this.#broadcasts.refuseClash(broadcast.name, [...others, ...own])
  }
}

function endpointMistakes(
  plan: Address,
  i: number,
  destination: DestinationPlan,
  all: readonly Address[],
): Mistake[] {
  const faults = addressFaults(plan, carrierOf(destination)).map(({ field, sentence }) => ({
    field: `${i}.${field}`,
    detail: sentence,
  }))
  if (faults.length > 0) return faults
  const first = all.findIndex(({ url, key }) => url === plan.url && key === plan.key)
  if (first < i) return [{ field: `${i}`, detail: `is the same address as number ${first}; leave one out` }]
  try {
    readAddress(plan.url) // the relay's own reading has the last word
    return []
  } catch {
    return [
      {
        field: `${i}.url`,
        detail: 'cannot be read as an address; write it like rtmp://push.example.com/live',
      },
    ]
  }
}

function warningsFor(endpoints: readonly StoredEndpoint[], nowMs: number): string[] {
  return endpoints.flatMap(({ url, expiresMs }, i) => [
    ...addressWarnings(url).map(sentence => `${i}.url: ${sentence}`),
    ...(expiresMs !== null && expiresMs <= nowMs
      ? [`${i}.key: says of itself that it ended ${new Date(expiresMs).toISOString()}; fetch a new one`]
      : []),
  ])
}
