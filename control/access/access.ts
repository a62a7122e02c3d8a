// Who is asking, from where, and whether they may: tokens, accounts, sessions, tickets, Host and Origin.
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { digestOf, sameDigest, type Secret } from '#core/secret.ts'
import { hostNameOf, isLoopbackName } from '../loopback.ts'
import type { Settings } from '../settings.ts'
import type { AccessStore, Credential, Role, Session, Visitor } from '../store/access-store.ts'
import { roles } from '../store/access-store.ts'
import type { AccountStore } from '../store/account-store.ts'
import { cookieDigestOf } from './cookie.ts'
import { HeldOpen } from './held-open.ts'
import { Tickets } from './tickets.ts'
import { TooMany } from './brake.ts'
import { WrongTokens, wrongTokensWaitMs } from './wrong-tokens.ts'

export type AccessDeps = {
  readonly store: AccessStore
  readonly accounts: AccountStore
  readonly settings: Settings
  readonly adminToken: Secret
  readonly clock: Clock
}

const operator = { fault: 'operator', remedy: 'stop' } as const
/** Last seen is kept this exactly: each look would cost a write otherwise. */
const seenEveryMs = 30_000

export class Access {
  readonly tickets: Tickets
  readonly heldOpen: HeldOpen
  readonly #deps: AccessDeps
  readonly #wrong: WrongTokens
  readonly #adminDigest: string

  constructor(deps: AccessDeps) {
    this.#deps = deps
    this.tickets = new Tickets(deps.clock)
    this.heldOpen = new HeldOpen(deps.clock, credential => this.isGood(credential))
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
    const site = request.headers['sec-fetch-site']
    const isOwnSite = site === 'same-origin'
    // `none` is a person who typed the address.
    if (origin === undefined && (isOwnSite || (!isNeeded && (site === undefined || site === 'none')))) return
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
      const credential = this.tickets.spend(ticket, ticketPath)
      if (credential !== undefined && this.isGood(credential))
        return { name: 'ticket', role: 'viewer', credential }
      throw this.#refuse(request, 'this ticket is used up, too old, or for another path; fetch a new one')
    }
    const bearer = bearerOf(request)
    if (bearer !== null) return this.byToken(request, bearer)
    const session = this.sessionOf(request)
    const visitor = session === undefined ? undefined : this.#visitorIn(session)
    if (session === undefined || visitor === undefined)
      throw unauthorized('send "Authorization: Bearer <token>", or open a session with POST /api/session')
    const isSafe = request.method === 'GET' || request.method === 'HEAD'
    this.checkOrigin(request, !isSafe)
    this.#noteSeen(session, request)
    return visitor
  }

  /** The session whose cookie came with a request. */
  sessionOf(request: IncomingMessage): Session | undefined {
    const digest = cookieDigestOf(request)
    return digest === null ? undefined : this.#deps.store.session(digest, this.#deps.clock.wallMs())
  }

  /** The visitor of a token, or a refusal that counts as a guess. */
  byToken(request: IncomingMessage, token: string): Visitor {
    if (this.#wrong.isTooMany(this.addressOf(request)))
      throw new TooMany('too many wrong tokens from your address; wait a minute', wrongTokensWaitMs)
    const visitor = this.#visitorOf(digestOf(token))
    if (visitor !== undefined) return visitor
    throw this.#refuse(request, 'this token is not known here')
  }

  #visitorOf(digest: string): Visitor | undefined {
    if (sameDigest(digest, this.#adminDigest))
      return { name: 'admin', role: 'admin', credential: { by: 'admin' } }
    return this.#deps.store.visitorByToken(digest)
  }

  /** What it was opened with must still be good: taking that back ends its sessions. */
  #visitorIn(session: Session): Visitor | undefined {
    const credential: Credential = { by: 'session', id: session.id }
    if (session.account === null) {
      const visitor = this.#visitorOf(session.tokenDigest ?? '')
      return visitor === undefined ? undefined : { ...visitor, credential }
    }
    const account = this.#deps.accounts.find(session.account)
    if (account === undefined) return undefined
    return { name: account.name, role: account.role, title: account.title, credential }
  }

  /** Whether what somebody came in with still lets them in. */
  isGood(credential: Credential): boolean {
    switch (credential.by) {
      case 'admin':
        return true
      case 'token':
        return this.#visitorOf(credential.digest) !== undefined
      case 'session': {
        const session = this.#deps.store.sessionById(credential.id, this.#deps.clock.wallMs())
        return session !== undefined && this.#visitorIn(session) !== undefined
      }
      default:
        return credential satisfies never
    }
  }

  /** The role of whoever a session is of; null where it is good no more. */
  roleIn(session: Session): { role: Role; title: string | null } | null {
    const visitor = this.#visitorIn(session)
    return visitor === undefined ? null : { role: visitor.role, title: visitor.title ?? null }
  }

  #noteSeen(session: Session, request: IncomingMessage): void {
    const nowMs = this.#deps.clock.wallMs()
    const address = this.addressOf(request)
    const isNews = Math.abs(nowMs - session.seenMs) >= seenEveryMs || session.address !== address
    if (!isNews) return
    try {
      this.#deps.store.seen(session.id, nowMs, address)
    } catch {
      // the disk is full, which others tell: looking must go on
    }
  }

  #refuse(request: IncomingMessage, sentence: string): Failure {
    this.#wrong.add(this.addressOf(request))
    return unauthorized(sentence)
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
    requireRole(this.byToken(request, bearer), 'admin')
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

function ticketOf(request: IncomingMessage): string | null {
  return URL.parse(request.url ?? '', 'http://house')?.searchParams.get('ticket') ?? null
}
