// What control reads in addresses: their platform, when the key ends, what is wrong. It keeps nothing of them.
import { ask } from '../live/ask.ts'

export type Written = { readonly url: string; readonly key: string }

export type Seen = {
  readonly url: string
  readonly platform: string | null
  readonly keyFingerprint: string | null
  readonly keyExpiresAtMs: number | null
  readonly faults: readonly {
    readonly field: 'url' | 'key'
    readonly rule: string
    readonly detail: string
  }[]
  readonly warnings: readonly { readonly rule: string; readonly about: string; readonly detail: string }[]
}

/** Where the addresses would be used. */
export type Use = {
  readonly broadcast?: string
  readonly destination?: string
  readonly platform?: string
}

export async function checkAddresses(
  addresses: readonly Written[],
  use: Use,
  signal: AbortSignal,
): Promise<readonly Seen[]> {
  const body = { addresses: addresses.map(({ url, key }) => ({ url, key })), ...use }
  return ((await ask('POST', 'api/addresses/check', body, { signal })) as { addresses: Seen[] }).addresses
}

/** A key as it may be shown: only its end, and that only where much is left unsaid. */
export function masked(key: string): string {
  return key.length >= 16 ? `••••••${key.slice(-4)}` : '••••••'
}
