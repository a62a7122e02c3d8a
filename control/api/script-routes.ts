// Calls on scripts.
import { z } from 'zod'
import { checkScript, languages, productSchema, tones } from '#avatar'
import { nameSchema } from '../store/plan.ts'
import { readBody } from '../rules/mistakes.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const script = z.object({
  name: nameSchema,
  script: z.unknown(),
  isSample: z.boolean(),
  version: z.string().describe('Of its content; send it along when you change it.'),
})
const scripts = z.object({
  scripts: z.array(script),
  canDraft: z.boolean().describe('Whether a language model is configured (avatar.draft.url).'),
})

const refusal = z.object({
  term: z.string(),
  basis: z.string(),
  why: z.string(),
  whyZh: z.string(),
  instead: z.string(),
  insteadZh: z.string(),
})
const checked = z.object({
  mistakes: z.array(z.object({ field: z.string(), detail: z.string() })),
  segments: z.array(
    z.object({
      spokenMs: z.number(),
      lines: z.array(
        z.object({
          written: z.string(),
          text: z.string().describe('In its first wording.'),
          units: z.int(),
          spokenMs: z.number(),
          refusals: z.array(refusal),
          mistake: z.object({ en: z.string(), zh: z.string() }).nullable(),
        }),
      ),
    }),
  ),
  spokenMs: z.number(),
})

const draftBody = z.strictObject({
  name: nameSchema.default('draft'),
  language: z.enum(languages).default('zh'),
  tone: z.enum(tones).default('calm'),
  minutes: z.number('must be minutes, such as 5').min(1).max(60).default(5),
  products: z.array(productSchema).min(1, 'needs at least one product').max(10),
})

export function scriptRoutes(deps: ApiDeps): Route[] {
  return [...keptScripts(deps), ...writtenScripts(deps)]
}

function keptScripts({ scripts: commands, drafting }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/scripts',
      role: 'viewer',
      summary: 'All scripts that hosts can play',
      answer: scripts,
      handle: () => ({ scripts: commands.all(), canDraft: drafting.model !== null }),
    }),
    route({
      method: 'get',
      path: '/api/scripts/{script}',
      role: 'viewer',
      summary: 'One script',
      answer: script,
      handle: ({ params }) => commands.find(params.script ?? ''),
    }),
    route({
      method: 'put',
      path: '/api/scripts/{script}',
      role: 'operator',
      summary:
        'Keep a script; hosts that play it go over to it at their next sentence (?version= of the one you changed, empty for a new one: refused where somebody else was first)',
      body: z.looseObject({}).describe('A script: language, products, segments of sentences.'),
      answer: script,
      handle: ({ params, body, request }) => {
        const name = readBody(nameSchema, params.script)
        const asked = URL.parse(request.url, 'http://house')?.searchParams
        commands.put(name, body, asked?.get('version') ?? null)
        return commands.find(name)
      },
    }),
    route({
      method: 'delete',
      path: '/api/scripts/{script}',
      role: 'operator',
      summary: 'Forget a script that no host plays',
      answer: shapes.removed,
      handle: ({ params }) => {
        commands.remove(params.script ?? '')
        return { removed: params.script ?? '' }
      },
    }),
  ]
}

function writtenScripts({ drafting }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/scripts/check',
      role: 'operator',
      summary: 'What the gate says of each sentence, and how long it takes to say; nothing is kept',
      audit: 'never',
      body: z.strictObject({ script: z.unknown() }),
      answer: checked,
      handle: ({ body }) => checkScript(body.script),
    }),
    route({
      method: 'post',
      path: '/api/scripts/draft',
      role: 'operator',
      summary: 'A draft by the language model of the settings, past the gate; nothing is kept',
      body: draftBody,
      answer: z.object({ script: z.unknown() }),
      handle: async ({ body, response }) => {
        const left = new AbortController()
        response.once('close', () => left.abort(new Error('whoever asked has left')))
        return { script: await drafting.draft(body, left.signal) }
      },
    }),
  ]
}
