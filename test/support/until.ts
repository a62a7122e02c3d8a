// Waiting for the world: asks again and again until it is so, and says what was last seen when it never is.

/** Resolves with the first value of `look` that is neither undefined nor false. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 10_000,
): Promise<T> {
  const startedMs = performance.now()
  for (;;) {
    const value = await look()
    if (value !== undefined && value !== false) return value
    if (performance.now() - startedMs > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
