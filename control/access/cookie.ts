// The cookie of a session: for our own pages only, below the path under which people reach us.
import type { IncomingMessage } from 'node:http'
import { digestOf } from '#core/secret.ts'
import { hostNameOf, isLoopbackName } from '../loopback.ts'
import type { Settings } from '../settings.ts'
import { publicPathOf } from './public-path.ts'

const cookieName = 'changming_session'

type Where = Pick<Settings, 'http' | 'trustProxy' | 'publicUrl'>

/** `maxAgeSeconds` of 0 takes it away. */
export function cookieFor(
  request: IncomingMessage,
  settings: Where,
  value: string,
  maxAgeSeconds: number,
): string {
  const isPublic = cameByPublicUrl(request, settings)
  const path = isPublic ? publicPathOf(settings.publicUrl) : '/'
  const secure = isSecure(request, settings, isPublic) ? '; Secure' : ''
  return `${cookieName}=${value}; Path=${path}; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${secure}`
}

/** The digest of a request's cookie; null where it has none. */
export function cookieDigestOf(request: IncomingMessage): string | null {
  const found = new RegExp(`(?:^|; *)${cookieName}=([A-Za-z0-9_-]{1,128})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )
  return found?.[1] === undefined ? null : digestOf(found[1])
}

/** A proxy may name itself or us in Host: the page's own origin says more. */
function cameByPublicUrl(request: IncomingMessage, { publicUrl }: Where): boolean {
  const known = URL.parse(publicUrl ?? '')
  if (known === null) return false
  const { origin, host } = request.headers
  return origin === undefined
    ? host?.toLowerCase() === known.host
    : URL.parse(origin)?.origin === known.origin
}

function isSecure(
  request: IncomingMessage,
  { http, trustProxy, publicUrl }: Where,
  isPublic: boolean,
): boolean {
  if (http.certFile !== undefined) return true
  if (trustProxy && request.headers['x-forwarded-proto'] === 'https') return true
  if (publicUrl?.startsWith('https:') !== true) return false
  return isPublic || !isLoopbackName(hostNameOf(request.headers.host))
}
