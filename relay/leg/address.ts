// An endpoint's address, taken apart. The key is never part of it.
import { Failure } from '#core/failure.ts'
import { Secret } from '#core/secret.ts'

export type Address = {
  readonly protocol: 'rtmp' | 'rtmps' | 'srt'
  readonly host: string
  readonly port: number
  /** RTMP application: the path without its first and last slash, query included. */
  readonly app: string
  /** As the connect command names it: scheme, host, port where given, application. */
  readonly tcUrl: string
}

export type Endpoint = { readonly address: Address; readonly key: Secret }

const usualPorts = { rtmp: 1935, rtmps: 443, srt: 9000 } as const

/** Takes `rtmp://host[:port]/app` apart; throws `relay/bad-address` with what to write instead. */
export function readAddress(url: string): Address {
  const found = /^(rtmps?|srt):\/\/(\[[0-9a-fA-F:.]+\]|[^/:?#@\s]+)(?::(\d{1,5}))?(?:\/([^\s#]*))?$/.exec(url)
  if (found === null) {
    throw new Failure('relay/bad-address', 'an address looks like rtmp://host/app, without the key', {
      fault: 'operator',
      remedy: 'stop',
    })
  }
  const protocol = found[1] as Address['protocol']
  const host = (found[2] ?? '').replace(/^\[|\]$/g, '')
  const port = found[3] === undefined ? usualPorts[protocol] : Number(found[3])
  const app = (found[4] ?? '').replace(/\/+$/, '')
  const authority = found[3] === undefined ? found[2] : `${found[2]}:${found[3]}`
  return { protocol, host, port, app, tcUrl: `${protocol}://${authority}/${app}` }
}

export function readEndpoint(written: { url: string; key: string }): Endpoint {
  return { address: readAddress(written.url), key: new Secret(written.key) }
}

/** Wall-clock milliseconds at which the key says it expires, null where it says nothing. `relay` reads only what is certain. */
export function keyExpiryMs(key: Secret): number | null {
  const query = key.reveal().split('?')[1] ?? ''
  // Tencent CSS: txTime is unix time in hex (tencentcloud.com/document/product/267/31059).
  const tencent = /(?:^|&)txTime=([0-9a-fA-F]{8})(?:&|$)/.exec(query)?.[1]
  return tencent === undefined ? null : Number.parseInt(tencent, 16) * 1_000
}
