// Commands on accounts, tokens and sessions: who may come in, and who is shown out.
import { randomBytes } from 'node:crypto'
import type { Clock } from '#core/clock.ts'
import { digestOf } from '#core/secret.ts'
import type { HeldOpen } from '../access/held-open.ts'
import type { Passwords } from '../access/passwords.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { Role, Session, Visitor } from '../store/access-store.ts'
import type { Account } from '../store/account-store.ts'
import type { Store } from '../store/store.ts'
import { conflict, noSuch } from './refusals.ts'

export type AccountPlan = {
  readonly role: Role
  readonly title?: string | null | undefined
  readonly password?: string | undefined
}

/** Names that mean somebody already. */
const taken = ['admin', 'ticket', 'anyone', 'nobody']
const mostAccounts = 500
const mostTokens = 200

export type AccountDeps = {
  readonly store: Store
  readonly clock: Clock
  readonly passwords: Passwords
  readonly heldOpen: HeldOpen
}

export class AccountCommands {
  readonly #deps: AccountDeps

  constructor(deps: AccountDeps) {
    this.#deps = deps
  }

  find(name: string): Account {
    const account = this.#deps.store.accounts.find(name)
    if (account === undefined) throw noSuch('account', name, 'GET /api/accounts lists them')
    return account
  }

  /** Makes or changes an account; true when it is new. Another role or password ends its sessions. */
  async put(name: string, plan: AccountPlan, by: string): Promise<boolean> {
    const { store, clock, passwords } = this.#deps
    const before = store.accounts.find(name)
    if (before === undefined) this.#checkNew(name, plan)
    const hash = plan.password === undefined ? undefined : await passwords.hash(plan.password)
    const title = plan.title === undefined ? (before?.title ?? null) : plan.title
    const { role } = plan
    if (before !== undefined && hash === undefined && before.role === role && before.title === title)
      return false
    const kind = before === undefined ? 'account-made' : 'account-changed'
    const detail = { account: name, role, hasNewPassword: hash !== undefined, by }
    store.command({ atMs: clock.wallMs(), broadcast: null, kind, detail }, () => {
      if (before === undefined && hash !== undefined)
        store.accounts.add({ name, title, role }, hash, clock.wallMs())
      else store.accounts.change(name, { title, role })
      if (before !== undefined && hash !== undefined) store.accounts.setPassword(name, hash, clock.wallMs())
      if (before?.role !== role || hash !== undefined) store.access.removeSessionsOf(name, null)
    })
    this.#deps.heldOpen.look()
    return before === undefined
  }

  #checkNew(name: string, plan: AccountPlan): void {
    const { store } = this.#deps
    this.#checkFree(name)
    if (store.accounts.all().length >= mostAccounts)
      throw conflict('in-use', `${mostAccounts} accounts are kept already; remove some first`)
    if (plan.password === undefined)
      throw new Mistakes([{ field: 'password', detail: 'is missing; a new account needs one' }])
  }

  /** One name means one person or one program: the audit tells by it. */
  #checkFree(name: string): void {
    const { store } = this.#deps
    if (taken.includes(name)) throw conflict('exists', `${name} means somebody already; choose another name`)
    if (store.access.tokens().some(token => token.name === name))
      throw conflict('exists', `there is a token ${name} already; choose another name, or DELETE it first`)
    if (store.accounts.find(name) !== undefined)
      throw conflict('exists', `there is an account ${name} already; choose another name`)
  }

  remove(name: string, by: string): void {
    const { store, clock } = this.#deps
    this.find(name)
    const detail = { account: name, by }
    store.command({ atMs: clock.wallMs(), broadcast: null, kind: 'account-removed', detail }, () => {
      store.access.removeSessionsOf(name, null)
      store.accounts.remove(name)
    })
    this.#deps.heldOpen.look()
  }

  /** One's own new password; every other session ends. */
  async setOwnPassword(name: string, password: string, sessionId: string | null): Promise<void> {
    const { store, clock, passwords } = this.#deps
    const hash = await passwords.hash(password)
    const { role } = this.find(name)
    const detail = { account: name, role, hasNewPassword: true, by: name }
    store.command({ atMs: clock.wallMs(), broadcast: null, kind: 'account-changed', detail }, () => {
      store.accounts.setPassword(name, hash, clock.wallMs())
      store.access.removeSessionsOf(name, sessionId)
    })
    this.#deps.heldOpen.look()
  }

  /** Makes a token; it is told this once. */
  addToken(name: string, role: Role): string {
    const { store, clock } = this.#deps
    this.#checkFree(name)
    if (store.access.tokens().length >= mostTokens)
      throw conflict('in-use', `${mostTokens} tokens are kept already; take some back first`)
    const token = randomBytes(24).toString('base64url')
    const event = { atMs: clock.wallMs(), broadcast: null, kind: 'token-made', detail: { name, role } }
    store.command(event, () => store.access.addToken({ name, role, digest: digestOf(token) }, clock.wallMs()))
    return token
  }

  removeToken(name: string): void {
    if (!this.#deps.store.access.removeToken(name)) throw noSuch('token', name, 'GET /api/tokens lists them')
    this.#deps.heldOpen.look()
  }

  /** Ends a session: one's own, or as an administrator anybody's. */
  removeSession(id: string, visitor: Visitor): void {
    const { store } = this.#deps
    const session = this.session(id)
    if (session === undefined || (visitor.role !== 'admin' && session.name !== visitor.name))
      throw noSuch('session', id, 'GET /api/sessions lists yours')
    store.access.removeSession(id)
    this.#deps.heldOpen.look()
  }

  session(id: string): Session | undefined {
    return this.#deps.store.access.sessionById(id, this.#deps.clock.wallMs())
  }
}
