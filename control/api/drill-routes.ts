// Calls about drills: how the last ones went, begin one, and that a person has taken notice of its page.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { drillFaults, drillOutcomes, scorecardPage } from '#monitoring'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'

const wallMs = z.number().describe('Milliseconds since 1970.')
const shapes = {
  begun: z.object({ drill: nameSchema }),
  card: z.looseObject({ id: nameSchema, by: z.string(), outcome: z.enum(drillOutcomes) }),
  list: z.object({
    drills: z.array(
      z.object({
        id: nameSchema,
        by: z.string(),
        beganMs: wallMs,
        endedMs: wallMs.nullable(),
        outcome: z.enum([...drillOutcomes, 'running']),
        isWhole: z.boolean().describe('Every fault was asked for.'),
        broken: z.array(z.enum(drillFaults)).describe('Faults of which a promise was not kept.'),
        why: z.string().nullable().describe('Why it did not come to its end.'),
        recoveredMs: z
          .record(z.string(), z.number().nullable())
          .describe('By fault: how soon all was well again; null where it was not.'),
        progress: z
          .object({
            acting: z.enum(drillFaults).nullable(),
            of: z.int(),
            results: z.array(z.looseObject({ fault: z.enum(drillFaults), verdict: z.string() })),
          })
          .nullable()
          .describe('Of one that runs now.'),
      }),
    ),
    schedule: z.string(),
    timeZone: z.string(),
    nextMs: wallMs.nullable(),
    lastPassedMs: wallMs.nullable(),
    isOverdue: z.boolean(),
  }),
}

const beginBody = z.strictObject({
  page: nameSchema.nullable().default(null).describe('A receiver to page; null for nobody.'),
})

export function drillRoutes({ drills }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/drills',
      role: 'viewer',
      summary: 'How the last drills went, newest first, and when the next one is due',
      answer: shapes.list,
      handle: () => drills.view(),
    }),
    route({
      method: 'post',
      path: '/api/drills',
      role: 'operator',
      summary: 'Begin a drill now, on a second instance beside this one; one at a time',
      body: beginBody.prefault({}),
      answer: shapes.begun,
      handle: ({ body: { page }, visitor }) => drills.begin(visitor.name, page),
    }),
    route({
      method: 'get',
      path: '/api/drills/{drill}',
      role: 'viewer',
      summary: 'The scorecard of one drill',
      answer: shapes.card,
      handle: ({ params: { drill = '' } }) => drills.card(drill),
    }),
    route({
      method: 'get',
      path: '/api/drills/{drill}/page',
      role: 'viewer',
      summary: 'The same as a page',
      answerType: 'text/html',
      handle: ({ params: { drill = '' }, response }) => {
        const { html, style } = scorecardPage(drills.card(drill))
        const hash = createHash('sha256').update(style).digest('base64')
        response.set(
          'content-security-policy',
          `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        )
        response.type('html').send(html)
      },
    }),
    route({
      method: 'post',
      path: '/api/drills/{drill}/acknowledge',
      role: 'operator',
      summary: 'A person has taken notice of the page that a running drill sent',
      answer: shapes.begun,
      handle: ({ params: { drill = '' }, visitor }) => drills.acknowledge(drill, visitor.name),
    }),
  ]
}
