// What may stand in the audit of anything that was sent or shown: no key, password, token; no address's key; of bounded size.

const dots = '•••'
const mostDepth = 8
const mostItems = 60
const mostText = 400
const mostJson = 16_384

/** Names of fields that hold a secret, whatever stands in them. */
const secretName =
  /pass(?:word|phrase|wd)?$|secret$|token$|credential|authorization|cookie|sealed|(?:^|[a-z_-])key$/i
/** Such as keyFingerprint, keyExpiresAtMs, keyframe…: not the key. */
const harmlessName = /fingerprint|expires|frame/i
const address = /\b([a-z][a-z0-9+.-]{1,15}):\/\/([^\s"'<>\\]+)/gi
/** A long run of letters and digits mixed, as keys are; words and names are not. */
const keyLike = /[A-Za-z0-9_+/=%&?.~-]{16,}/g

export type Redaction = {
  /** Of addresses: `server` where people may have pasted a key into one, `path` where it is known not to hold any. */
  readonly addresses: 'server' | 'path'
}

/** A plain value without its secrets. */
export function redacted(value: unknown, how: Redaction): unknown {
  const shown = redactedAt(value, how, 0)
  const text = JSON.stringify(shown) ?? 'null'
  return text.length <= mostJson ? shown : `${text.slice(0, 300)}… (${text.length} characters)`
}

function redactedAt(value: unknown, how: Redaction, depth: number): unknown {
  if (typeof value === 'string') return redactedText(value, how)
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? null : value
  if (depth >= mostDepth) return '…'
  if (Array.isArray(value)) {
    const items = value.slice(0, mostItems).map(item => redactedAt(item, how, depth + 1))
    return value.length > mostItems ? [...items, `… (${value.length})`] : items
  }
  const entries = Object.entries(value).slice(0, mostItems)
  return Object.fromEntries(
    entries.map(([name, each]) => [
      name.slice(0, 64),
      isSecret(name, each) ? dots : redactedAt(each, how, depth + 1),
    ]),
  )
}

function isSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && value !== '' && secretName.test(name) && !harmlessName.test(name)
}

function redactedText(text: string, { addresses }: Redaction): string {
  const shown = text
    .replaceAll(address, (_, scheme: string, rest: string) => `${scheme}://${serverOf(rest, addresses)}`)
    .split(/(\b[a-z][a-z0-9+.-]{1,15}:\/\/\S+)/i)
    .map((part, i) => (i % 2 === 1 || addresses === 'path' ? part : part.replaceAll(keyLike, keyDots)))
    .join('')
  return shown.length > mostText ? `${shown.slice(0, mostText)}… (${shown.length} characters)` : shown
}

function keyDots(run: string): string {
  return /\d/.test(run) && /[A-Za-z]/.test(run) && !/^[a-z0-9]+(?:-[a-z0-9]{1,8})+$/.test(run) ? dots : run
}

/** Without the user, without the query, and without the path where that could be a key. */
function serverOf(rest: string, addresses: Redaction['addresses']): string {
  const [whole = ''] = rest.split(/[?#]/)
  const [server = '', ...path] = whole.split('/')
  const host = server.split('@').at(-1) ?? ''
  const tail = path.length === 0 ? '' : addresses === 'server' ? '/…' : `/${path.join('/')}`
  return `${host}${tail}${whole.length < rest.length ? '?…' : ''}`
}
