// Calls about pictures: what viewers saw of an incident, and what a broadcast shows at this moment.
import { z } from 'zod'
import { noSuch } from '../commands/refusals.ts'
import { accountOf } from '../pictures/account.ts'
import { moments } from '../pictures/moments.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'

const wallMs = z.number().describe('Milliseconds since 1970.')
const pictures = z.object({
  pictures: z.array(
    z.object({
      picture: nameSchema.nullable().describe('Fetch it under this name; null where nothing new was seen.'),
      atMs: wallMs,
      untilMs: wallMs.nullable().describe('Of nothing: until then; null while it lasts.'),
      broadcast: nameSchema,
      program: z.string(),
      shows: z.enum(['feed', 'slate', 'nothing']),
      how: z.enum(['dark', 'frozen']).nullable().describe('Of nothing: none came, or the last one stood.'),
      feed: nameSchema.nullable(),
      moment: z.enum(moments).nullable().describe('Of the incident.'),
      destinations: z.array(nameSchema).describe('Whose viewers saw it.'),
      last: nameSchema.nullable().describe('Of nothing: the last picture before.'),
    }),
  ),
  nowMs: wallMs,
})

export function pictureRoutes({ incidents, latestPictures, store, clock }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/incidents/{incident}/pictures',
      role: 'viewer',
      summary: 'What viewers saw, before, while it lasted and after: pictures, and where nothing came',
      answer: pictures,
      handle: async ({ params: { incident = '' } }) => ({
        pictures: accountOf(incidents.keeper.find(incident), await incidents.pictures.of(incident)),
        nowMs: Math.round(clock.wallMs()),
      }),
    }),
    route({
      method: 'get',
      path: '/api/incidents/{incident}/pictures/{picture}.jpg',
      role: 'viewer',
      summary: 'One of these pictures',
      answerType: 'image/jpeg',
      handle: async ({ params: { incident = '', picture = '' }, response }) => {
        const { signal } = new AbortController() // whoever made it once makes it for all
        const jpeg = await incidents.pictures.jpeg(incidents.keeper.find(incident).id, picture, signal)
        response.set('cache-control', 'private, max-age=86400, immutable').type('image/jpeg').send(jpeg)
      },
    }),
    route({
      method: 'get',
      path: '/api/broadcasts/{broadcast}/picture',
      role: 'viewer',
      summary:
        'What it shows now, as a picture, made at most every two seconds; of one ?program=, else the main one',
      answerType: 'image/jpeg',
      handle: async ({ params: { broadcast = '' }, request: { query }, response }) => {
        if (store.broadcasts.find(broadcast) === undefined)
          throw noSuch('broadcast', broadcast, 'look at GET /api/broadcasts')
        const program = typeof query.program === 'string' ? query.program.slice(0, 600) : null
        const { atMs, shows, jpeg } = await latestPictures.of(broadcast, program)
        response
          .set('x-changming-sent-at', String(atMs))
          .set('x-changming-shows', shows)
          .type('image/jpeg')
          .send(jpeg)
      },
    }),
  ]
}
