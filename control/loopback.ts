// Which names and addresses mean this machine itself.
import { isIP } from 'node:net'

/** `localhost`, 127.0.0.0/8, ::1 (with or without brackets), ::ffff:127.… */
export function isLoopbackName(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase()
  if (bare === 'localhost' || bare === '::1') return true
  const mapped = bare.startsWith('::ffff:') ? bare.slice(7) : bare
  return isIP(mapped) === 4 && mapped.startsWith('127.')
}

/** The name in a Host header, without its port, in lower case; '' when it is not one. */
export function hostNameOf(hostHeader: string | undefined): string {
  if (hostHeader === undefined || /[\s/@?#\\]/.test(hostHeader)) return ''
  return URL.parse(`http://${hostHeader}`)?.hostname ?? ''
}
