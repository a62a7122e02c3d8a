// What a platform is to us: how a message becomes a request, and what its answer means.
import type { ReceiverAddress } from '../address.ts'
import type { HttpAnswer, HttpRequest } from '../post.ts'
import type { Notice } from '../words/message.ts'

/** Made once and kept as it is through every repeat. Holds no secret. */
export type Message = {
  /** The same for the same message, however often it is sent. */
  readonly id: string
  readonly madeMs: number
  readonly receiver: string
  readonly text: string
  readonly notices: readonly Notice[]
}

/** Our own words: what the far end said is never repeated, it may hold the token. */
export type Verdict =
  | { readonly taken: true }
  | { readonly taken: false; readonly why: string; readonly restMs: number }

export type Platform = {
  /** The longest text, in bytes. */
  readonly limitBytes: number
  /** Between two messages of ours to one address: what the platform allows, with room to spare. */
  readonly gapMs: number
  request(address: ReceiverAddress, message: Message, wallMs: number): HttpRequest
  verdict(answer: HttpAnswer): Verdict
}

/** What chat platforms answer with status 200 whatever became of it: a number that is 0 when it was taken. */
export function verdictByCode(answer: HttpAnswer, field: readonly string[], known: Known): Verdict {
  if (answer.status !== 200) return verdictByStatus(answer)
  const code = field.map(name => numberIn(answer.text, name)).find(each => each !== null)
  if (code === 0) return { taken: true }
  if (code === undefined || code === null)
    return refused(
      'answered with something that is no answer of this platform; is the url the whole webhook address?',
    )
  const { why = 'does not take the message', restMs = 0 } = known[code] ?? {}
  return refused(`${why} (error ${code})`, restMs)
}

export type Known = Readonly<Record<number, { readonly why: string; readonly restMs?: number }>>

export function verdictByStatus({ status, restMs }: HttpAnswer): Verdict {
  if (status >= 200 && status < 300) return { taken: true }
  if (status >= 300 && status < 400)
    return refused(`answered ${status}, a redirect, which is not followed; give the final url`)
  if (status === 429) return refused('answered 429: too many messages', Math.max(restMs, 60_000))
  if (status >= 500) return refused(`answered ${status}: it has trouble of its own`, restMs)
  return refused(`answered ${status}; check the url and the secret`, restMs)
}

function refused(why: string, restMs = 0): Verdict {
  return { taken: false, why, restMs }
}

function numberIn(text: string, name: string): number | null {
  try {
    const value = (JSON.parse(text) as Record<string, unknown> | null)?.[name]
    return typeof value === 'number' ? value : null
  } catch {
    return null // no JSON: no answer of a chat platform
  }
}

export function jsonRequest(url: string, body: unknown, headers: Record<string, string> = {}): HttpRequest {
  return {
    url,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  }
}
