// Calls about what has been: the timeline of a broadcast, and events of long ago, page by page.
import { z } from 'zod'
import { Mistakes } from '../rules/mistakes.ts'
import { nameSchema, namePattern, nameSentence } from '../store/plan.ts'
import { ratesKeptMs } from '../timeline/rates.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'

const mostEvents = 2_000
/** How far back the state at the beginning is looked for. */
const mostBefore = 300
const mostIncidents = 200
const mostAtOnce = 200
const usualAtOnce = 60

/** What lanes are drawn from. */
const drawn = [
  'program-cut',
  'program-dark',
  'program-lit',
  'leg-state',
  'start',
  'stop',
  'worker-lost',
  'destination-stop',
  'destination-start',
]

const wallMs = z.number().describe('Milliseconds since 1970.')
const event = z.looseObject({
  id: z.string(),
  atMs: wallMs,
  broadcast: nameSchema.nullable(),
  kind: z.string(),
  detail: z.looseObject({}),
})
const timeline = z.object({
  sinceMs: wallMs,
  nowMs: wallMs,
  before: z.array(event).describe('The last events before it, which tell how things stood when it began.'),
  events: z.array(event).describe('Cuts, states of legs, commands; oldest first.'),
  isCut: z.boolean().describe('More happened than is told; the oldest is left out.'),
  incidents: z.array(z.looseObject({ id: nameSchema, beganMs: wallMs, overMs: wallMs.nullable() })),
  rates: z.object({
    everyMs: z.number(),
    atMs: z.array(wallMs),
    destinations: z.array(
      z.object({
        destination: nameSchema,
        kbps: z.array(z.number().nullable()).describe('Taken by the far end.'),
      }),
    ),
  }),
})
const history = z.object({
  events: z.array(event).describe('Newest first.'),
  hasMore: z.boolean(),
})

export function timelineRoutes({ store, clock, incidents, broadcasts, rates }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/broadcasts/{broadcast}/timeline',
      role: 'viewer',
      summary: 'What was on air, what each leg did, incidents and rates, since ?since= (at most 12 hours)',
      query: { since: 'Milliseconds since 1970; 15 minutes ago unless it is given.' },
      answer: timeline,
      handle: ({ params: { broadcast = '' }, request: { query } }) => {
        broadcasts.find(broadcast)
        const nowMs = Math.round(clock.wallMs())
        const asked = numberIn(query, 'since') ?? nowMs - 15 * 60_000
        const sinceMs = Math.min(nowMs, Math.max(asked, nowMs - ratesKeptMs))
        const firstId = store.events.firstSince(sinceMs)
        const found = { broadcast, kinds: drawn }
        const events = store.events.page({ ...found, fromId: firstId, limit: mostEvents })
        const before = store.events.page({ ...found, beforeId: firstId, limit: mostBefore })
        return {
          sinceMs,
          nowMs,
          before: before.toReversed(),
          events: events.toReversed(),
          isCut: events.length === mostEvents,
          incidents: incidents.keeper
            .list({ broadcast, sinceMs, limit: mostIncidents })
            .map(({ id, kind, cause, beganMs, overMs }) => ({ id, kind, cause, beganMs, overMs })),
          rates: rates.of(broadcast, sinceMs),
        }
      },
    }),
    route({
      method: 'get',
      path: '/api/events/history',
      role: 'viewer',
      summary:
        'Events of the past, newest first, page by page: ?before= an id, ?broadcast=, ?kinds=, ?limit=',
      query: {
        before: 'Only events older than the one of this id.',
        broadcast: 'Of this broadcast only.',
        kinds: 'Of these kinds only, with commas between them.',
        limit: `At most so many, up to ${mostAtOnce}; ${usualAtOnce} unless it is given.`,
      },
      answer: history,
      handle: ({ request: { query } }) => {
        const limit = Math.min(mostAtOnce, Math.max(1, numberIn(query, 'limit') ?? usualAtOnce))
        const beforeId = numberIn(query, 'before')
        const events = store.events.page({
          broadcast: nameIn(query, 'broadcast'),
          kinds: kindsIn(query),
          ...(beforeId === undefined ? {} : { beforeId }),
          limit: limit + 1,
        })
        return { events: events.slice(0, limit), hasMore: events.length > limit }
      },
    }),
  ]
}

type Query = Readonly<Record<string, unknown>>

function numberIn(query: Query, field: string): number | undefined {
  const written = query[field]
  if (written === undefined) return undefined
  if (typeof written === 'string' && /^\d{1,15}$/.test(written)) return Number(written)
  throw new Mistakes([{ field, detail: 'must be a whole number' }])
}

function nameIn(query: Query, field: string): string | null {
  const written = query[field]
  if (written === undefined) return null
  if (typeof written === 'string' && namePattern.test(written)) return written
  throw new Mistakes([{ field, detail: nameSentence }])
}

function kindsIn({ kinds }: Query): string[] | null {
  if (kinds === undefined) return null
  const named = typeof kinds === 'string' ? kinds.split(',') : []
  if (named.length > 0 && named.length <= 40 && named.every(each => /^[a-z-]{1,40}$/.test(each))) return named
  throw new Mistakes([
    { field: 'kinds', detail: 'must be up to 40 kinds with commas between them, such as take,release' },
  ])
}
