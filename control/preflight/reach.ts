// Whether servers can be reached: name, TCP, TLS where asked for. Then it is left: never a handshake, never a publish.
import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { type Clock, slept, within } from '#core/clock.ts'
import { messageOf } from '#core/failure.ts'
import { reach, readAddress, type RelaySettings } from '#relay'

export type Reached =
  | { readonly at: 'reached'; readonly tookMs: number }
  | { readonly at: 'no-name' | 'no-answer'; readonly why: string }
  /** SRT is UDP, which answers nobody who does not speak it. */
  | { readonly at: 'name-only' }

export type Reach = (url: string, signal: AbortSignal) => Promise<Reached>

const wholeWithinMs = 10_000
const mostAtOnce = 32

/** The way of a leg that connects, without the leg. */
export function reachBy(
  limits: Pick<RelaySettings, 'dnsWithinMs' | 'connectWithinMs' | 'caFile'>,
  clock: Clock,
): Reach {
  return async (url, signal) => {
    const address = readAddress(url)
    if (address.protocol === 'srt') return await nameOnly(address.host, limits.dnsWithinMs, clock, signal)
    const ca = limits.caFile === undefined ? undefined : readFileSync(limits.caFile, 'utf8')
    const startedMs = clock.nowMs()
    const found = await reach(address, { ...limits, ca }, clock, signal)
    if ('stream' in found) {
      found.stream.destroy()
      found.socket.destroy()
      return { at: 'reached', tookMs: Math.round(clock.nowMs() - startedMs) }
    }
    if (found.by === 'dns') return { at: 'no-name', why: found.error }
    return {
      at: 'no-answer',
      why: found.by === 'closed' ? found.error : `silent for ${limits.connectWithinMs} ms`,
    }
  }
}

async function nameOnly(host: string, withinMs: number, clock: Clock, signal: AbortSignal): Promise<Reached> {
  try {
    await within(
      clock,
      withinMs,
      () => lookup(host),
      () => new Error(`no answer in ${withinMs} ms`),
      signal,
    )
    return { at: 'name-only' }
  } catch (error) {
    return { at: 'no-name', why: messageOf(error) }
  }
}

/** Every address once, side by side but not too many, all within one deadline. */
export async function reachAll(
  urls: readonly string[],
  deps: { readonly reach: Reach; readonly clock: Clock },
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Reached>> {
  const answers = new Map<string, Reached>()
  const waiting = [...new Set(urls)]
  const over = new AbortController()
  const done = new AbortController()
  const both = AbortSignal.any([signal, over.signal])
  const timer = slept(deps.clock, wholeWithinMs, AbortSignal.any([signal, done.signal])).then(whole => {
    if (whole) over.abort(new Error('late'))
  })
  const lane = async () => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift())
      answers.set(
        url,
        both.aborted ? late : await deps.reach(url, both).catch(error => failedBy(error, both)),
      )
  }
  await Promise.all(Array.from({ length: mostAtOnce }, lane))
  done.abort()
  await timer
  signal.throwIfAborted()
  return answers
}

const late: Reached = { at: 'no-answer', why: `all together took longer than ${wholeWithinMs / 1_000} s` }

function failedBy(error: unknown, over: AbortSignal): Reached {
  return over.aborted ? late : { at: 'no-answer', why: messageOf(error) }
}
