// What a pasted key lacks of what its platform puts into each. Says the names of fields, never their values.

/** Faults as sentences; none where the key is whole. */
export function keyFaults(key: string, fields: readonly string[]): string[] {
  if (fields.length === 0) return []
  const at = key.indexOf('?')
  if (at < 0) return [`the key has no "?" and nothing behind it; it should carry ${fields.join(', ')}`]
  const written = new URLSearchParams(key.slice(at + 1))
  const missing = fields.filter(name => (written.get(name) ?? '') === '')
  return missing.length === 0 ? [] : [`the key lacks ${missing.join(', ')}`]
}
