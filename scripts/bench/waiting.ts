// Waiting within bounds: for something to become so, or for a while.
import { setTimeout as delay } from 'node:timers/promises'

const lookEveryMs = 10

/** The first value of `look` that is not undefined; undefined when none came within `ms`. */
export async function awaited<T>(
  look: () => T | undefined | Promise<T | undefined>,
  ms: number,
  signal: AbortSignal,
  everyMs = lookEveryMs,
): Promise<T | undefined> {
  for (const untilMs = performance.now() + ms; ; ) {
    const value = await look()
    if (value !== undefined || performance.now() > untilMs) return value
    await delay(everyMs, undefined, { signal })
  }
}

/** The same, where anything else is the end of the benchmark. */
export async function must<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  signal: AbortSignal,
  withinMs = 60_000,
): Promise<T> {
  const value = await awaited(look, withinMs, signal)
  if (value === undefined) throw new Error(`not within ${withinMs / 1_000} s: ${what}`)
  return value
}

export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal })
}

/** Milliseconds of the one clock that all processes of this machine share: CLOCK_MONOTONIC. */
export const sharedMs = (): number => Number(process.hrtime.bigint()) / 1e6
