// Asks a playback address for its bytes: only where it is allowed to lead, redirects included, and no longer than the signal.
import type { IncomingMessage, RequestOptions } from 'node:http'
import { request as requestTls } from 'node:https'
import { Failure, systemCodeOf } from '#core/failure.ts'
import { request as requestPlain } from '#core/http.ts'
import { isLoopbackName } from '../loopback.ts'
import { isPrivateHost } from '../rules/playback.ts'
import { lookupWithin } from '../telling/post.ts'

export type Playback = { readonly url: string; readonly privateNetwork: boolean }

const mostRedirects = 3

/** The answer, its body unread. Throws a Failure whose message holds no address. */
export async function getPlayback(playback: Playback, signal: AbortSignal): Promise<IncomingMessage> {
  const first = new URL(playback.url)
  const mayBeHere = isLoopbackName(first.hostname)
  let url = first
  for (let i = 0; i <= mostRedirects; i++) {
    if (!mayBeHere && isLoopbackName(url.hostname)) throw unplayed('leads to this machine itself')
    const answer = await ask(url, playback.privateNetwork, signal)
    const { statusCode = 0, headers } = answer
    if (statusCode === 200) return answer
    answer.destroy()
    const next = statusCode >= 300 && statusCode < 400 ? URL.parse(headers.location ?? '', url) : null
    if (next === null) throw unplayed(`is answered with ${statusCode}`)
    if (!/^https?:$/.test(next.protocol)) throw unplayed('leads to something that is no HTTP')
    url = next
  }
  throw unplayed('leads from one address to the next')
}

function ask(url: URL, isPrivateStated: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const isHere = isLoopbackName(url.hostname)
  if (!isHere && !isPrivateStated && isPrivateHost(url.hostname))
    throw unplayed('leads into a private network')
  const isTls = url.protocol === 'https:'
  const options: RequestOptions = {
    agent: false,
    signal,
    headers: { 'user-agent': 'Changming' },
    ...(isHere ? {} : { lookup: lookupWithin(true, isPrivateStated) }),
  }
  return new Promise((resolve, reject) => {
    const asking = isTls ? requestTls(url, options) : requestPlain(url, options)
    asking.once('response', resolve)
    asking.once('error', error => reject(error instanceof Failure ? error : unplayed(wordsOf(error))))
    asking.end()
  })
}

/** Never the words of the system: some repeat the address. */
export function wordsOf(error: unknown): string {
  const code = systemCodeOf(error)
  return code === '' ? 'broke the connection' : `cannot be reached (${code})`
}

export function unplayed(why: string): Failure {
  return new Failure('control/not-playing', why, { fault: 'theirs', remedy: 'retry' })
}
