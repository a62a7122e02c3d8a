// Calls on virtual hosts: those that came with us, and the operator's own VRM files.
import { createReadStream, statSync } from 'node:fs'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { personaOf } from '#avatar'
import { conflict, noSuch } from '../commands/refusals.ts'
import { readBody } from '../rules/mistakes.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const maxBytes = 67_108_864

const finding = z.object({ code: z.string(), sentence: z.string() })
const ownHost = z.object({
  name: nameSchema,
  title: z.string(),
  version: z.enum(['1.0', '0.x', 'unknown']),
  credit: z.string().optional().describe('Shown beside the host: its licence asks for it.'),
  mouthShapes: z.array(z.string()),
  refusals: z.array(finding).describe('Any of these keeps it off air.'),
  warnings: z.array(finding).describe('With these it goes on air, looking worse than it could.'),
  licence: z
    .object({
      authors: z.array(z.string()),
      whoMayUse: z.enum(['everyone', 'licensed', 'author']),
      commercial: z.enum(['corporation', 'person', 'no']),
      mustCredit: z.boolean(),
    })
    .optional(),
  leave: z.string().optional().describe('What its author allows beyond the licence, as it was stated.'),
  bytes: z.int(),
})
const readyHost = ownHost.extend({
  manner: z.string(),
  category: z.string(),
  called: z.object({ zh: z.string(), en: z.string() }),
})

export function hostRoutes({ hosts, store }: ApiDeps): Route[] {
  const usersOf = (host: string) =>
    store.feeds.hosts().filter(({ plan }) => plan.rotation.some(turn => turn.host === host))
  return [
    route({
      method: 'get',
      path: '/api/hosts',
      role: 'viewer',
      summary: 'Who may present: hosts that came with us, and your own',
      answer: z.object({ ready: z.array(readyHost), own: z.array(ownHost) }),
      handle: async () => ({
        ready: (await hosts.ready()).map(host => {
          const { manner, category, called } = personaOf(host.name)
          return { ...host, manner, category, called }
        }),
        own: await hosts.all(),
      }),
    }),
    route({
      method: 'get',
      path: '/api/hosts/{host}/model',
      role: 'viewer',
      summary: "A host's VRM file, for a page that draws it",
      answerType: 'model/gltf-binary',
      handle: ({ params: { host = '' }, request, response }) => {
        const file = hosts.fileOf(host)
        if (file === undefined) throw noSuch('host', host, 'GET /api/hosts lists them')
        sendModel(file, request, response)
      },
    }),
    route({
      method: 'put',
      path: '/api/hosts/{host}',
      role: 'operator',
      summary: 'Keep a host of your own: the body is the VRM file itself, 1.0 or 0.x',
      rawBytes: maxBytes,
      query: {
        leave:
          'Who allowed what its licence does not, and when, in your words; then the licence keeps it off air no more.',
      },
      answer: ownHost,
      handle: ({ params, bytes, request: { query } }) => {
        const leave = typeof query.leave === 'string' ? query.leave.trim() : ''
        return hosts.put(readBody(nameSchema, params.host), bytes, leave)
      },
    }),
    route({
      method: 'delete',
      path: '/api/hosts/{host}',
      role: 'operator',
      summary: 'Forget a host of your own that no feed shows',
      answer: shapes.removed,
      handle: ({ params: { host = '' } }) => {
        const users = usersOf(host)
        if (users.length > 0)
          throw conflict(
            'in-use',
            `${host} is shown by ${users.map(({ name }) => name).join(', ')}; give them another first`,
          )
        if (!hosts.remove(host)) throw noSuch('host of your own', host, 'GET /api/hosts lists them')
        return { removed: host }
      },
    }),
  ]
}

/** The bytes as they lie there; a browser that has them already is told so. */
function sendModel(file: string, request: Request, response: Response): void {
  const { size, mtimeMs } = statSync(file)
  const tag = `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`
  response.set({ etag: tag, 'cache-control': 'private, no-cache' })
  if (request.get('if-none-match') === tag) {
    response.status(304).end()
    return
  }
  response.set({ 'content-type': 'model/gltf-binary', 'content-length': String(size) })
  const bytes = createReadStream(file, { end: size - 1 })
  bytes.once('error', () => response.destroy())
  response.once('close', () => bytes.destroy())
  bytes.pipe(response)
}
