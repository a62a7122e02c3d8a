// Writes the audit: each command that changed something or was refused for lack of right, whoever asked.
import type { Request } from 'express'
import type { Clock } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import type { Log } from '#core/log.ts'
import { problemOf } from '../api/problem.ts'
import type { Route } from '../api/route.ts'
import type { Visitor } from '../store/access-store.ts'
import type { AuditEntry, AuditStore } from '../store/audit-store.ts'
import { redacted } from './redacted.ts'
import type { Subject } from './subjects.ts'

export type AuditorDeps = {
  readonly store: AuditStore
  readonly clock: Clock
  readonly log: Log
  readonly subjects: Readonly<Record<string, Subject>>
  readonly addressOf: (request: Request) => string
}

/** Who asked, so far as it is known when the call ends. */
export type Asker = Pick<Visitor, 'name'> & { readonly role: Visitor['role'] | null }

/** One call, from before it to its end. */
export type Recording = {
  done(status: number, who: Asker | null): Promise<void>
  failed(error: unknown, who: Asker | null): Promise<void>
}

/** Refusals of one name, and of all strangers together, kept in a minute: a storm must not push out the rest. */
const refusalsKept = 30
const windowMs = 60_000
const refusing = new Set([401, 403, 421, 429])

export class Auditor {
  readonly #deps: AuditorDeps
  #windowMs = 0
  readonly #refusals = new Map<string, number>()

  constructor(deps: AuditorDeps) {
    this.#deps = deps
  }

  /** Begins with what is there before; null for calls that change nothing. */
  async begin(route: Route, request: Request): Promise<Recording | null> {
    if (route.method === 'get' || route.audit === 'never') return null
    const params = request.params as Readonly<Record<string, string>>
    const subject = route.subject ?? this.#deps.subjects[route.path]
    const before = await this.#shown(subject, params)
    return {
      done: async (status, who) => {
        const after = await this.#shown(subject, params)
        const isUnchanged =
          route.method === 'put' && subject !== undefined && JSON.stringify(before) === JSON.stringify(after)
        if (!isUnchanged) this.#add(route, request, { who, status, outcome: 'done', before, after })
      },
      failed: async (error, who) => {
        const { status, code } = problemOf(error)
        if (refusing.has(status)) this.refused(route, request, error, who)
        if (status < 500) return // something was not right, and nothing was done
        const after = await this.#shown(subject, params)
        this.#add(route, request, { who, status, code, outcome: 'failed', before, after })
      },
    }
  }

  /** A call that nobody had the right to. */
  refused(route: Route, request: Request, error: unknown, who: Asker | null): void {
    if (route.method === 'get') return
    const { status, code } = problemOf(error)
    if (!refusing.has(status) || this.#isStorm(who?.role === null ? '' : (who?.name ?? ''))) return
    this.#add(route, request, { who, status, code, outcome: 'refused' })
  }

  #isStorm(name: string): boolean {
    const nowMs = this.#deps.clock.nowMs()
    if (nowMs - this.#windowMs >= windowMs) {
      this.#windowMs = nowMs
      this.#refusals.clear()
    }
    const count = (this.#refusals.get(name) ?? 0) + 1
    this.#refusals.set(name, count)
    if (count === refusalsKept + 1) this.#deps.log.warn({ name }, 'control/refusals-storm')
    return count > refusalsKept
  }

  async #shown(subject: Subject | undefined, params: Readonly<Record<string, string>>): Promise<unknown> {
    if (subject === undefined) return null
    try {
      return redacted((await subject(params)) ?? null, { addresses: 'path' })
    } catch {
      return null // there is no such thing: the call itself says so
    }
  }

  #add(
    route: Route,
    request: Request,
    entry: Pick<AuditEntry, 'status' | 'outcome'> &
      Partial<Pick<AuditEntry, 'code' | 'before' | 'after'>> & { readonly who: Asker | null },
  ): void {
    const { store, clock, log, addressOf } = this.#deps
    try {
      store.add({
        atMs: clock.wallMs(),
        who: entry.who?.name ?? null,
        role: entry.who?.role ?? null,
        address: addressOf(request),
        method: request.method,
        route: route.path,
        path: request.path.slice(0, 200),
        outcome: entry.outcome,
        status: entry.status,
        code: entry.code ?? null,
        body: entry.outcome === 'refused' ? null : bodyOf(route, request),
        before: entry.before ?? null,
        after: entry.after ?? null,
      })
    } catch (error) {
      log.error({ error: messageOf(error), path: route.path }, 'control/audit-failed')
    }
  }
}

function bodyOf(route: Route, request: Request): unknown {
  if (route.audit === 'without-body') return null
  const { body } = request as { body: unknown }
  if (Buffer.isBuffer(body)) return { bytes: body.length }
  return body === undefined ? null : redacted(body, { addresses: 'server' })
}
