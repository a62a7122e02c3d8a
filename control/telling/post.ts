// One POST and its answer, as a value: within a deadline, to where it is allowed to go, following nothing.
import { lookup as lookUp, type LookupAddress, type LookupAllOptions } from 'node:dns'
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestTls } from 'node:https'
import type { LookupFunction } from 'node:net'
import { type Clock, within } from '#core/clock.ts'
import { Failure, systemCodeOf } from '#core/failure.ts'
import { request as requestPlain } from '#core/http.ts'
import { isLoopbackName } from '../loopback.ts'
import { isPrivateAddress } from './private-address.ts'

export type HttpRequest = {
  /** Holds the token: goes nowhere but here. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export type HttpAnswer = {
  readonly status: number
  readonly text: string
  /** How long it asks us to wait; 0 where it does not. */
  readonly restMs: number
}

export type Posted =
  | ({ readonly at: 'answered' } & HttpAnswer)
  /** It never got there. */
  | { readonly at: 'unsent'; readonly why: string }
  /** It may have got there. */
  | { readonly at: 'unsure'; readonly why: string }

export type PostPlan = {
  readonly request: HttpRequest
  readonly isPrivateStated: boolean
  readonly withinMs: number
  readonly clock: Clock
}

/** For a chat platform's answer this is plenty. */
const mostAnswerBytes = 65_536
const mostRestMs = 600_000

export async function post(plan: PostPlan, signal: AbortSignal): Promise<Posted> {
  const { clock, withinMs } = plan
  let isThere = false
  const late = () => failure(`did not answer within ${withinMs / 1_000} s`)
  const work = (both: AbortSignal) => exchange(plan, () => (isThere = true), both)
  try {
    return { at: 'answered', ...(await within(clock, withinMs, work, late, signal)) }
  } catch (error) {
    return { at: isThere ? 'unsure' : 'unsent', why: whyOf(error) }
  }
}

function exchange(plan: PostPlan, onThere: () => void, signal: AbortSignal): Promise<HttpAnswer> {
  const { url: text, headers, body } = plan.request
  const url = new URL(text)
  const isTls = url.protocol === 'https:'
  const isHere = isLoopbackName(url.hostname)
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'Changming' },
    agent: false,
    signal,
    ...(isHere ? {} : { lookup: lookupWithin(isTls, plan.isPrivateStated) }),
  }
  return new Promise<HttpAnswer>((resolve, reject) => {
    const asking = isTls ? requestTls(url, options) : requestPlain(url, options)
    asking.once('response', answer => readAnswer(answer).then(resolve, reject))
    asking.once('error', reject)
    asking.once('socket', socket =>
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        onThere() // from here on nobody can tell how much of it arrived
        asking.end(body)
      }),
    )
  })
}

type LookUp = (
  name: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/** Names may point anywhere: what they point at is looked at before anything is sent. */
export function lookupWithin(
  isTls: boolean,
  isPrivateStated: boolean,
  resolve: LookUp = lookUp,
): LookupFunction {
  return (name, options, done) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return done(error, [])
      const isPrivate = addresses.some(({ address }) => isPrivateAddress(address))
      if (isPrivate && !isPrivateStated)
        return done(failure('has a private address; say "privateNetwork": true where that is meant'), [])
      if (!isTls && addresses.some(({ address }) => !isPrivateAddress(address)))
        return done(failure('has a public address, and http:// is for your own network only'), [])
      const [first] = addresses
      return options.all === true ? done(null, addresses) : done(null, first?.address ?? '', first?.family)
    })
  }
}

async function readAnswer(answer: IncomingMessage): Promise<HttpAnswer> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > mostAnswerBytes) break // leaving the loop ends the connection
    parts.push(part)
  }
  const rest = Number(answer.headers['retry-after'] ?? 0)
  const restMs = Number.isFinite(rest) ? Math.min(Math.max(0, rest * 1_000), mostRestMs) : 0
  return { status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8'), restMs }
}

function failure(why: string): Failure {
  return new Failure('control/not-delivered', why, { fault: 'theirs', remedy: 'retry' })
}

/** Never the words of the system or the far end: some repeat the address. */
function whyOf(error: unknown): string {
  if (error instanceof Failure) return error.message
  const code = systemCodeOf(error)
  return code === '' ? 'broke the connection' : `cannot be reached (${code})`
}
