// What is wrong with a pasted address, each fault as a sentence that says what to write instead. Never repeats a key.

export const addressRules = [
  'url-missing',
  'url-too-long',
  'url-spaces',
  'url-unreadable',
  'url-srt',
  'url-scheme',
  'url-user',
  'url-no-server',
  'url-port',
  'url-hash',
  'url-no-app',
  'url-holds-key',
  'key-missing',
  'key-too-long',
  'key-spaces',
  'key-is-address',
  'key-twice',
] as const
export type AddressRule = (typeof addressRules)[number]
export type AddressFault = {
  readonly field: 'url' | 'key'
  /** By which a page says it in its own language. */
  readonly rule: AddressRule
  readonly sentence: string
}
type Said = readonly [rule: AddressRule, sentence: string]
export type Address = { readonly url: string; readonly key: string }

const maxBytes = 4_096
const keyNames =
  /[?&](?:txSecret|txTime|sign|auth_key|wsSecret|wsTime|volcSecret|expire|streamname|key|token)=/i
// What comes after the app and holds a digit is a key far more often than an instance of an app: and an url is shown.
const keyLike = /^(?:stream-|live_)|^(?=.*\d).{6,}$|^[A-Za-z0-9_-]{24,}$/

/** Faults that make an address unusable. `carrier` decides which schemes can be carried. */
export function addressFaults(address: Address, carrier: 'rtmp' | 'ffmpeg'): AddressFault[] {
  return [
    ...urlFaults(address.url, carrier).map(([rule, sentence]) => ({ field: 'url' as const, rule, sentence })),
    ...keyFaults(address, carrier).map(([rule, sentence]) => ({ field: 'key' as const, rule, sentence })),
  ]
}

function urlFaults(url: string, carrier: 'rtmp' | 'ffmpeg'): Said[] {
  if (url === '')
    return [['url-missing', 'the url is empty; write server and app, such as rtmp://push.example.com/live']]
  if (Buffer.byteLength(url) > maxBytes)
    return [['url-too-long', `the url is longer than ${maxBytes} bytes; paste server and app only`]]
  if (hasSpace(url))
    return [['url-spaces', 'the url holds a space, line break or control character; paste it again without']]
  const read = URL.parse(url)
  if (read === null || !url.includes('://'))
    return [['url-unreadable', 'the url is no address; write it like rtmp://push.example.com/live']]
  const scheme = read.protocol.slice(0, -1)
  const schemes = carrier === 'ffmpeg' ? ['rtmp', 'rtmps', 'srt'] : ['rtmp', 'rtmps']
  if (scheme === 'srt' && carrier === 'rtmp')
    return [
      [
        'url-srt',
        'srt:// goes with "carrier": "ffmpeg"; set that on the destination, or paste its rtmp:// address',
      ],
    ]
  if (!schemes.includes(scheme))
    return [
      [
        'url-scheme',
        `${scheme}:// is not something to push to; an address begins with ${schemes.join(':// or ')}://`,
      ],
    ]
  if (
    read.username !== '' ||
    read.password !== '' ||
    url
      .slice(url.indexOf('://') + 3)
      .split('/')[0]
      ?.includes('@')
  )
    return [
      [
        'url-user',
        'the url holds user:password@; leave it out, and put what the platform calls the key into key',
      ],
    ]
  if (read.hostname === '')
    return [['url-no-server', 'the url names no server; write it like rtmp://push.example.com/live']]
  if (read.port === '0')
    return [['url-port', 'port 0 is nobody; leave the port out or write the one the platform gave']]
  if (read.hash !== '') return [['url-hash', 'the url holds a "#"; paste server and app only']]
  if (scheme === 'srt') return []
  return appFaults(read)
}

function appFaults(read: URL): Said[] {
  const segments = read.pathname.split('/').filter(segment => segment !== '')
  if (segments.length === 0)
    return [['url-no-app', 'the url has a server but no app; write it like rtmp://push.example.com/live']]
  if (keyNames.test(read.search))
    return [
      [
        'url-holds-key',
        'the url still has the key in it; keep server and app in url, and put everything after them into key',
      ],
    ]
  if (segments.slice(1).some(segment => keyLike.test(segment)))
    return [
      [
        'url-holds-key',
        'the url still has the key in it; keep server and app in url, and put the last part into key',
      ],
    ]
  return []
}

function keyFaults({ url, key }: Address, carrier: 'rtmp' | 'ffmpeg'): Said[] {
  const isSrt = carrier === 'ffmpeg' && url.startsWith('srt:')
  if (key === '')
    return isSrt
      ? []
      : [['key-missing', 'the key is empty; paste the stream key the platform shows beside its address']]
  if (Buffer.byteLength(key) > maxBytes)
    return [['key-too-long', `the key is longer than ${maxBytes} bytes; that is no stream key`]]
  if (hasSpace(key))
    return [['key-spaces', 'the key holds a space, line break or control character; paste it again without']]
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(key))
    return [
      [
        'key-is-address',
        'the key field holds a whole address; put rtmp://…/app in url and only stream-… in key',
      ],
    ]
  if (url.endsWith(`/${key}`))
    return [['key-twice', 'the key stands in both fields; keep only server and app in url']]
  return []
}

/** What looks odd but may be right. */
export function addressWarnings(url: string): string[] {
  const read = URL.parse(url)
  if (read === null || read.protocol === 'srt:') return []
  const segments = read.pathname.split('/').filter(segment => segment !== '')
  return segments.length > 1
    ? [
        `the url goes on after its app (${segments.length} parts); if the last part belongs to the key, move it there: an url is shown, a key is not`,
      ]
    : []
}

// Whitespace and control characters of any kind, the invisible ones that chat programs add too.
function hasSpace(text: string): boolean {
  return /[\s\p{Cc}\p{Cf}]/u.test(text)
}

const defaultPorts: Readonly<Record<string, string>> = { 'rtmp:': '1935', 'rtmps:': '443', 'srt:': '' }

/** Host, port and app by which two addresses are known to be the same place. */
export function placeOf(url: string): string {
  const read = URL.parse(url)
  if (read === null) return url
  const port = read.port === '' ? (defaultPorts[read.protocol] ?? '') : read.port
  return `${read.hostname.toLowerCase()}:${port}${read.pathname.replace(/\/+$/, '')}`
}
