// The calls of the API out of its own description: grouped by what they are about, searchable, each with a curl. Pure.
import type { Role } from '../live/types.ts'
import { type Schema, sampleOf } from './schema.ts'

export type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly description?: string
  readonly schema: Schema
}

export type Content = Readonly<Record<string, { readonly schema: Schema }>>

export type Operation = {
  readonly summary: string
  readonly 'x-role'?: Role
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: boolean; readonly content: Content }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Content }>>
}

export type Description = {
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}

export type Call = {
  /** `PUT /api/feeds/{feed}`. */
  readonly id: string
  readonly method: string
  readonly path: string
  /** Null: anyone, without a token. */
  readonly role: Role | null
  readonly operation: Operation
}

export type Group = { readonly name: string; readonly calls: readonly Call[] }

const order = ['get', 'put', 'post', 'delete']

/** Calls by the first word of their path, in the order they are described. */
export function groupsOf({ paths }: Description): readonly Group[] {
  const groups = new Map<string, Call[]>()
  for (const [path, operations] of Object.entries(paths)) {
    const name = groupOf(path)
    const calls = Object.entries(operations)
      .toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b))
      .map(([method, operation]) => callOf(method, path, operation))
    groups.set(name, [...(groups.get(name) ?? []), ...calls])
  }
  return [...groups]
    .map(([name, calls]) => ({ name, calls }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** `feeds` of `/api/feeds/{feed}`; `house` for what stands outside /api. */
function groupOf(path: string): string {
  const name = /^\/api\/([a-z-]+)/.exec(path)?.[1]
  if (name === undefined) return path.startsWith('/preview') ? 'preview' : 'house'
  return name === 'session' || name === 'sign-in' ? 'sessions' : name
}

function callOf(method: string, path: string, operation: Operation): Call {
  const id = `${method.toUpperCase()} ${path}`
  return { id, method: method.toUpperCase(), path, role: operation['x-role'] ?? null, operation }
}

/** Groups with only the calls that hold every word; without words all of them. */
export function found(groups: readonly Group[], asked: string): readonly Group[] {
  const words = asked.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return groups
  return groups.flatMap(({ name, calls }) => {
    const hits = calls.filter(call => {
      const text = `${call.id} ${call.operation.summary} ${call.role ?? ''}`.toLowerCase()
      return words.every(word => text.includes(word))
    })
    return hits.length > 0 ? [{ name, calls: hits }] : []
  })
}

const names: Readonly<Record<string, string>> = {
  broadcast: 'evening',
  feed: 'camera-a',
  destination: 'douyin',
  platform: 'douyin',
}

/** A command for a terminal, ready but for the token; `base` ends without a slash. */
export function curlOf(call: Call, base: string, whole: Schema): string {
  const path = call.path.replaceAll(/\{([a-z]+)\}/g, (_, name: string) => names[name] ?? name.toUpperCase())
  const parts = [`curl${call.method === 'GET' ? '' : ` -X ${call.method}`} '${base}${path}'`]
  if (call.role !== null) parts.push(`-H "authorization: Bearer $CHANGMING_TOKEN"`)
  const content = call.operation.requestBody?.content ?? {}
  const json = content['application/json']
  if (json !== undefined) {
    const body = JSON.stringify(sampleOf(json.schema, whole)).replaceAll("'", `'\\''`)
    parts.push(`-H 'content-type: application/json'`, `-d '${body}'`)
  } else if (Object.keys(content).length > 0) parts.push('--data-binary @FILE')
  const answer = Object.keys(call.operation.responses['200']?.content ?? {})[0]
  if (answer === 'text/event-stream' || answer === 'video/x-flv') parts.push('-N')
  return parts.join(' \\\n  ')
}
