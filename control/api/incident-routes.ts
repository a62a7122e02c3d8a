// Calls about incidents: what went wrong, and that a person has taken notice.
import { type Kind, kinds } from '#monitoring'
import type { IncidentsAsked } from '../incidents/incident-store.ts'
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
        'What went wrong, newest first; of one ?broadcast=, of one ?kind=, ?open=true or false, not over before ?since=, begun by ?until= (milliseconds or a date), ?limit= of them',
      query: {
        broadcast: 'Of this broadcast only.',
        kind: 'Of this kind only.',
        open: 'true: not over yet; false: over.',
        since: 'Not over before then: milliseconds since 1970, or a date.',
        until: 'Begun by then: milliseconds since 1970, or a date.',
        limit: 'At most so many.',
      },
      answer: shapes.incidents,
      handle: ({ request: { query } }) => ({
        incidents: keeper.list(askedIn(query)),
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
      method: 'get',
      path: '/api/incidents/{incident}/flight',
      role: 'viewer',
      summary:
        'What the flight recorder took down each second, from two minutes before it to two minutes after',
      answer: shapes.flights,
      handle: async ({ params: { incident = '' } }) => ({ flights: await incidents.flights(incident) }),
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

const limitSentence = `must be a whole number from 1 to ${mostAtOnce}`
const timeSentence = 'must be milliseconds since 1970, or a date such as 2026-11-25T20:00:00+08:00'

/** All that is wrong is told at once. */
function askedIn(query: Readonly<Record<string, unknown>>): IncidentsAsked {
  const { broadcast, kind, open, since, until, limit } = query
  const times = { since: timeIn(since), until: timeIn(until) }
  const wrong = {
    broadcast: broadcast !== undefined && !isName(broadcast) ? nameSentence : null,
    kind: kind !== undefined && !isKind(kind) ? `must be one of ${kinds.join(', ')}` : null,
    open: open !== undefined && open !== 'true' && open !== 'false' ? 'must be true or false' : null,
    since: times.since === null ? timeSentence : null,
    until: times.until === null ? timeSentence : null,
    limit: limit !== undefined && !isLimit(limit) ? limitSentence : null,
  }
  const mistakes = Object.entries(wrong).flatMap(([field, detail]) =>
    detail === null ? [] : [{ field, detail }],
  )
  if (mistakes.length > 0) throw new Mistakes(mistakes)
  return {
    broadcast: isName(broadcast) ? broadcast : null,
    sinceMs: times.since ?? 0,
    limit: isLimit(limit) ? Number(limit) : mostAtOnce,
    ...(isKind(kind) ? { kind } : {}),
    ...(open === undefined ? {} : { isOpen: open === 'true' }),
    ...(times.until == null ? {} : { untilMs: times.until }),
  }
}

const isName = (asked: unknown): asked is string => typeof asked === 'string' && namePattern.test(asked)
const isKind = (asked: unknown): asked is Kind => kinds.some(kind => kind === asked)
const isLimit = (asked: unknown): asked is string =>
  typeof asked === 'string' && /^\d{1,3}$/.test(asked) && Number(asked) >= 1 && Number(asked) <= mostAtOnce

/** Undefined where none was asked for, null where it is no time. */
function timeIn(asked: unknown): number | null | undefined {
  if (asked === undefined) return undefined
  const ms = typeof asked !== 'string' ? Number.NaN : /^\d+$/.test(asked) ? Number(asked) : Date.parse(asked)
  return Number.isFinite(ms) ? ms : null
}
