// Asks control over HTTP; the cookie of the session goes along by itself. Addresses are relative: the desk may live under a path.
import { language } from '../shell/language.ts'

const withinMs = 10_000

/** Nobody is signed in. */
export class NotSignedIn extends Error {}
/** Control could not be reached, or something between us and it answered instead. */
export class Unreachable extends Error {}
/** Control said no; the message is its sentence. */
export class Refused extends Error {
  /** `room/reason`. */
  readonly code: string
  readonly status: number
  /** Of "too many": when to ask again; null where it does not say. */
  readonly waitMs: number | null
  /** What is wrong with which field of what was sent. */
  readonly fields: readonly {
    readonly field: string
    readonly detail: string
    /** The same in Chinese, whatever the page speaks. */
    readonly detailZh?: string
  }[]

  constructor(
    sentence: string,
    said: { code?: unknown; fields?: unknown; waitMs?: unknown },
    status: number,
  ) {
    super(sentence)
    this.code = typeof said.code === 'string' ? said.code : ''
    this.status = status
    this.waitMs = typeof said.waitMs === 'number' ? said.waitMs : null
    this.fields = Array.isArray(said.fields) ? said.fields.map(inOurLanguage) : []
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** `path` begins without a slash: `api/broadcasts`. A Blob is sent as its bytes, anything else as JSON. */
export async function ask(
  method: Method,
  path: string,
  body?: unknown,
  { waitMs = withinMs, signal }: { waitMs?: number; signal?: AbortSignal } = {},
): Promise<unknown> {
  const answer = await asked(method, path, body, { waitMs, ...(signal ? { signal } : {}) })
  const text = await answer.text().catch((error: unknown) => {
    throw new Unreachable(String(error))
  })
  const said = parsed(text)
  if (said === undefined) throw new Unreachable(`answered ${answer.status}`)
  return said
}

/** Like `ask`, for answers that are not JSON: pictures, sound, bundles. */
export async function fetched(
  method: Method,
  path: string,
  body?: unknown,
  { waitMs = withinMs, signal }: { waitMs?: number; signal?: AbortSignal } = {},
): Promise<Blob> {
  const answer = await asked(method, path, body, { waitMs, ...(signal ? { signal } : {}) })
  return answer.blob()
}

async function asked(
  method: Method,
  path: string,
  body: unknown,
  { waitMs, signal }: { waitMs: number; signal?: AbortSignal },
): Promise<Response> {
  const isBlob = body instanceof Blob
  const within = AbortSignal.timeout(waitMs)
  const answer = await fetch(addressOf(path), {
    method,
    headers: body === undefined || isBlob ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : isBlob ? body : JSON.stringify(body),
    signal: signal === undefined ? within : AbortSignal.any([within, signal]),
    cache: 'no-store',
  }).catch((error: unknown) => {
    throw new Unreachable(String(error))
  })
  if (answer.ok) return answer
  const said = parsed(await answer.text().catch(() => ''))
  if (answer.status === 401) throw new NotSignedIn(sentenceIn(said))
  if (said === undefined || (answer.status >= 502 && sentenceIn(said) === ''))
    throw new Unreachable(`answered ${answer.status}`)
  throw new Refused(sentenceIn(said) || `answered ${answer.status}`, said as object, answer.status)
}

/** Where a path of control is, seen from this page. */
export function addressOf(path: string): string {
  return new URL(path, document.baseURI.split('#')[0]).href
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a proxy's page, or nothing at all
  }
}

/** In the language of the page: control says no in both. */
function inOurLanguage<Said extends { readonly detail?: unknown; readonly detailZh?: unknown }>(
  said: Said,
): Said {
  return language.value === 'zh' && typeof said.detailZh === 'string'
    ? { ...said, detail: said.detailZh }
    : said
}

function sentenceIn(problem: unknown): string {
  const { detail, title } = inOurLanguage((problem ?? {}) as { detail?: unknown; title?: unknown })
  return typeof detail === 'string' ? detail : typeof title === 'string' ? title : ''
}

/** A one-time address for a player: WebSocket, because a browser opens only six HTTP streams to one server. */
export async function ticketedAddress(path: string): Promise<string> {
  const { ticket } = (await ask('POST', 'api/tickets', { path: `/${path}` })) as { ticket: string }
  const address = new URL(addressOf(path))
  address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
  address.searchParams.set('ticket', ticket)
  return address.href
}
