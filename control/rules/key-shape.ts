// What a pasted key lacks of what its platform puts into each. Says the names of fields, never their values.

/** Fields that each key of the platform has, and this one has not. */
export function missingFields(key: string, fields: readonly string[]): string[] {
  const at = key.indexOf('?')
  const written = new URLSearchParams(at < 0 ? '' : key.slice(at + 1))
  return fields.filter(name => (written.get(name) ?? '') === '')
}

/** Faults as sentences; none where the key is whole. */
export function keyFaults(key: string, fields: readonly string[]): string[] {
  if (fields.length === 0) return []
  if (!key.includes('?'))
    return [`the key has no "?" and nothing behind it; it should carry ${fields.join(', ')}`]
  const missing = missingFields(key, fields)
  return missing.length === 0 ? [] : [`the key lacks ${missing.join(', ')}`]
}
