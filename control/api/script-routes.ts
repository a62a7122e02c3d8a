// Calls on scripts.
import { z } from 'zod'
import { nameSchema } from '../store/plan.ts'
import { readBody } from '../rules/mistakes.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const script = z.object({ name: nameSchema, script: z.unknown(), isSample: z.boolean() })

export function scriptRoutes({ scripts }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/scripts',
      role: 'viewer',
      summary: 'All scripts that hosts can play',
      answer: z.object({ scripts: z.array(script) }),
      handle: () => ({ scripts: scripts.all() }),
    }),
    route({
      method: 'get',
      path: '/api/scripts/{script}',
      role: 'viewer',
      summary: 'One script',
      answer: script,
      handle: ({ params }) => scripts.find(params.script ?? ''),
    }),
    route({
      method: 'put',
      path: '/api/scripts/{script}',
      role: 'operator',
      summary: 'Keep a script; hosts that play it go over to it at their next sentence',
      body: z.looseObject({}).describe('A script: language, products, segments of sentences.'),
      answer: script,
      handle: ({ params, body }) => {
        const name = readBody(nameSchema, params.script)
        scripts.put(name, body)
        return scripts.find(name)
      },
    }),
    route({
      method: 'delete',
      path: '/api/scripts/{script}',
      role: 'operator',
      summary: 'Forget a script that no host plays',
      answer: shapes.removed,
      handle: ({ params }) => {
        scripts.remove(params.script ?? '')
        return { removed: params.script ?? '' }
      },
    }),
  ]
}
