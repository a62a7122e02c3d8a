// The HTTP server: the table of routes on express, pages, and previews over WebSocket.
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure, messageOf } from '#core/failure.ts'
import { createServer } from '#core/http.ts'
import { Mistakes, readBody } from '../rules/mistakes.ts'
import { namePattern, nameSentence } from '../store/plan.ts'
import type { Visitor } from '../store/access-store.ts'
import { addressRoutes } from './address-routes.ts'
import { requireRole } from '../access/access.ts'
import { publicPathOf, withoutPublicPath } from '../access/public-path.ts'
import { type Asker, Auditor } from '../audit/auditor.ts'
import { subjectsOf } from '../audit/subjects.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { broadcastRoutes } from './broadcast-routes.ts'
import type { ApiDeps } from './deps.ts'
import { dutyRoutes } from './duty-routes.ts'
import { drillRoutes } from './drill-routes.ts'
import { EventStreams } from './event-stream.ts'
import { feedRoutes } from './feed-routes.ts'
import { houseRoutes, type Streams } from './house-routes.ts'
import { openApiOf } from './openapi.ts'
import { safetyHeaders, servePages } from './pages.ts'
import { policyRoutes } from './policy-routes.ts'
import { Previews } from './preview.ts'
import { previewSource } from './preview-source.ts'
import { incidentRoutes } from './incident-routes.ts'
import { pictureRoutes } from './picture-routes.ts'
import { problemHandler, problemOf } from './problem.ts'
import { prompterRoutes } from './prompter-routes.ts'
import { receiverRoutes } from './receiver-routes.ts'
import { type Route, route } from './route.ts'
import { runbookRoutes } from './runbook-routes.ts'
import { hostRoutes } from './host-routes.ts'
import { logoRoutes } from './logo-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { scriptRoutes } from './script-routes.ts'
import { setRoutes } from './set-routes.ts'
import { slateRoutes } from './slate-routes.ts'
import { timelineRoutes } from './timeline-routes.ts'
import { voiceRoutes } from './voice-routes.ts'

export type Api = {
  /** Where it is served: `http://127.0.0.1:8080`. */
  readonly url: string
  close(): Promise<void>
}

const maxBody = '256kb'
const nobody: Visitor = { name: 'anyone', role: 'viewer' }

/** Every call of the API, in one table. */
export function routesOf(deps: ApiDeps, streams: Streams): Route[] {
  const routes = [
    ...feedRoutes(deps),
    ...hostRoutes(deps),
    ...logoRoutes(deps),
    ...setRoutes(deps),
    ...voiceRoutes(deps),
    ...scriptRoutes(deps),
    ...broadcastRoutes(deps),
    ...addressRoutes(deps),
    ...prompterRoutes(deps),
    ...dutyRoutes(deps),
    ...slateRoutes(deps),
    ...policyRoutes(deps),
    ...incidentRoutes(deps),
    ...timelineRoutes(deps),
    ...pictureRoutes(deps),
    ...runbookRoutes(),
    ...receiverRoutes(deps),
    ...drillRoutes(deps),
    ...sessionRoutes(deps),
    ...accountRoutes(deps),
    ...auditRoutes(deps),
    ...houseRoutes(deps, streams),
  ]
  const openApi: Route = route({
    method: 'get',
    path: '/api/openapi.json',
    role: 'anyone',
    summary: 'This description',
    handle: (): unknown => openApiOf([...routes, openApi]),
  })
  return [...routes, openApi]
}

export async function serveApi(deps: ApiDeps): Promise<Api> {
  const streams: Streams = {
    events: new EventStreams(deps.store.events, deps.clock),
    previews: new Previews(),
  }
  const app = underPublicPath(appOf(deps, streams), deps)
  const { certFile, keyFile, host, port } = deps.settings.http
  const isTls = certFile !== undefined && keyFile !== undefined
  const server: Server = isTls
    ? createTlsServer({ cert: pem(certFile, 'certFile'), key: pem(keyFile, 'keyFile') }, app)
    : createServer(app)
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    upgrade(request, socket, head, { ...deps, previews: streams.previews })
  })
  await listening(server, host, port)
  const shownHost =
    host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return {
    url: `${isTls ? 'https' : 'http'}://${shownHost}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      streams.events.close()
      streams.previews.close()
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      server.closeAllConnections()
      await closed
    },
  }
}

/** A proxy in front may hand on the path of publicUrl, or take it away: both are understood. */
function underPublicPath(app: Express, { settings }: ApiDeps): RequestListener {
  const publicPath = publicPathOf(settings.publicUrl)
  return (request, response) => {
    const inner = withoutPublicPath(request.url ?? '/', publicPath)
    if ('redirect' in inner) {
      response.writeHead(308, { ...safetyHeaders, location: inner.redirect }).end()
      return
    }
    request.url = inner.url
    app(request as Request, response as Response)
  }
}

function appOf(deps: ApiDeps, streams: Streams): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use((_request, response, next) => {
    response.set(safetyHeaders)
    next()
  })
  const parse = express.json({ limit: maxBody, strict: false, type: () => true })
  const { store, clock, log, access } = deps
  const auditor = new Auditor({
    store: store.audit,
    clock,
    log,
    subjects: subjectsOf(deps),
    addressOf: request => access.addressOf(request),
  })
  for (const each of routesOf(deps, streams)) {
    const path = each.path.replaceAll(/\{([a-z]+)\}/g, ':$1')
    // The body is read only once the visitor is known: a stranger's is not worth parsing.
    const read = each.rawBytes === undefined ? parse : express.raw({ limit: each.rawBytes, type: () => true })
    app[each.method](path, admit(each, deps, auditor), read, answer(each, auditor))
  }
  app.use((request, _response, next) => {
    deps.access.checkHost(request)
    next()
  })
  servePages(app, deps.deskTrouble)
  app.use((request: Request) => {
    throw new Failure(
      'control/not-found',
      `${request.method} ${request.path.slice(0, 200)} is not served here; see /api/openapi.json`,
      {
        fault: 'operator',
        remedy: 'stop',
      },
    )
  })
  app.use(problemHandler(deps.log))
  return app
}

const openPaths = new Set(['/metrics', '/healthz', '/readyz'])

/** Who asks, and whether they may; their names in the path are names. */
function admit(each: Route, { access }: ApiDeps, auditor: Auditor) {
  return (request: Request, response: Response, next: NextFunction) => {
    response.locals.visitor = nobody
    try {
      if (!openPaths.has(each.path)) access.checkHost(request)
      if (each.path.startsWith('/api/')) response.set('cache-control', 'no-store')
      if (each.role !== 'anyone') {
        response.locals.visitor = access.visitor(request, each.takesTicket ? request.path : null)
        requireRole(response.locals.visitor as Visitor, each.role)
      }
    } catch (error) {
      auditor.refused(each, request, error, askerOf(response))
      throw error
    }
    for (const [name, value] of Object.entries(request.params))
      if (!namePattern.test(String(value))) throw new Mistakes([{ field: name, detail: nameSentence }])
    if (each.method === 'get') holdOpen(response, access)
    next()
  }
}

/** What goes on after it was answered ends when its visitor is shown out. */
function holdOpen(response: Response, access: ApiDeps['access']): void {
  const { credential } = response.locals.visitor as Visitor
  if (credential === undefined) return
  const held = access.heldOpen.hold(credential, () => response.destroy())
  response.once('close', () => held[Symbol.dispose]())
}

/** Who the audit says it was; of a failed sign-in the account that was tried. */
function askerOf({ locals }: Response): Asker | null {
  const { visitor, tried } = locals as { visitor: Visitor; tried?: string }
  if (visitor !== nobody) return visitor
  return tried === undefined ? null : { name: tried, role: null }
}

function answer(each: Route, auditor: Auditor) {
  return async (request: Request, response: Response) => {
    const body = each.body === undefined ? undefined : readBody(each.body, request.body)
    const params = request.params as Record<string, string>
    const visitor = response.locals.visitor as Visitor
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const recording = await auditor.begin(each, request)
    let value: unknown
    try {
      value = await each.handle({ params, body, bytes, visitor, request, response })
    } catch (error) {
      await recording?.failed(error, askerOf(response))
      throw error
    }
    await recording?.done(response.statusCode, askerOf(response))
    if (value !== undefined) response.json(value)
  }
}

/** A player over WebSocket: same rights as over HTTP, and only from our own pages. */
function upgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  deps: ApiDeps & { readonly previews: Previews },
): void {
  try {
    const inner = withoutPublicPath(request.url ?? '/', publicPathOf(deps.settings.publicUrl))
    const path = URL.parse('url' in inner ? inner.url : '', 'http://house')?.pathname ?? ''
    deps.access.checkHost(request)
    deps.access.checkOrigin(request, false)
    const { credential } = deps.access.visitor(request, path)
    if (credential !== undefined) {
      const held = deps.access.heldOpen.hold(credential, () => socket.destroy())
      socket.once('close', () => held[Symbol.dispose]())
    }
    deps.previews.overWebSocket(previewSource(path, deps), request, socket, head)
  } catch (error) {
    const said = problemOf(error)
    if (said.status >= 500) deps.log.error({ error: messageOf(error) }, 'control/upgrade-failed')
    const text = JSON.stringify(said)
    socket.end(
      `HTTP/1.1 ${said.status} Refused\r\ncontent-type: application/problem+json\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    )
  }
}

function pem(path: string, name: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    const sentence = `http.${name} cannot be read: ${messageOf(cause)}; give it the path of a PEM file`
    throw new Failure('control/no-certificate', sentence, { fault: 'operator', remedy: 'stop', cause })
  }
}

async function listening(server: Server, host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => {
      const sentence = `the API cannot be served at ${host}:${port}: ${messageOf(error)}; choose another http.port, or end what is there`
      reject(
        new Failure('control/cannot-listen', sentence, { fault: 'operator', remedy: 'stop', cause: error }),
      )
    })
    server.listen(port, host, resolve)
  })
}
