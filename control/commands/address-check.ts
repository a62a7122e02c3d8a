// What is known of pasted addresses before anybody uses them. They are looked at and forgotten: nothing is stored, logged or told.
import { Secret } from '#core/secret.ts'
import { unknown } from '../policy/fields.ts'
import type { Policy } from '../policy/policy.ts'
import { type AddressFault, addressFaults, addressWarnings } from '../rules/address.ts'
import { keyExpiryMs } from '../rules/key-expiry.ts'
import { missingFields } from '../rules/key-shape.ts'
import { keyClash, type KeyUse } from '../rules/key-use.ts'
import { type DestinationPlan, type Platform, platforms } from '../store/plan.ts'
import type { Store } from '../store/store.ts'
import type { CommandDeps } from './deps.ts'

export type AskedAddresses = {
  readonly addresses: readonly { readonly url: string; readonly key: string }[]
  /** Where they would be used; its own policy counts then. */
  readonly broadcast?: string | undefined
  readonly destination?: string | undefined
  /** Where the destination is not there yet. */
  readonly platform?: Platform | undefined
}

export const addressWarningRules = [
  'other-platform',
  'unknown-host',
  'scheme',
  'key-cut',
  'key-ended',
  'key-ends-soon',
  'deep-url',
  'key-in-use',
] as const
export type AddressWarning = {
  readonly rule: (typeof addressWarningRules)[number]
  /** What it is about: a platform, a server, fields of the key, who sends with it. */
  readonly about: string
  readonly detail: string
}

export type SeenAddress = {
  readonly url: string
  /** By its server; null where no platform's policy names it. */
  readonly platform: Platform | null
  readonly keyFingerprint: string | null
  readonly keyExpiresAtMs: number | null
  /** It cannot be used as it is. */
  readonly faults: readonly AddressFault[]
  /** It may be right all the same. */
  readonly warnings: readonly AddressWarning[]
}

const soonMs = 30 * 60_000

/** `uses` are the addresses of all that is wished on the air. */
export function checkAddresses(
  asked: AskedAddresses,
  { store, vault, clock }: CommandDeps,
  uses: readonly KeyUse[],
): SeenAddress[] {
  const destination = destinationOf(asked, store)
  const nowMs = clock.wallMs()
  return asked.addresses.map(address => {
    const platform = platformOf(address.url, store)
    const expected = destination?.platform ?? asked.platform ?? platform ?? 'rtmp'
    const policy = store.policies.ofDestination(destination ?? { platform: expected })
    const isSrt = address.url.startsWith('srt:') && (expected === 'srt' || asked.platform === undefined)
    const carrier = destination?.carrier ?? (isSrt || expected === 'srt' ? 'ffmpeg' : 'rtmp')
    const faults = addressFaults(address, carrier)
    const fingerprint = address.key === '' ? null : vault.fingerprint(new Secret(address.key))
    const keyExpiresAtMs = keyExpiryMs(address.key, policy.keyExpiryFields.value)
    const { broadcast = '', destination: name = '' } = asked
    const wanted = { broadcast, destination: name, platform: expected, url: address.url }
    return {
      url: address.url,
      platform,
      keyFingerprint: fingerprint,
      keyExpiresAtMs,
      faults,
      warnings: [
        ...(faults.some(({ field }) => field === 'url')
          ? []
          : ofServer(address.url, platform, expected, policy)),
        ...(address.key === '' ? [] : ofKey(address.key, policy)),
        ...ofExpiry(keyExpiresAtMs, nowMs),
        ...(fingerprint === null ? [] : ofUse({ ...wanted, fingerprint }, uses)),
      ],
    }
  })
}

function destinationOf(
  { broadcast, destination }: AskedAddresses,
  store: Store,
): DestinationPlan | undefined {
  if (broadcast === undefined || destination === undefined) return undefined
  return store.broadcasts.find(broadcast)?.plan.destinations.find(({ name }) => name === destination)
}

/** The platform whose policy names this server. */
function platformOf(url: string, store: Store): Platform | null {
  const host = hostOf(url)
  const isOne = (platform: Platform) => {
    const { value } = store.policies.of(platform).hosts
    return value !== unknown && value.some(end => host === end || host.endsWith(`.${end}`))
  }
  return platforms.find(isOne) ?? null
}

function ofServer(
  url: string,
  platform: Platform | null,
  expected: Platform,
  { hosts, schemes }: Policy,
): AddressWarning[] {
  const host = hostOf(url)
  const scheme = url.split(':')[0] ?? ''
  const isOwn = expected === 'rtmp' || expected === 'srt'
  const deep = addressWarnings(url).map(detail => ({ rule: 'deep-url' as const, about: '', detail }))
  const strange =
    schemes.value === unknown || schemes.value.includes(scheme as 'rtmp')
      ? []
      : [{ rule: 'scheme' as const, about: scheme, detail: `${scheme}:// is not known of ${expected}` }]
  if (platform !== null && platform !== expected && !isOwn)
    return [
      {
        rule: 'other-platform',
        about: platform,
        detail: `${host} is a server of ${platform}, not ${expected}`,
      },
      ...deep,
    ]
  if (platform === null && !isOwn && hosts.value !== unknown)
    return [
      { rule: 'unknown-host', about: host, detail: `${host} is not one of ${hosts.value.join(', ')}` },
      ...strange,
      ...deep,
    ]
  return [...strange, ...deep]
}

function ofKey(key: string, { keyFields }: Policy): AddressWarning[] {
  if (keyFields.value === unknown) return []
  const missing = missingFields(key, keyFields.value).join(', ')
  return missing === '' ? [] : [{ rule: 'key-cut', about: missing, detail: `the key lacks ${missing}` }]
}

function ofExpiry(expiresMs: number | null, nowMs: number): AddressWarning[] {
  if (expiresMs === null) return []
  const when = new Date(expiresMs).toISOString()
  if (expiresMs <= nowMs)
    return [{ rule: 'key-ended', about: when, detail: `the key says of itself that it ended ${when}` }]
  return expiresMs - nowMs > soonMs
    ? []
    : [{ rule: 'key-ends-soon', about: when, detail: `the key says of itself that it ends ${when}` }]
}

function ofUse(wanted: KeyUse, uses: readonly KeyUse[]): AddressWarning[] {
  const held = keyClash([wanted], uses)?.held
  if (held === undefined) return []
  const about = `${held.destination} (${held.broadcast})`
  return [
    { rule: 'key-in-use', about, detail: `${held.destination} of ${held.broadcast} sends with this key` },
  ]
}

function hostOf(url: string): string {
  return (URL.parse(url)?.hostname ?? '').replace(/^\[|\]$/g, '').toLowerCase()
}
