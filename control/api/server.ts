// The HTTP server: the table of routes on express, pages, and previews over WebSocket.
import express, { type Express, type NextFunction, type Request, type Response } from 'express'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { Failure, messageOf } from '#core/failure.ts'
import { Mistakes, readBody } from '../rules/mistakes.ts'
import { namePattern, nameSentence } from '../store/plan.ts'
import type { Visitor } from '../store/access-store.ts'
import { requireRole } from './access.ts'
import { addressRoutes } from './address-routes.ts'
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
import { receiverRoutes } from './receiver-routes.ts'
import { type Route, route } from './route.ts'
import { hostRoutes } from './host-routes.ts'
import { scriptRoutes } from './script-routes.ts'
import { setRoutes } from './set-routes.ts'
import { slateRoutes } from './slate-routes.ts'
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
    ...setRoutes(deps),
    ...voiceRoutes(deps),
    ...scriptRoutes(deps),
    ...broadcastRoutes(deps),
    ...addressRoutes(deps),
    ...dutyRoutes(deps),
    ...slateRoutes(deps),
    ...policyRoutes(deps),
    ...incidentRoutes(deps),
    ...pictureRoutes(deps),
    ...receiverRoutes(deps),
    ...drillRoutes(deps),
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
  const app = appOf(deps, streams)
  const { certFile, keyFile, host, port } = deps.settings.http
  const isTls = certFile !== undefined && keyFile !== undefined
  const server: Server = isTls
    ? createTlsServer(
        { cert: pem(certFile, 'certFile'), key: pem(keyFile, 'keyFile') },
        app as RequestListener,
      )
    : createServer(app as RequestListener)
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

function appOf(deps: ApiDeps, streams: Streams): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.use((_request, response, next) => {
    response.set(safetyHeaders)
    next()
  })
  const parse = express.json({ limit: maxBody, strict: false, type: () => true })
  for (const each of routesOf(deps, streams)) {
    const path = each.path.replaceAll(/\{([a-z]+)\}/g, ':$1')
    // The body is read only once the visitor is known: a stranger's is not worth parsing.
    const read = each.rawBytes === undefined ? parse : express.raw({ limit: each.rawBytes, type: () => true })
    app[each.method](path, admit(each, deps), read, answer(each))
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
function admit(each: Route, { access }: ApiDeps) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!openPaths.has(each.path)) access.checkHost(request)
    if (each.path.startsWith('/api/')) response.set('cache-control', 'no-store')
    response.locals.visitor = nobody
    if (each.role !== 'anyone') {
      const visitor = access.visitor(request, each.takesTicket ? request.path : null)
      requireRole(visitor, each.role)
      response.locals.visitor = visitor
    }
    for (const [name, value] of Object.entries(request.params))
      if (!namePattern.test(String(value))) throw new Mistakes([{ field: name, detail: nameSentence }])
    next()
  }
}

function answer(each: Route) {
  return async (request: Request, response: Response) => {
    const body = each.body === undefined ? undefined : readBody(each.body, request.body)
    const params = request.params as Record<string, string>
    const visitor = response.locals.visitor as Visitor
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const value = await each.handle({ params, body, bytes, visitor, request, response })
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
    const path = URL.parse(request.url ?? '', 'http://house')?.pathname ?? ''
    deps.access.checkHost(request)
    deps.access.checkOrigin(request, false)
    deps.access.visitor(request, path)
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
