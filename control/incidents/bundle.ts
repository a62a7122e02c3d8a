// Everything about one incident in one file to hand on: the record, what happened around it, the recorder, the settings; no keys.
import { Secret } from '#core/secret.ts'
import type { Incident } from '#monitoring'
import { type FlightSlice, scrubbed } from '#relay'
import type { Settings } from '../settings.ts'
import type { HouseEvent } from '../store/event-store.ts'
import type { Store } from '../store/store.ts'
import { placeOfKey } from '../supervisor/desired.ts'
import type { Vault } from '../vault.ts'
import type { Flights } from './flights.ts'

export type BundleDeps = {
  readonly store: Store
  readonly vault: Vault
  readonly settings: Settings
  readonly flights: Flights
}

export type Bundle = {
  readonly incident: Incident
  readonly events: readonly HouseEvent[]
  readonly flights: readonly FlightSlice[]
  readonly broadcasts: readonly unknown[]
  readonly settings: unknown
}

const aroundMs = 120_000
const mostEvents = 2_000
const secretSettings = ['adminToken', 'metricsToken'] as const

export async function bundleOf(incident: Incident, deps: BundleDeps, signal: AbortSignal): Promise<Bundle> {
  const { store, settings, flights } = deps
  const fromMs = incident.beganMs - aroundMs
  const toMs = (incident.overMs ?? Number.MAX_SAFE_INTEGER - aroundMs) + aroundMs
  const shown: Record<string, unknown> = { ...settings }
  for (const name of secretSettings) if (shown[name] !== undefined) shown[name] = '•••'
  const bundle: Bundle = {
    incident,
    events: store.events
      .between(fromMs, toMs, mostEvents)
      .filter(({ broadcast }) => broadcast === null || incident.broadcasts.includes(broadcast)),
    flights: await flights.of(incident, signal),
    broadcasts: incident.broadcasts.flatMap(name => broadcastOf(store, name)),
    settings: shown,
  }
  return withoutKeys(bundle, deps)
}

/** Nothing that is handed out holds a key; should something ever come to, it is taken out here. */
export function withoutKeys<T>(value: T, deps: Omit<BundleDeps, 'flights'>): T {
  return scrub(value, keysOf(deps)) as T
}

/** As planned, with addresses but by fingerprint. */
function broadcastOf(store: Store, name: string): unknown[] {
  const found = store.broadcasts.find(name)
  if (found === undefined) return []
  const destinations = found.plan.destinations.map(destination => ({
    ...destination,
    endpoints: store.broadcasts
      .endpoints(name, destination.name)
      .map(({ url, fingerprint, expiresMs }) => ({ url, fingerprint, expiresMs })),
  }))
  return [{ ...found, plan: { ...found.plan, destinations } }]
}

type Keyed = Parameters<typeof scrubbed>[1][number]

function keysOf({ store, vault, settings }: Omit<BundleDeps, 'flights'>): Pick<Keyed, 'key'>[] {
  const tokens = secretSettings.flatMap(name =>
    settings[name] === undefined ? [] : [new Secret(settings[name])],
  )
  const keys = store.broadcasts
    .all()
    .flatMap(({ name, plan }) =>
      plan.destinations.flatMap(destination =>
        store.broadcasts
          .endpoints(name, destination.name)
          .map(({ sealedKey }, ordinal) =>
            vault.open(sealedKey, placeOfKey(name, destination.name, ordinal)),
          ),
      ),
    )
  return [...keys, ...tokens].map(key => ({ key }))
}

/** Texts only: a key of digits must not eat figures. */
function scrub(value: unknown, keys: readonly Pick<Keyed, 'key'>[]): unknown {
  if (typeof value === 'string') return scrubbed(value, keys)
  if (Array.isArray(value)) return value.map(each => scrub(each, keys))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, scrub(each, keys)]))
}
