// When a stream key says of itself that it ends. Which field says so is the platform's policy.
import type { ExpiryField } from '../policy/fields.ts'

const secondsLong = /^\d{10}$/
const hexLong = /^[0-9a-f]{8}$/i

/** How each field is read: whole seconds since 1970, or null where it is none. */
const readers: Readonly<Record<ExpiryField, (text: string) => number | null>> = {
  txTime: text => (hexLong.test(text) ? fromHex(text) : fromDigits(text)), // Tencent: hex
  expire: text => fromDigits(text) ?? (hexLong.test(text) ? fromHex(text) : null), // Douyin: decimal, formerly hex
  auth_key: text => fromDigits(text.split('-')[0] ?? ''), // Alibaba: time-rand-uid-md5
}

/** Milliseconds since 1970, or null where the key does not say. While the fields are unknown, each that names itself is read. */
export function keyExpiryMs(key: string, fields: readonly ExpiryField[] | 'unknown'): number | null {
  const written = new URLSearchParams(key.slice(key.indexOf('?') + 1))
  const names = fields === 'unknown' ? (Object.keys(readers) as ExpiryField[]) : fields
  const found = names.map(name => readers[name](written.get(name) ?? '')).filter(seconds => seconds !== null)
  return found.length === 0 ? null : Math.min(...found) * 1_000
}

const fromHex = (text: string): number => Number.parseInt(text, 16)
const fromDigits = (text: string): number | null => (secondsLong.test(text) ? Number(text) : null)
