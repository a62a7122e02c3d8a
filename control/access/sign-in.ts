// Coming in: a token, or a name with its password, for the cookie of a session.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Clock } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { digestOf } from '#core/secret.ts'
import type { Settings } from '../settings.ts'
import type { AccessStore, Visitor } from '../store/access-store.ts'
import type { AccountStore } from '../store/account-store.ts'
import type { Access } from './access.ts'
import { Brake } from './brake.ts'
import { browserNameOf } from './browser-name.ts'
import { cookieDigestOf, cookieFor } from './cookie.ts'
import type { Passwords } from './passwords.ts'

export type SignInDeps = {
  readonly access: Access
  readonly store: AccessStore
  readonly accounts: AccountStore
  readonly passwords: Passwords
  readonly settings: Settings
  readonly clock: Clock
}

export type CameIn = { readonly visitor: Visitor; readonly cookie: string }

const sessionMs = 12 * 3_600_000
const operator = { fault: 'operator', remedy: 'stop' } as const

export class SignIn {
  readonly #deps: SignInDeps
  readonly #brake: Brake

  constructor(deps: SignInDeps) {
    this.#deps = deps
    this.#brake = new Brake(deps.clock)
  }

  withToken(request: IncomingMessage, token: string): CameIn {
    const { access } = this.#deps
    access.checkOrigin(request, false)
    const visitor = access.byToken(request, token)
    return this.#open(request, visitor, { account: null, tokenDigest: digestOf(token) })
  }

  async withPassword(request: IncomingMessage, name: string, password: string): Promise<CameIn> {
    const { access, accounts, passwords } = this.#deps
    access.checkOrigin(request, false)
    const address = access.addressOf(request)
    const attempt = this.#brake.attempt(address, name, accounts.knows(name, address))
    const hash = accounts.hashOf(name)
    const isRight = await passwords.isRight(password, hash)
    const account = accounts.find(name)
    // Changed or forgotten while we looked: what was right then is not now.
    if (!isRight || account === undefined || accounts.hashOf(name)?.hash !== hash?.hash)
      throw new Failure('control/unauthorized', 'this name and password do not belong together', operator)
    attempt.right()
    accounts.cameFrom(name, address)
    return this.#open(request, account, { account: name, tokenDigest: null })
  }

  /** Refuses unless it is the account's present password; guesses are slowed like those at the door. */
  async provePassword(request: IncomingMessage, name: string, password: string): Promise<void> {
    const { access, accounts, passwords } = this.#deps
    const attempt = this.#brake.attempt(access.addressOf(request), name, false)
    if (!(await passwords.isRight(password, accounts.hashOf(name))))
      throw new Failure('control/wrong-password', 'the present password is not right', operator)
    attempt.right()
  }

  #open(
    request: IncomingMessage,
    { name, role, ...more }: Visitor,
    by: { account: string | null; tokenDigest: string | null },
  ): CameIn {
    const { access, store, settings, clock } = this.#deps
    const value = randomBytes(32).toString('base64url')
    const id = randomBytes(8).toString('hex')
    const nowMs = clock.wallMs()
    this.close(request) // of the same browser: it takes the new one
    store.openSession({
      ...by,
      id,
      digest: digestOf(value),
      name,
      openedMs: nowMs,
      seenMs: nowMs,
      untilMs: nowMs + sessionMs,
      address: access.addressOf(request),
      browser: browserNameOf(request.headers['user-agent']),
    })
    const visitor = { name, role, title: more.title ?? null, credential: { by: 'session', id } } as const
    return { visitor, cookie: cookieFor(request, settings, value, sessionMs / 1_000) }
  }

  /** Ends the session of a request, where it has one; the cookie that says so. */
  close(request: IncomingMessage): string {
    const { access, store, settings } = this.#deps
    const digest = cookieDigestOf(request)
    if (digest !== null) store.closeSession(digest)
    access.heldOpen.look()
    return cookieFor(request, settings, '', 0)
  }
}
