// Calls that concern the whole house: who comes in, what happened, how it is.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { digestOf } from '#core/secret.ts'
import { conflict, noSuch } from '../commands/refusals.ts'
import { roles } from '../store/access-store.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import type { EventStreams } from './event-stream.ts'
import type { Previews } from './preview.ts'
import { previewSource } from './preview-source.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const sessionBody = z.strictObject({ token: z.string('must be the token as text').min(1).max(512) })
const tokenBody = z.strictObject({ name: nameSchema, role: z.enum(roles) })
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
  return [...accessRoutes(deps), ...streamRoutes(deps, streams), ...healthRoutes(deps)]
}

function accessRoutes({ access, store, clock }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/session',
      role: 'anyone',
      summary: 'Trade a token for a cookie',
      body: sessionBody,
      answer: shapes.visitor,
      handle: ({ request, response, body }) => {
        const { visitor, cookie } = access.openSession(request, body.token)
        response.set('set-cookie', cookie)
        return visitor
      },
    }),
    route({
      method: 'get',
      path: '/api/session',
      role: 'viewer',
      summary: 'Who am I?',
      answer: shapes.visitor,
      handle: ({ visitor: { name, role } }) => ({ name, role }),
    }),
    route({
      method: 'delete',
      path: '/api/session',
      role: 'viewer',
      summary: 'Leave',
      answer: shapes.removed,
      handle: ({ request, response }) => {
        response.set('set-cookie', access.closeSession(request))
        return { removed: 'session' }
      },
    }),
    route({
      method: 'post',
      path: '/api/tokens',
      role: 'admin',
      summary: 'Make a token; it is shown once',
      body: tokenBody,
      answer: shapes.token,
      handle: ({ body: { name, role } }) => {
        if (name === 'admin' || store.access.tokens().some(token => token.name === name))
          throw conflict(
            'exists',
            `there is a token ${name} already; choose another name, or DELETE it first`,
          )
        const token = randomBytes(24).toString('base64url')
        const event = { atMs: clock.wallMs(), broadcast: null, kind: 'token-made', detail: { name, role } }
        store.command(event, () =>
          store.access.addToken({ name, role, digest: digestOf(token) }, clock.wallMs()),
        )
        return { name, role, token }
      },
    }),
    route({
      method: 'get',
      path: '/api/tokens',
      role: 'admin',
      summary: 'Who has tokens',
      answer: shapes.tokens,
      handle: () => ({ tokens: store.access.tokens() }),
    }),
    route({
      method: 'delete',
      path: '/api/tokens/{token}',
      role: 'admin',
      summary: 'Take back a token, by its name, and its sessions',
      answer: shapes.removed,
      handle: ({ params: { token = '' } }) => {
        if (!store.access.removeToken(token)) throw noSuch('token', token, 'GET /api/tokens lists them')
        return { removed: token }
      },
    }),
    route({
      method: 'post',
      path: '/api/tickets',
      role: 'viewer',
      summary: 'A ticket: one path, one use, 30 s, for players that can send no header',
      body: ticketBody,
      answer: shapes.ticket,
      handle: ({ body }) => access.tickets.issue(body.path),
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
