// Where an address ends and its key begins. Pure; nothing of the key is changed.

export type Split = {
  readonly url: string
  /** To the letter; '' where the text holds none. */
  readonly key: string
  /** The path went on after its app: which part belongs to the key is shown, not known. */
  readonly isDeep: boolean
  /** What stood in the query of an SRT address and cannot be carried. */
  readonly lost: readonly string[]
}

/** Fields that only keys have: behind an app without a stream's name they are the key. */
const keyFields =
  /[?&](?:txSecret|txTime|sign|auth_key|wsSecret|wsTime|volcSecret|expire|streamname|key|token)=/i
/** A platform's own text where the key should stand: `{stream_key}`. */
const placeholder = /^(?:\{[^}]*\}|<[^>]*>|\[[^\]]*\])$/
const addressForm = /^(rtmps?|srt):\/\/([^/?#]*)([^?]*)(\?.*)?$/is

/** Takes an address in one line apart: server and app, and all behind them. Null where it is none. */
export function splitAddress(raw: string): Split | null {
  const found = addressForm.exec(raw)
  if (found === null) return null
  const scheme = (found[1] ?? '').toLowerCase()
  const server = `${scheme}://${found[2]}`
  const [path, query] = [found[3] ?? '', found[4] ?? '']
  if (scheme === 'srt') return splitSrt(server, path, query)
  const { app, rest } = appAndRest(path)
  if (rest !== '') return withName(server, app, rest + query)
  return withoutName(server, path, query)
}

/** Whether something stands behind server and app already. */
export function hasKey(raw: string): boolean {
  return (splitAddress(raw)?.key ?? '') !== ''
}

/** `/app/name` taken apart at the app; `rest` keeps everything behind its slash. */
function appAndRest(path: string): { app: string; rest: string } {
  const at = path.indexOf('/', 1)
  return at < 0 ? { app: path, rest: '' } : { app: path.slice(0, at), rest: path.slice(at + 1) }
}

function withName(server: string, app: string, key: string): Split {
  const name = key.split('?')[0] ?? ''
  if (placeholder.test(name)) return { url: server + app, key: '', isDeep: false, lost: [] }
  const at = name.lastIndexOf('/')
  if (at < 0) return { url: server + app, key, isDeep: false, lost: [] }
  // app/instance/name: what looks like a key goes with the key, for an url is shown and a key is not
  const instance = name.slice(0, at)
  return looksLikeKey(instance)
    ? { url: server + app, key, isDeep: true, lost: [] }
    : { url: `${server}${app}/${instance}`, key: key.slice(at + 1), isDeep: true, lost: [] }
}

/** Server and app, then at most a query. */
function withoutName(server: string, path: string, query: string): Split {
  const bare = path.length > 1 ? path.replace(/\/$/, '') : ''
  if (query === '') return { url: server + path, key: '', isDeep: false, lost: [] }
  if (path.endsWith('/') || keyFields.test(query))
    return { url: server + bare, key: query, isDeep: false, lost: [] }
  // YouTube's second server has its query behind the app, and the key behind that: live2?backup=1/KEY
  const at = query.indexOf('/')
  return at < 0
    ? { url: server + path + query, key: '', isDeep: false, lost: [] }
    : { url: server + path + query.slice(0, at), key: query.slice(at + 1), isDeep: false, lost: [] }
}

function splitSrt(server: string, path: string, query: string): Split {
  const fields = query.slice(1).split('&').filter(Boolean)
  const id = fields.find(field => field.toLowerCase().startsWith('streamid='))
  const lost = fields.filter(field => field !== id).map(field => field.split('=')[0] ?? '')
  return {
    url: server + (path === '/' ? '' : path),
    key: id === undefined ? '' : decoded(id.slice('streamid='.length)),
    isDeep: false,
    lost,
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // as it was written
  }
}

function looksLikeKey(text: string): boolean {
  return /^(?:stream-|live_)/.test(text) || /^(?=.*\d).{6,}$/.test(text) || text.length >= 24
}
