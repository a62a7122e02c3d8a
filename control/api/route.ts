// One call of the API: what it takes and answers as schemas, who may, and what it does. The server and OpenAPI read the same table.
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Role, Visitor } from '../store/access-store.ts'

export type Asked<Body = unknown> = {
  readonly params: Readonly<Record<string, string>>
  readonly body: Body
  /** The body as it came, of routes that take bytes. */
  readonly bytes: Buffer
  readonly visitor: Visitor
  readonly request: Request
  readonly response: Response
}

export type Route<Body = unknown> = {
  readonly method: 'get' | 'put' | 'post' | 'delete'
  /** Parts in braces are names: `/api/feeds/{feed}`. */
  readonly path: string
  /** 'anyone' needs no token. */
  readonly role: Role | 'anyone'
  readonly summary: string
  /** May be opened with `?ticket=`. */
  readonly takesTicket?: true
  readonly body?: z.ZodType<Body>
  /** Takes bytes instead of JSON, at most so many. */
  readonly rawBytes?: number
  readonly answer?: z.ZodType
  /** Where the answer is not JSON. */
  readonly answerType?: string
  /** What may be written behind `?`: each name with its sentence. */
  readonly query?: Readonly<Record<string, string>>
  /** What it changes, as the audit shows it before and after; plain values, no keys. Known paths: control/audit/subjects.ts. */
  readonly subject?: (params: Readonly<Record<string, string>>) => unknown
  /** 'never' for what is no GET and changes nothing; 'without-body' where the body is a secret. */
  readonly audit?: 'never' | 'without-body'
  /** The answer as a value; undefined means that the response was taken over. */
  readonly handle: (asked: Asked<Body>) => unknown
}

/** Checks a route against its own body schema, then forgets that type: the table holds them side by side. */
export function route<Body = undefined>(written: Route<Body>): Route {
  return written as unknown as Route
}
