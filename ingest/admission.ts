// Who may publish where: decided from what was asked and who is there, touching nothing.
import type { PublishRequest, RefusalCode } from '#media'
import { type FeedKey, feedOfKey, keyIn } from './keys.ts'
import type { PublishRefusal } from './refused-lately.ts'

export type Admission =
  | { readonly may: 'begin'; readonly feed: string }
  | { readonly may: 'take-over'; readonly feed: string; readonly silentForMs: number }
  | {
      readonly may: 'not'
      /** null when the key is nobody's. */
      readonly feed: string | null
      readonly reason: PublishRefusal
      readonly code: RefusalCode
      readonly sentence: string
    }

export type Presence = {
  readonly keys: readonly FeedKey[]
  readonly takeOverAfterMs: number
  /** How long the feed's present publisher has sent nothing; null when there is none. */
  silentForMs(feed: string): number | null
}

/** The one app that is published to. */
const appName = 'live'

export function admit(request: Pick<PublishRequest, 'app' | 'streamName'>, presence: Presence): Admission {
  if (request.app !== appName) {
    const sentence = `Publish to the app "${appName}": rtmp://HOST:PORT/${appName}, then the stream key.`
    return { may: 'not', feed: null, reason: 'wrong-app', code: 'NetStream.Publish.Rejected', sentence }
  }
  if (keyIn(request.streamName) === '') {
    const sentence = 'No stream key came. Copy it from the feed into the stream key field of the encoder.'
    return { may: 'not', feed: null, reason: 'no-key', code: 'NetStream.Publish.Denied', sentence }
  }
  const feed = feedOfKey(request.streamName, presence.keys)
  if (feed === null) {
    const sentence = 'This stream key belongs to no feed. Copy it anew from the feed it is meant for.'
    return { may: 'not', feed, reason: 'wrong-key', code: 'NetStream.Publish.Denied', sentence }
  }
  const silentForMs = presence.silentForMs(feed)
  if (silentForMs === null) return { may: 'begin', feed }
  if (silentForMs >= presence.takeOverAfterMs) return { may: 'take-over', feed, silentForMs }
  const sentence = 'Another encoder is sending to this feed. Stop that one first.'
  return { may: 'not', feed, reason: 'busy', code: 'NetStream.Publish.BadName', sentence }
}
