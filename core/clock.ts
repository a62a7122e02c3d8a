// The only door to time. Rooms receive a Clock; they never call setTimeout, Date.now or performance.now.
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
  // By hand: that of node:timers/promises costs a third more, and workers sleep some dozens of times a second.
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason)
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal.reason)
      }
      const timer = setTimeout(() => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }, ms)
      signal.addEventListener('abort', onAbort, { once: true })
    }),
}

/** Sleeps; true when the whole time has passed, false when the signal ended it. */
export async function slept(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false
  return await clock.sleep(ms, signal).then(
    () => true,
    () => false, // ended early: the caller's loop condition decides
  )
}

/**
 * How long until the next of the moments that lie `ms` apart, counted from the process's start. Loops that keep in step wake
 * together: a process that wakes costs more than what most of them do. Never so soon that one would do its work twice.
 */
export function toNextStepMs(nowMs: number, ms: number): number {
  const waitMs = Math.ceil(ms - (nowMs % ms))
  return waitMs < ms / 4 ? waitMs + ms : waitMs
}

/**
 * Runs `work` each `ms` until the signal, in step with whoever else does so each so often; awaits it before the next sleep, so
 * that it never overlaps itself.
 */
export async function every(
  clock: Clock,
  ms: number,
  work: () => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  while (await slept(clock, toNextStepMs(clock.nowMs(), ms), signal)) await work()
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
  const ended = Promise.withResolvers<never>()
  const onAbort = () => ended.reject(both.reason)
  try {
    if (both.aborted) onAbort()
    else both.addEventListener('abort', onAbort, { once: true })
    return await Promise.race([work(both), ended.promise])
  } finally {
    // Node keeps a signal made of others, and all that its listeners hold, for as long as anybody listens to it.
    both.removeEventListener('abort', onAbort)
    timer.abort()
    await timeout
  }
}
