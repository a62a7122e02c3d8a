// Never two senders for one key: who would push with a key that is already wished on air elsewhere.
import { placeOf } from './address.ts'

/** One endpoint, by what may be known of it. */
export type KeyUse = {
  readonly broadcast: string
  readonly destination: string
  readonly platform: string
  readonly url: string
  readonly fingerprint: string
}

export type KeyClash = { readonly wanted: KeyUse; readonly held: KeyUse }

/** The first endpoint of `wanted` whose key another destination of `onAir`, or of `wanted` itself, would send with. */
export function keyClash(wanted: readonly KeyUse[], onAir: readonly KeyUse[]): KeyClash | undefined {
  for (const [i, use] of wanted.entries()) {
    const held = [...onAir, ...wanted.slice(0, i)].find(
      other => isSameKey(use, other) && !isSameLeg(use, other),
    )
    if (held !== undefined) return { wanted: use, held }
  }
  return undefined
}

function isSameLeg(a: KeyUse, b: KeyUse): boolean {
  return a.broadcast === b.broadcast && a.destination === b.destination
}

// On a platform a key is one room whatever the host; at servers of one's own, "live" may be a key on each.
function isSameKey(a: KeyUse, b: KeyUse): boolean {
  if (a.fingerprint !== b.fingerprint) return false
  return !isOwnServer(a.platform) || !isOwnServer(b.platform) || placeOf(a.url) === placeOf(b.url)
}

function isOwnServer(platform: string): boolean {
  return platform === 'rtmp' || platform === 'srt'
}
