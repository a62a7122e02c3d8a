// Who is asking, from where, and whether they may: tokens, sessions, tickets, Host and Origin.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { digestOf, sameDigest, type Secret } from '#core/secret.ts'
import { hostNameOf, isLoopbackName } from '../loopback.ts'
import type { Settings } from '../settings.ts'
import { type AccessStore, type Role, roles, type Visitor } from '../store/access-store.ts'
import { Tickets } from './tickets.ts'
import { WrongTokens } from './wrong-tokens.ts'

export type AccessDeps = {
  readonly store: AccessStore
  readonly settings: Settings
  readonly adminToken: Secret
  readonly clock: Clock
}

const cookieName = 'changming_session'
const sessionMs = 12 * 3_600_000
const operator = { fault: 'operator', remedy: 'stop' } as const

export class Access {
  readonly tickets: Tickets
  readonly #deps: AccessDeps
  readonly #wrong: WrongTokens
  readonly #adminDigest: string

  constructor(deps: AccessDeps) {
    this.#deps = deps
    this.tickets = new Tickets(deps.clock)
    this.#wrong = new WrongTokens(deps.clock)
    this.#adminDigest = digestOf(deps.adminToken.reveal())
  }

  /** Refuses a Host that is not ours: a page elsewhere may have bent its own name to this address (DNS rebinding). */
  checkHost(request: IncomingMessage): void {
    const { publicUrl, http } = this.#deps.settings
    const name = hostNameOf(request.headers.host)
    const publicName = publicUrl === undefined ? '' : (URL.parse(publicUrl)?.hostname ?? '')
    const bare = name.replace(/^\[|\]$/g, '')
    const isOwnAddress = !isLoopbackName(http.host) && isIP(bare) !== 0
    if (name !== '' && (isLoopbackName(name) || name === publicName || bare === http.host || isOwnAddress))
      return
    throw new Failure(
      'control/wrong-host',
      'this Host is not one of ours; open the address that was printed at start, or set publicUrl',
      operator,
    )
  }

  /** A browser says which page asks: only our own may, with a cookie or over WebSocket. */
  checkOrigin(request: IncomingMessage, isNeeded: boolean): void {
    const { origin, host } = request.headers
    if (origin === undefined && !isNeeded) return
    const { publicUrl } = this.#deps.settings
    const asked = URL.parse(origin ?? '')
    const isOurs =
      asked !== null &&
      (asked.host === host?.toLowerCase() || asked.origin === URL.parse(publicUrl ?? '')?.origin)
    if (!isOurs)
      throw new Failure('control/wrong-origin', 'only pages of this house may ask with a session', operator)
  }

  /** The visitor behind a request, or a refusal. Tickets are looked at only where `ticketPath` is given. */
  visitor(request: IncomingMessage, ticketPath: string | null): Visitor {
    const ticket = ticketPath === null ? null : ticketOf(request)
    if (ticket !== null && ticketPath !== null) {
      if (this.tickets.spend(ticket, ticketPath)) return { name: 'ticket', role: 'viewer' }
      throw this.#refuse(request, 'this ticket is used up, too old, or for another path; fetch a new one')
    }
    const bearer = bearerOf(request)
    if (bearer !== null) return this.#byToken(request, bearer)
    const cookie = cookieOf(request)
    const session = cookie === null ? undefined : this.#bySession(cookie)
    if (session === undefined)
      throw unauthorized('send "Authorization: Bearer <token>", or open a session with POST /api/session')
    const isSafe = request.method === 'GET' || request.method === 'HEAD'
    this.checkOrigin(request, !isSafe)
    return session
  }

  #byToken(request: IncomingMessage, token: string): Visitor {
    const address = this.addressOf(request)
    if (this.#wrong.isTooMany(address))
      throw new Failure(
        'control/too-many',
        'too many wrong tokens from your address; wait a minute',
        operator,
      )
    const visitor = this.#visitorOf(digestOf(token))
    if (visitor !== undefined) return visitor
    throw this.#refuse(request, 'this token is not known here')
  }

  #visitorOf(digest: string): Visitor | undefined {
    if (sameDigest(digest, this.#adminDigest)) return { name: 'admin', role: 'admin' }
    return this.#deps.store.visitorByToken(digest)
  }

  #bySession(cookie: string): Visitor | undefined {
    const session = this.#deps.store.session(digestOf(cookie), this.#deps.clock.wallMs())
    // The token it was opened with must still be good: taking that back ends its sessions.
    return session === undefined ? undefined : this.#visitorOf(session.tokenDigest)
  }

  #refuse(request: IncomingMessage, sentence: string): Failure {
    this.#wrong.add(this.addressOf(request))
    return unauthorized(sentence)
  }

  /** Trades a token for a cookie. */
  openSession(request: IncomingMessage, token: string): { visitor: Visitor; cookie: string } {
    this.checkOrigin(request, false)
    const visitor = this.#byToken(request, token)
    const value = randomBytes(32).toString('base64url')
    const { clock, store } = this.#deps
    const untilMs = clock.wallMs() + sessionMs
    const session = { ...visitor, digest: digestOf(value), tokenDigest: digestOf(token), untilMs }
    store.openSession(session, clock.wallMs())
    return { visitor, cookie: this.#cookie(request, value, sessionMs / 1_000) }
  }

  /** Ends the session of a request, where it has one; the cookie that says so. */
  closeSession(request: IncomingMessage): string {
    const cookie = cookieOf(request)
    if (cookie !== null) this.#deps.store.closeSession(digestOf(cookie))
    return this.#cookie(request, '', 0)
  }

  #cookie(request: IncomingMessage, value: string, maxAgeSeconds: number): string {
    const isSecure = this.#isSecure(request) ? '; Secure' : ''
    return `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAgeSeconds}${isSecure}`
  }

  #isSecure(request: IncomingMessage): boolean {
    const { http, trustProxy, publicUrl } = this.#deps.settings
    if (http.certFile !== undefined) return true
    if (trustProxy && headerOf(request, 'x-forwarded-proto') === 'https') return true
    return publicUrl?.startsWith('https:') === true && !isLoopbackName(hostNameOf(request.headers.host))
  }

  /** Where the request came from; behind a trusted proxy, what the proxy says (the last entry is its own). */
  addressOf(request: IncomingMessage): string {
    const forwarded = headerOf(request, 'x-forwarded-for')?.split(',').at(-1)?.trim()
    if (this.#deps.settings.trustProxy && forwarded) return forwarded.slice(0, 64)
    return request.socket.remoteAddress ?? ''
  }

  /** Metrics: free on this very machine, else for the metrics token or an administrator. */
  checkMetrics(request: IncomingMessage): void {
    if (isPlainLoopback(request)) return
    const bearer = bearerOf(request)
    const { metricsToken } = this.#deps.settings
    if (bearer !== null && metricsToken !== undefined && sameDigest(digestOf(bearer), digestOf(metricsToken)))
      return
    if (bearer === null)
      throw unauthorized('scrapes from elsewhere send "Authorization: Bearer <CHANGMING_METRICS_TOKEN>"')
    requireRole(this.#byToken(request, bearer), 'admin')
  }
}

export function requireRole(visitor: Visitor, role: Role): void {
  if (roles.indexOf(visitor.role) >= roles.indexOf(role)) return
  throw new Failure('control/forbidden', `this needs the role ${role}; yours is ${visitor.role}`, operator)
}

function unauthorized(sentence: string): Failure {
  return new Failure('control/unauthorized', sentence, operator)
}

/** From this machine, under its own name, through no proxy. */
function isPlainLoopback(request: IncomingMessage): boolean {
  const isForwarded = Object.keys(request.headers).some(name =>
    /^(?:x-forwarded-|x-real-ip$|forwarded$|via$)/.test(name),
  )
  return (
    !isForwarded &&
    isLoopbackName(request.socket.remoteAddress ?? '') &&
    isLoopbackName(hostNameOf(request.headers.host))
  )
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}

function bearerOf(request: IncomingMessage): string | null {
  const found = /^Bearer +(\S{1,512})$/i.exec(request.headers.authorization ?? '')
  return found?.[1] ?? null
}

function cookieOf(request: IncomingMessage): string | null {
  const found = new RegExp(`(?:^|; *)${cookieName}=([A-Za-z0-9_-]{1,128})(?:;|$)`).exec(
    request.headers.cookie ?? '',
  )
  return found?.[1] ?? null
}

function ticketOf(request: IncomingMessage): string | null {
  return URL.parse(request.url ?? '', 'http://house')?.searchParams.get('ticket') ?? null
}
