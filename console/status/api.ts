// Asks control over HTTP; the cookie of the session goes along by itself.

const withinMs = 5_000

/** Nobody is signed in. */
export class NotSignedIn extends Error {}
/** Control could not be reached, or something between us and it answered instead. */
export class Unreachable extends Error {}
/** Control said no; the message is its sentence. */
export class Refused extends Error {}

export async function ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(withinMs),
    cache: 'no-store',
  }).catch((error: unknown) => {
    throw new Unreachable(String(error))
  })
  const text = await answer.text().catch((error: unknown) => {
    throw new Unreachable(String(error))
  })
  const said = parsed(text)
  if (answer.ok) return said
  if (answer.status === 401) throw new NotSignedIn(sentenceIn(said))
  if (answer.status >= 502 || said === undefined) throw new Unreachable(`answered ${answer.status}`)
  throw new Refused(sentenceIn(said) || `answered ${answer.status}`)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a proxy's page, or nothing at all
  }
}

function sentenceIn(problem: unknown): string {
  const { detail, title } = (problem ?? {}) as { detail?: unknown; title?: unknown }
  return typeof detail === 'string' ? detail : typeof title === 'string' ? title : ''
}

/** Trades a token for the session's cookie. */
export async function signIn(token: string): Promise<void> {
  await ask('POST', '/api/session', { token })
}

/** The token in the address, removed from it at once so that it is neither seen nor kept in history. */
export function tokenInAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return null
  history.replaceState(null, '', location.pathname + location.search)
  return token
}

/** A one-time address for a player: WebSocket, because a browser opens only six HTTP streams to one server. */
export async function ticketedAddress(path: string): Promise<string> {
  const { ticket } = (await ask('POST', '/api/tickets', { path })) as { ticket: string }
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:'
  return `${scheme}//${location.host}${path}?ticket=${encodeURIComponent(ticket)}`
}
