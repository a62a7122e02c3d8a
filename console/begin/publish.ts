// Where an encoder publishes: which of control's addresses to show first, and the whole one for a QR code. Pure.

export type PublishAddress = {
  readonly url: string
  readonly host: string
  readonly kind: 'this-machine' | 'network' | 'secure'
}

/** All addresses; those that can be reached as this page was, first. */
export function publishAddresses(
  publishUrl: string | null,
  others: readonly string[],
  pageHost: string,
): PublishAddress[] {
  const all = [...(publishUrl === null ? [] : [publishUrl]), ...others].map(url => {
    const host = hostOf(url)
    const kind: PublishAddress['kind'] = url.startsWith('rtmps:')
      ? 'secure'
      : isLoopback(host)
        ? 'this-machine'
        : 'network'
    return { url, host, kind }
  })
  const rank = (each: PublishAddress) => (each.kind === 'secure' ? 2 : each.host === pageHost ? 0 : 1)
  return all.toSorted((a, b) => rank(a) - rank(b))
}

export function wholeAddress(url: string, streamKey: string): string {
  return `${url}/${streamKey}`
}

function hostOf(url: string): string {
  return /^\w+:\/\/(\[[^\]]+\]|[^/:]+)/.exec(url)?.[1] ?? ''
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.')
}
