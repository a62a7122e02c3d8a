// Calls that concern the whole house: tickets, what happened, how it is.
import { z } from 'zod'
import type { ApiDeps } from './deps.ts'
import type { EventStreams } from './event-stream.ts'
import type { Previews } from './preview.ts'
import { previewSource } from './preview-source.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const ticketPathSentence = 'must be the path to open, such as /preview/evening.flv, without query'
const ticketBody = z.strictObject({
  path: z
    .string(ticketPathSentence)
    .regex(
      /^\/(?:preview\/(?:feeds\/)?[a-z0-9-]{1,32}\.flv|api\/events|api\/broadcasts\/[a-z0-9-]{1,32}\/events)$/,
      ticketPathSentence,
    ),
})

export type Streams = { readonly events: EventStreams; readonly previews: Previews }

export function houseRoutes(deps: ApiDeps, streams: Streams): Route[] {
  return [...ticketRoutes(deps), ...streamRoutes(deps, streams), ...healthRoutes(deps)]
}

function ticketRoutes({ access }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/tickets',
      role: 'viewer',
      summary: 'A ticket: one path, one use, 30 s, for players that can send no header',
      body: ticketBody,
      answer: shapes.ticket,
      audit: 'never',
      handle: ({ body, visitor }) => access.tickets.issue(body.path, visitor.credential ?? { by: 'admin' }),
    }),
  ]
}

function streamRoutes(deps: ApiDeps, { events, previews }: Streams): Route[] {
  const sse = { method: 'get', role: 'viewer', takesTicket: true, answerType: 'text/event-stream' } as const
  const flv = { method: 'get', role: 'viewer', takesTicket: true, answerType: 'video/x-flv' } as const
  return [
    route({
      ...sse,
      path: '/api/events',
      summary:
        'Every change as server-sent events, from Last-Event-ID (or ?after=) on, or the newest few (?last=)',
      query: { after: 'The id of the last event that was seen.', last: 'So many of the newest first.' },
      handle: ({ request, response }) => events.serve(request, response, null),
    }),
    route({
      ...sse,
      path: '/api/broadcasts/{broadcast}/events',
      summary: 'Every change of one broadcast as server-sent events',
      handle: ({ request, response, params: { broadcast = '' } }) => {
        deps.broadcasts.find(broadcast)
        return events.serve(request, response, broadcast)
      },
    }),
    route({
      ...flv,
      path: '/preview/{broadcast}.flv',
      summary: 'What a broadcast sends, as FLV, over HTTP or WebSocket',
      handle: ({ request, response }) => previews.overHttp(previewSource(request.path, deps), response),
    }),
    route({
      ...flv,
      path: '/preview/feeds/{feed}.flv',
      summary: 'What arrives of a feed, as FLV, over HTTP or WebSocket',
      handle: ({ request, response }) => previews.overHttp(previewSource(request.path, deps), response),
    }),
  ]
}

function healthRoutes({ access, metrics, store, supervisor }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/metrics',
      role: 'anyone',
      summary: 'Prometheus; from elsewhere than this machine with the metrics token',
      answerType: 'text/plain',
      handle: async ({ request, response }) => {
        access.checkMetrics(request)
        response.type('text/plain; version=0.0.4; charset=utf-8').send(await metrics())
      },
    }),
    route({
      method: 'get',
      path: '/healthz',
      role: 'anyone',
      summary: 'Alive',
      answer: shapes.health,
      handle: () => ({ ok: true }),
    }),
    route({
      method: 'get',
      path: '/readyz',
      role: 'anyone',
      summary: 'Able to serve',
      answer: shapes.health,
      handle: ({ response }) => {
        const isIngestUp = supervisor.view('ingest').state === 'up'
        const why = [
          ...(isIngestUp ? [] : ['the ingest worker does not answer']),
          ...(store.trouble() === '' ? [] : ['the store cannot be written']),
        ]
        response.status(why.length === 0 ? 200 : 503)
        return { ok: why.length === 0, why }
      },
    }),
  ]
}
