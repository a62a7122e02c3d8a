// Tonight's addresses of one destination: their shapes, their keys, and whether their servers can be reached.
import { addressFaults } from '../rules/address.ts'
import { keyFaults } from '../rules/key-shape.ts'
import { unknown } from '../policy/fields.ts'
import type { Policy } from '../policy/policy.ts'
import type { StoredEndpoint } from '../store/broadcast-store.ts'
import { carrierOf, type DestinationPlan } from '../store/plan.ts'
import { type Check, failed, passed, spanOf, told } from './check.ts'
import type { Reached } from './reach.ts'
import type { PreflightView } from './view.ts'

export type AddressesSeen = {
  readonly destination: DestinationPlan
  readonly policy: Policy
  readonly endpoints: readonly StoredEndpoint[]
  readonly reached: ReadonlyMap<string, Reached>
  readonly nowMs: number
}

const soonMs = 30 * 60_000

export function addressChecks(seen: AddressesSeen, view: PreflightView): Check[] {
  const { destination, endpoints, reached } = seen
  const { name } = destination
  const rule = 'endpoints-present'
  if (endpoints.length === 0)
    return [
      failed(
        rule,
        'no address yet',
        `paste tonight's with PUT /api/broadcasts/${view.broadcast.name}/destinations/${name}/endpoints`,
      ),
    ]
  const count = endpoints.length
  const backup = count === 1 ? '1 address; there is no backup to go on at' : `${count} addresses`
  return [
    count === 1 ? told(rule, backup) : passed(rule, backup),
    ...endpoints.map((endpoint, i) => addressShape(endpoint, i, destination)),
    ...endpoints.flatMap(({ url }, i) => addressKnown(url, i, seen)),
    ...endpoints.map((_, i) => keyShape(i, seen, view)),
    ...endpoints.map((endpoint, i) => keyLasts(endpoint, i, seen, view)),
    ...endpoints.flatMap(({ url }, i) => reachChecks(url, i, reached.get(url))),
  ]
}

function addressShape({ url }: StoredEndpoint, i: number, destination: DestinationPlan): Check {
  const rule = 'address-shape'
  const faults = addressFaults({ url, key: '' }, carrierOf(destination))
  const fault = faults.find(({ field }) => field === 'url') // the key is looked at below
  return fault === undefined
    ? passed(rule, `address ${i + 1}: ${url}`)
    : failed(rule, `address ${i + 1}: ${url}`, fault.sentence)
}

/** Only tells: platforms take up new servers. */
function addressKnown(url: string, i: number, { destination, policy }: AddressesSeen): Check[] {
  const rule = 'address-known'
  const read = URL.parse(url)
  const host = hostOf(url)
  const [schemes, hosts] = [policy.schemes.value, policy.hosts.value]
  const scheme = read?.protocol.slice(0, -1) ?? ''
  const mend = `see that it is ${destination.platform}'s address, pasted to the right destination`
  if (schemes !== unknown && !schemes.includes(scheme))
    return [told(rule, `address ${i + 1}: ${scheme}:// is not known of ${destination.platform}`, mend)]
  if (hosts === unknown || hosts.some(end => host === end || host.endsWith(`.${end}`))) return []
  return [told(rule, `address ${i + 1}: ${host} is not one of ${hosts.join(', ')}`, mend)]
}

function keyShape(i: number, { destination, policy }: AddressesSeen, view: PreflightView): Check {
  const rule = 'key-shape'
  const { value: fields } = policy.keyFields
  if (fields === unknown)
    return told(rule, `address ${i + 1}: what a key of ${destination.platform} must carry is unknown`)
  const fault = keyFaults(view.openKey(destination.name, i).reveal(), fields)[0]
  return fault === undefined
    ? passed(
        rule,
        `address ${i + 1}: the key is whole${fields.length === 0 ? '' : ` (${fields.join(', ')})`}`,
      )
    : failed(
        rule,
        `address ${i + 1}: ${fault}`,
        `copy the whole key again, everything behind the "?" included; where ${destination.platform} has changed its keys, write keyFields into the policy`,
      )
}

function keyLasts(
  { expiresMs }: StoredEndpoint,
  i: number,
  { policy, nowMs }: AddressesSeen,
  { broadcast }: PreflightView,
): Check {
  const rule = 'key-not-expired'
  const plannedEndMs = Date.parse(broadcast.plan.plannedEndAt ?? '')
  if (expiresMs === null) {
    const life = policy.keyLifeMs.value
    const known = typeof life === 'number' ? `; one is good for ${spanOf(life)} from its issue` : ''
    return told(rule, `address ${i + 1}: the key does not say when it ends${known}`)
  }
  const when = `address ${i + 1}: the key ends ${new Date(expiresMs).toISOString()}`
  const mend = 'fetch a new one from the platform'
  if (expiresMs <= nowMs) return failed(rule, `${when}; that is past`, mend)
  if (expiresMs < plannedEndMs)
    return failed(rule, `${when}, before the planned end ${new Date(plannedEndMs).toISOString()}`, mend)
  const left = `${when}, in ${spanOf(expiresMs - nowMs)}`
  return expiresMs - nowMs < soonMs ? told(rule, `${left}; that is soon`, mend) : passed(rule, left)
}

function reachChecks(url: string, i: number, reached: Reached | undefined): Check[] {
  const host = hostOf(url)
  const [name, server] = ['name-resolves', 'server-answers']
  switch (reached?.at) {
    case 'reached':
      return [
        passed(name, `address ${i + 1}: ${host}`),
        passed(server, `address ${i + 1}: ${host} took the connection after ${reached.tookMs} ms`),
      ]
    case 'no-name':
      return [
        failed(
          name,
          `address ${i + 1}: ${host} has no address in DNS (${reached.why})`,
          'compare it with what the platform shows',
        ),
      ]
    case 'no-answer':
      return [
        passed(name, `address ${i + 1}: ${host}`),
        failed(
          server,
          `address ${i + 1}: ${host} does not take a connection (${reached.why})`,
          'see that this machine may reach it (firewall, port), or paste another address',
        ),
      ]
    case 'name-only':
      return [
        passed(name, `address ${i + 1}: ${host}`),
        told(server, `address ${i + 1}: ${host} is not tried: SRT answers only who speaks it`),
      ]
    case undefined:
      return [] // of an address that came while we looked
    default:
      return reached satisfies never
  }
}

function hostOf(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '').toLowerCase()
}
