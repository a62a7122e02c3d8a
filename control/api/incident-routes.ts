// Calls about incidents: what went wrong, and that a person has taken notice.
import { Mistakes } from '../rules/mistakes.ts'
import { namePattern, nameSentence } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const mostAtOnce = 200

export function incidentRoutes({ incidents, clock }: ApiDeps): Route[] {
  const { keeper } = incidents
  return [
    route({
      method: 'get',
      path: '/api/incidents',
      role: 'viewer',
      summary:
        'What went wrong, newest first; of one ?broadcast=, and not over before ?since= (milliseconds or a date)',
      query: {
        broadcast: 'Of this broadcast only.',
        since: 'Not over before then: milliseconds since 1970, or a date.',
      },
      answer: shapes.incidents,
      handle: ({ request: { query } }) => ({
        incidents: keeper.list({
          broadcast: broadcastIn(query.broadcast),
          sinceMs: sinceIn(query.since),
          limit: mostAtOnce,
        }),
        nowMs: Math.round(clock.wallMs()),
      }),
    }),
    route({
      method: 'get',
      path: '/api/incidents/{incident}',
      role: 'viewer',
      summary: 'One incident: when, what viewers saw, why, with the evidence',
      answer: shapes.incident,
      handle: ({ params: { incident = '' } }) => keeper.find(incident),
    }),
    route({
      method: 'post',
      path: '/api/incidents/{incident}/acknowledge',
      role: 'operator',
      summary: 'A person has taken notice: who and when is kept, the first time',
      answer: shapes.incident,
      handle: ({ params: { incident = '' }, visitor }) => keeper.acknowledge(incident, visitor.name),
    }),
    route({
      method: 'get',
      path: '/api/incidents/{incident}/bundle',
      role: 'operator',
      summary: 'Everything about it to hand on: events, flight recorder, settings; without keys',
      answer: shapes.bundle,
      handle: async ({ params: { incident = '' }, response }) => {
        const bundle = await incidents.bundle(incident)
        response.set('content-disposition', `attachment; filename="incident-${incident}.json"`)
        return bundle
      },
    }),
  ]
}

function broadcastIn(asked: unknown): string | null {
  if (asked === undefined) return null
  if (typeof asked === 'string' && namePattern.test(asked)) return asked
  throw new Mistakes([{ field: 'broadcast', detail: nameSentence }])
}

function sinceIn(asked: unknown): number {
  if (asked === undefined) return 0
  const ms = typeof asked !== 'string' ? Number.NaN : /^\d+$/.test(asked) ? Number(asked) : Date.parse(asked)
  if (Number.isFinite(ms)) return ms
  const detail = 'must be milliseconds since 1970, or a date such as 2026-11-25T20:00:00+08:00'
  throw new Mistakes([{ field: 'since', detail }])
}
