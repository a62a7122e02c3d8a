// The only door to time. Rooms receive a Clock; they never call setTimeout, Date.now or performance.now.
import { setTimeout as delay } from 'node:timers/promises'

export type Clock = {
  /** Monotonic milliseconds; compare only with itself. */
  nowMs(): number
  /** Milliseconds since 1970, for people and journals; may jump. */
  wallMs(): number
  /** Resolves after `ms`; rejects with `signal.reason` when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wallMs: () => Date.now(),
  sleep: async (ms, signal) => {
    try {
      await delay(ms, undefined, { signal })
    } catch {
      signal.throwIfAborted() // the only way a delay ends early is its signal
    }
  },
}

/** Sleeps; true when the whole time has passed, false when the signal ended it. */
export async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false
  return await clock.sleep(ms, signal).then(
    () => true,
    () => false, // ended early: the caller's loop condition decides
  )
}

/** Runs `work` each `ms` until the signal; awaits it before the next sleep, so that it never overlaps itself. */
export async function every(
  clock: Clock,
  ms: number,
  work: () => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (await slept(clock, ms, signal)) await work()
}

/**
 * Settles as `work` does, or rejects with what `late` makes once `ms` have passed. The signal handed to `work` is aborted
 * then, so that nothing goes on behind the caller's back.
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: (signal: AbortSignal) => Promise<T>,
  late: () => Error,
  signal: AbortSignal,
): Promise<T> {
  const over = new AbortController()
  const both = AbortSignal.any([signal, over.signal])
  const timer = new AbortController()
  const timeout = slept(clock, ms, AbortSignal.any([timer.signal, signal])).then(whole => {
    if (whole) over.abort(late())
  })
  try {
    const ended = Promise.withResolvers<never>()
    const onAbort = () => ended.reject(both.reason)
    if (both.aborted) onAbort()
    else both.addEventListener('abort', onAbort, { once: true })
    return await Promise.race([work(both), ended.promise])
  } finally {
    timer.abort()
    await timeout
  }
}
