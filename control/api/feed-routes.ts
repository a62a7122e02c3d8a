// Calls on feeds.
import { z } from 'zod'
import type { MadeFeed } from '../commands/feeds.ts'
import { noSuch } from '../commands/refusals.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const feedBody = z.strictObject({
  kind: z
    .literal('rtmp', 'must be "rtmp": a camera that publishes to us; feeds of kind "host" do not exist yet')
    .describe('"rtmp": an encoder publishes it.'),
})

export function feedRoutes({ feeds, world, store }: ApiDeps): Route[] {
  const shown = ({ feed, streamKey }: MadeFeed) => {
    const { publishUrl, otherPublishUrls } = world.publishUrls()
    const { name, kind, keyFingerprint } = feed
    // The one place where a feed's key leaves the house: to the operator who has just made it.
    return {
      name,
      kind,
      publishUrl,
      otherPublishUrls,
      streamKey: streamKey?.reveal() ?? null,
      keyFingerprint,
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
      summary: 'Make a feed; its key is shown once',
      body: feedBody,
      answer: shapes.made,
      handle: ({ params }) => shown(feeds.put(params.feed ?? '')),
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
