// Takes keys out of what a platform or a child said.
import type { Endpoint } from './address.ts'

/** A platform may repeat the key in what it says. */
export function scrubbed(text: string | null, endpoints: readonly Pick<Endpoint, 'key'>[]): string | null {
  if (text === null) return null
  let clean = text
  for (const { key } of endpoints) {
    const whole = key.reveal()
    for (const part of [whole, whole.split('?')[0] ?? '', whole.split('?')[1] ?? '']) {
      if (part.length >= 4) clean = clean.replaceAll(part, '•••')
    }
  }
  return clean
}
