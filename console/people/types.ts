// What control answers about people, as far as this page reads it. Times are milliseconds since 1970.
import type { Role } from '../live/types.ts'

export type Account = {
  readonly name: string
  readonly title: string | null
  readonly role: Role
  readonly madeMs: number
  readonly passwordMs: number
}

export type Session = {
  readonly id: string
  readonly name: string
  readonly title: string | null
  readonly role: Role
  readonly by: 'token' | 'account'
  readonly openedMs: number
  readonly seenMs: number
  readonly untilMs: number
  readonly address: string
  readonly browser: string
  readonly isThis: boolean
}

export type Token = { readonly name: string; readonly role: Role; readonly madeMs: number }

export type AuditEntry = {
  readonly id: string
  readonly atMs: number
  /** Null for a stranger. */
  readonly who: string | null
  readonly title: string | null
  /** Null where nobody was signed in. */
  readonly role: Role | null
  readonly address: string
  readonly method: string
  /** As the API lists it: `/api/feeds/{feed}`. */
  readonly route: string
  readonly path: string
  readonly outcome: 'done' | 'refused' | 'failed'
  readonly status: number
  readonly code: string | null
  readonly body: unknown
  readonly before: unknown
  readonly after: unknown
}

export type AuditPage = {
  readonly entries: readonly AuditEntry[]
  readonly isAll: boolean
  readonly names: readonly string[]
}
