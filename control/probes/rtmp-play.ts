// RTMP playback: plays a live stream as any player does, for as long as somebody watches.
import { connect as connectPlain, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Clock, within } from '#core/clock.ts'
import { Failure } from '#core/failure.ts'
import { Secret } from '#core/secret.ts'
import { PlayConnection, type PlayTarget, type Tag } from '#media'
import { isLoopbackName } from '../loopback.ts'
import { isPrivateHost } from '../rules/playback.ts'
import { lookupWithin } from '../telling/post.ts'
import { type Playback, unplayed, wordsOf } from './get.ts'

export type RtmpWatch = {
  readonly clock: Clock
  readonly answerWithinMs: number
  readonly onTag: (tag: Tag) => void
  /** Bytes as they come. */
  readonly onBytes: (count: number) => void
  /** Resolves once enough was watched; its signal ends with the stream. */
  readonly watched: (signal: AbortSignal) => Promise<void>
}

/** We say little: whoever leaves so much of it unread only makes us answer. */
const mostUnreadBytes = 65_536

type PlayAddress = {
  readonly isTls: boolean
  readonly host: string
  readonly port: number
  readonly target: PlayTarget
}

export function isRtmp(url: string): boolean {
  return /^rtmps?:\/\//i.test(url)
}

/** `rtmp://host[:port]/app/name?query`: the last part of the path is the stream's name, with its query to the letter. */
export function readPlayAddress(text: string): PlayAddress {
  const url = new URL(text)
  const isTls = url.protocol === 'rtmps:'
  // From the text itself: URL would write some letters otherwise.
  const [, app = '', name = ''] = /^\w+:\/\/[^/]+\/([^?]+)\/([^/?]+(?:\?.*)?)$/.exec(text) ?? []
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const tcUrl = `${url.protocol}//${url.host}/${app}`
  const port = url.port === '' ? (isTls ? 443 : 1935) : Number(url.port)
  return { isTls, host, port, target: { app, tcUrl, streamName: new Secret(name) } }
}

/** Throws a Failure where there is nothing to watch, in words that hold no address. What came before a break is judged. */
export async function playRtmp(playback: Playback, watch: RtmpWatch, signal: AbortSignal): Promise<void> {
  const address = readPlayAddress(playback.url)
  const live = Promise.withResolvers<void>()
  live.promise.catch(() => {}) // it may end when nobody waits for it any more
  const over = new AbortController()
  const end = (why: Failure) => {
    live.reject(why)
    over.abort(why)
  }
  let breach: Failure | undefined
  const connection = new PlayConnection(address.target, {
    send: bytes => void socket.write(bytes),
    phase: phase => phase === 'live' && live.resolve(),
    tag: watch.onTag,
    refused: ({ code }) => end(unplayed(saidIn(code))),
    ended: code => end(unplayed(saidIn(code))),
  })
  const socket = connected(address, playback.privateNetwork, () => connection.start())
  socket.on('data', bytes => {
    try {
      watch.onBytes(bytes.length)
      if (socket.writableLength > mostUnreadBytes) throw unplayed('asks and reads no answer')
      connection.push(bytes)
    } catch (error) {
      const isOurs = error instanceof Failure && error.code === 'control/not-playing'
      end((breach = isOurs ? error : unplayed('plays what is no RTMP')))
    }
  })
  socket.on('error', error => end(error instanceof Failure ? error : unplayed(wordsOf(error))))
  socket.on('close', () => end(unplayed(wordsOf(undefined))))
  try {
    const late = () => unplayed(`does not answer within ${watch.answerWithinMs / 1_000} s`)
    await within(watch.clock, watch.answerWithinMs, () => live.promise, late, signal)
    await watch.watched(AbortSignal.any([signal, over.signal]))
  } finally {
    socket.destroy()
  }
  if (breach !== undefined) throw breach
}

function connected(
  { isTls, host, port }: PlayAddress,
  isPrivateStated: boolean,
  onThere: () => void,
): Socket {
  const isHere = isLoopbackName(host)
  if (!isHere && !isPrivateStated && isPrivateHost(host)) throw unplayed('leads into a private network')
  const to = { host, port, ...(isHere ? {} : { lookup: lookupWithin(true, isPrivateStated) }) }
  return isTls
    ? connectTls({ ...to, servername: isIP(host) === 0 ? host : '' }, onThere)
    : connectPlain(to, onThere)
}

/** A code of RTMP's own; anything else might repeat the address. */
function saidIn(code: string): string {
  return /^Net(?:Stream|Connection)\.[A-Za-z.]{1,60}$/.test(code) ? `says ${code}` : 'will not play it'
}
