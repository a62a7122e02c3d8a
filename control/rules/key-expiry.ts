// When a stream key says of itself that it ends. Formats as seen on the platforms; none is promised by them.

const secondsLong = /^\d{10}$/
const hexLong = /^[0-9a-f]{8}$/i

/** Milliseconds since 1970, or null where the key does not say. */
export function keyExpiryMs(key: string): number | null {
  const query = key.slice(key.indexOf('?') + 1)
  const fields = new URLSearchParams(query)
  const found = [
    unixSeconds(fields.get('txTime'), 'hex first'), // Tencent: hex unix time
    unixSeconds(fields.get('expire'), 'decimal first'), // Douyin: decimal, formerly hex
    unixSeconds(fields.get('auth_key')?.split('-')[0] ?? null, 'decimal first'), // Alibaba: time-rand-uid-md5
  ].filter(seconds => seconds !== null)
  return found.length === 0 ? null : Math.min(...found) * 1_000
}

function unixSeconds(text: string | null, order: 'hex first' | 'decimal first'): number | null {
  if (text === null) return null
  if (order === 'hex first' && hexLong.test(text)) return Number.parseInt(text, 16)
  if (secondsLong.test(text)) return Number(text)
  return hexLong.test(text) ? Number.parseInt(text, 16) : null
}
