// The only door to our own environment variables.

/** The variables whose names begin with `prefix_`, as they stand now. */
export function environmentOf(prefix: string): Record<string, string | undefined> {
  const found = Object.entries(process.env).filter(([name]) => name.startsWith(`${prefix}_`))
  return Object.fromEntries(found)
}

/** Takes a secret out of the environment, so that nothing started later inherits it. */
export function takeFromEnvironment(name: string): string | undefined {
  const value = process.env[name]
  delete process.env[name]
  return value === '' ? undefined : value
}
