// Calls on broadcasts and their destinations.
import { z } from 'zod'
import { broadcastPlan, endpointPlans, nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const startBody = z
  .strictObject({
    onSlate: z
      .boolean()
      .default(false)
      .describe('Connect at once, before a camera is there; needs a profile.'),
  })
  .prefault({})
const takeBody = z.strictObject({ feed: nameSchema.describe('A feed of the broadcast, or "slate".') })
const base = '/api/broadcasts/{broadcast}'

export function broadcastRoutes(deps: ApiDeps): Route[] {
  const { broadcasts, world, store } = deps
  const shown = (name: string) => world.broadcastInFull(broadcasts.find(name))
  return [
    route({
      method: 'get',
      path: '/api/broadcasts',
      role: 'viewer',
      summary: 'All broadcasts, wish and world',
      answer: shapes.broadcasts,
      handle: () => ({ broadcasts: store.broadcasts.all().map(each => world.broadcast(each)) }),
    }),
    route({
      method: 'put',
      path: base,
      role: 'operator',
      summary: 'What a broadcast shall be; the same again changes nothing',
      body: broadcastPlan,
      answer: shapes.broadcast,
      handle: ({ params: { broadcast = '' }, body, visitor, response }) => {
        if (broadcasts.put(broadcast, body, visitor.name)) response.status(201)
        return shown(broadcast)
      },
    }),
    route({
      method: 'get',
      path: base,
      role: 'viewer',
      summary: 'One broadcast, wish and world',
      answer: shapes.broadcast,
      handle: ({ params }) => shown(params.broadcast ?? ''),
    }),
    route({
      method: 'delete',
      path: base,
      role: 'operator',
      summary: 'Take it off the air and forget it, addresses and keys too',
      answer: shapes.removed,
      handle: ({ params: { broadcast = '' } }) => {
        broadcasts.remove(broadcast)
        return { removed: broadcast }
      },
    }),
    route({
      method: 'post',
      path: `${base}/preflight`,
      role: 'operator',
      summary: 'GO or NO-GO for each destination, the failing rule named; nothing is published',
      answer: shapes.preflight,
      audit: 'never',
      handle: ({ params, response }) => {
        const left = new AbortController()
        response.once('close', () => left.abort(new Error('the caller left')))
        return deps.preflight(params.broadcast ?? '', left.signal)
      },
    }),
    route({
      method: 'post',
      path: `${base}/start`,
      role: 'operator',
      summary: 'Wish it on the air: legs connect once a feed is healthy',
      body: startBody,
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '' }, body }) => {
        broadcasts.start(broadcast, body.onSlate, visitor.name)
        const bare = world
          .broadcast(broadcasts.find(broadcast))
          .destinations.filter(each => each.endpoints === 0)
        return {
          ...shown(broadcast),
          warnings: bare.map(each => `${each.name} has no address yet and stays dark`),
        }
      },
    }),
    route({
      method: 'post',
      path: `${base}/stop`,
      role: 'operator',
      summary: 'Wish it off the air',
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '' } }) => {
        broadcasts.stop(broadcast, visitor.name)
        return shown(broadcast)
      },
    }),
    route({
      method: 'post',
      path: `${base}/take`,
      role: 'operator',
      summary: 'Put a feed on air by hand, at its next key frame; or the slate, at once',
      body: takeBody,
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '' }, body }) => {
        broadcasts.take(broadcast, body.feed, visitor.name)
        return shown(broadcast)
      },
    }),
    route({
      method: 'post',
      path: `${base}/release`,
      role: 'operator',
      summary: 'Return to choosing feeds by preference and health',
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '' } }) => {
        broadcasts.release(broadcast, visitor.name)
        return shown(broadcast)
      },
    }),
    ...destinationRoutes(deps, shown),
  ]
}

function destinationRoutes({ destinations }: ApiDeps, shown: (name: string) => unknown): Route[] {
  return [
    route({
      method: 'put',
      path: `${base}/destinations/{destination}/endpoints`,
      role: 'operator',
      summary: "Tonight's addresses, in order of preference; on air too. Keys are never given back",
      body: endpointPlans,
      answer: shapes.endpoints,
      handle: ({ visitor, params: { broadcast = '', destination = '' }, body }) => {
        const { endpoints, warnings } = destinations.putEndpoints(broadcast, destination, body, visitor.name)
        const known = endpoints.map(({ url, fingerprint, expiresMs }) => ({
          url,
          keyFingerprint: fingerprint,
          keyExpiresAtMs: expiresMs,
        }))
        return { endpoints: known, warnings } // by fingerprint only
      },
    }),
    route({
      method: 'post',
      path: `${base}/destinations/{destination}/retry`,
      role: 'operator',
      summary: 'A person says: try again. Unblocks a leg',
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '', destination = '' } }) => {
        destinations.retry(broadcast, destination, visitor.name)
        return shown(broadcast)
      },
    }),
    route({
      method: 'post',
      path: `${base}/destinations/{destination}/stop`,
      role: 'operator',
      summary: 'Stop one destination alone, until it is started or the whole broadcast is stopped',
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '', destination = '' } }) => {
        destinations.stop(broadcast, destination, visitor.name)
        return shown(broadcast)
      },
    }),
    route({
      method: 'post',
      path: `${base}/destinations/{destination}/start`,
      role: 'operator',
      summary: 'Start again one that was stopped alone',
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '', destination = '' } }) => {
        destinations.start(broadcast, destination, visitor.name)
        return shown(broadcast)
      },
    }),
    route({
      method: 'post',
      path: `${base}/destinations/{destination}/room-ended`,
      role: 'operator',
      summary: 'A person says: the room was ended at the platform. It is no longer reminded of',
      answer: shapes.broadcast,
      handle: ({ visitor, params: { broadcast = '', destination = '' } }) => {
        destinations.roomEnded(broadcast, destination, visitor.name)
        return shown(broadcast)
      },
    }),
  ]
}
