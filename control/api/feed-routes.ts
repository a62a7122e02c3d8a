// Calls on feeds.
import type { Response } from 'express'
import { z } from 'zod'
import { hostPlan, mostCommentSeconds, mostCommentsWaiting, usualCommentSeconds } from '#avatar'
import type { MadeFeed } from '../commands/feeds.ts'
import { noSuch } from '../commands/refusals.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const feedBody = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('rtmp').describe('An encoder publishes it.') }),
    z.strictObject({ kind: z.literal('host').describe('A virtual host plays it.'), host: hostPlan }),
  ],
  {
    error: issue =>
      issue.code === 'invalid_union'
        ? 'must be "rtmp", a camera that publishes to us, or "host", a virtual host with its plan in "host"'
        : undefined,
  },
)

const sayBody = z.strictObject({
  text: z
    .string('write what the host shall say')
    .trim()
    .min(1, 'write what the host shall say')
    .max(200, 'at most 200 characters: one sentence, said at the end of the present one')
    .describe('May hold {price}, {name} and {stock} of the product.'),
  product: z
    .string()
    .max(48)
    .nullable()
    .default(null)
    .describe('Of the script that plays: sums may be named of it, and its card is shown.'),
})

const commentBody = z.strictObject({
  author: z
    .string('write who asks')
    .trim()
    .min(1, 'write who asks')
    .max(60, 'a name of at most 60 characters')
    .describe('As the viewer is called; the first 16 letters are shown.'),
  text: z
    .string('write what the viewer asks')
    .trim()
    .min(1, 'write what the viewer asks')
    .max(200, 'at most 200 characters; the card shows 42 letters')
    .describe('Shown as text, as it is. At most 42 letters that can be shown.'),
  seconds: z
    .number()
    .min(3, 'a card stays 3 seconds at least, so that it can be read')
    .max(mostCommentSeconds, `a card stays ${mostCommentSeconds} seconds at most`)
    .default(usualCommentSeconds)
    .describe('For how long it is shown.'),
  product: z
    .string()
    .max(48)
    .nullable()
    .default(null)
    .describe('Of the script that plays: sums may be named of it.'),
})

export function feedRoutes({ feeds, world, store, interjections, comments }: ApiDeps): Route[] {
  const shown = ({ feed, streamKey }: MadeFeed) => {
    const { publishUrl, otherPublishUrls } = world.publishUrls()
    const { name, kind } = feed
    if (kind === 'host')
      return {
        name,
        kind,
        publishUrl: null,
        otherPublishUrls: [],
        streamKey: null,
        keyFingerprint: '',
        host: feed.plan,
      }
    // The one place where a feed's key leaves the house: to the operator who has just made it.
    return {
      name,
      kind,
      publishUrl,
      otherPublishUrls,
      streamKey: streamKey?.reveal() ?? null,
      keyFingerprint: feed.keyFingerprint,
      host: null,
    }
  }
  return [
    route({
      method: 'get',
      path: '/api/feeds',
      role: 'viewer',
      summary: 'All feeds, and what arrives of them',
      answer: shapes.feeds,
      handle: () => world.feeds(),
    }),
    route({
      method: 'put',
      path: '/api/feeds/{feed}',
      role: 'operator',
      summary: "Make a feed: a camera's key is shown once; a host's plan may be put again",
      body: feedBody,
      answer: shapes.made,
      handle: ({ params: { feed = '' }, body }) =>
        shown(body.kind === 'host' ? feeds.putHost(feed, body.host) : feeds.put(feed)),
    }),
    route({
      method: 'get',
      path: '/api/feeds/{feed}',
      role: 'viewer',
      summary: 'One feed, and what arrives of it',
      answer: shapes.feed,
      handle: ({ params: { feed = '' } }) => {
        const stored = store.feeds.find(feed)
        if (stored === undefined) throw noSuch('feed', feed, `make it with PUT /api/feeds/${feed}`)
        return { ...world.publishUrls(), ...world.feed(stored) }
      },
    }),
    route({
      method: 'post',
      path: '/api/feeds/{feed}/say',
      role: 'operator',
      summary:
        'Have a virtual host say a sentence next, at the end of the present one; the gate hears it first',
      body: sayBody,
      answer: z.object({ id: z.string(), text: z.string().describe('With its fields filled in.') }),
      handle: ({ params: { feed = '' }, body, visitor, response }) =>
        interjections.say({ ...body, feed, by: visitor.name }, leftOf(response)),
    }),
    route({
      method: 'delete',
      path: '/api/feeds/{feed}/say/{id}',
      role: 'operator',
      summary: 'Take back a sentence that waits to be said',
      answer: shapes.removed,
      handle: async ({ params: { feed = '', id = '' }, response }) => {
        await interjections.takeBack(feed, id, leftOf(response))
        return { removed: id }
      },
    }),
    route({
      method: 'post',
      path: '/api/feeds/{feed}/comment',
      role: 'operator',
      summary: `Show a viewer's comment on a virtual host's picture from the next sentence on; the gate reads it first, ${mostCommentsWaiting} wait at most`,
      body: commentBody,
      answer: z.object({
        id: z.string(),
        author: z.string(),
        text: z.string().describe('As it will be shown.'),
      }),
      handle: ({ params: { feed = '' }, body, visitor, response }) =>
        comments.show({ ...body, feed, by: visitor.name }, leftOf(response)),
    }),
    route({
      method: 'delete',
      path: '/api/feeds/{feed}/comment/{id}',
      role: 'operator',
      summary: 'Take back a comment that waits to be shown',
      answer: shapes.removed,
      handle: async ({ params: { feed = '', id = '' }, response }) => {
        await comments.takeBack(feed, id, leftOf(response))
        return { removed: id }
      },
    }),
    route({
      method: 'delete',
      path: '/api/feeds/{feed}',
      role: 'operator',
      summary: 'Forget a feed that no broadcast uses',
      answer: shapes.removed,
      handle: ({ params: { feed = '' } }) => {
        feeds.remove(feed)
        return { removed: feed }
      },
    }),
    route({
      method: 'post',
      path: '/api/feeds/{feed}/key',
      role: 'operator',
      summary: 'Make a new key; the old one ends at once',
      answer: shapes.made,
      handle: ({ params }) => shown(feeds.renewKey(params.feed ?? '')),
    }),
  ]
}

function leftOf(response: Response): AbortSignal {
  const left = new AbortController()
  response.once('close', () => left.abort(new Error('the caller left')))
  return left.signal
}
