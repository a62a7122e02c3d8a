// Calls on sets: what can stand behind a host, and what a brief would look like.
import { z } from 'zod'
import { categories, chooseSet, type SetBrief, setBrief, setKinds, timesOfDay } from '#scene-gen'
import { noSuch } from '../commands/refusals.ts'
import { readBody } from '../rules/mistakes.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const look = z.object({
  plan: z
    .object({
      kind: z.enum(setKinds),
      timeOfDay: z.enum(timesOfDay),
      mainColour: z.string(),
      accentColour: z.string(),
      seed: z.int(),
    })
    .describe('What is drawn: the same plan gives the same picture.'),
  because: z.string().describe('Why this one belongs to the brief.'),
  isModelAsked: z.boolean().describe('On air an image model makes it; this is drawn where it cannot.'),
})
const own = look.extend({ name: nameSchema, brief: setBrief })

export function setRoutes({ sets, store, settings }: ApiDeps): Route[] {
  const lookOf = (brief: SetBrief) => ({
    ...chooseSet(brief),
    isModelAsked: settings.avatar.images.url !== undefined && brief.set === undefined,
  })
  return [
    route({
      method: 'get',
      path: '/api/sets',
      role: 'viewer',
      summary: 'What can stand behind a host: built-in sets, and those that people asked for',
      answer: z.object({
        kinds: z.array(z.enum(setKinds)),
        timesOfDay: z.array(z.enum(timesOfDay)),
        categories: z.array(z.enum(categories)),
        hasImageModel: z.boolean(),
        own: z.array(own),
      }),
      handle: () => ({
        kinds: setKinds,
        timesOfDay,
        categories,
        hasImageModel: settings.avatar.images.url !== undefined,
        own: store.sets.all().map(({ name, brief }) => ({ name, brief, ...lookOf(brief) })),
      }),
    }),
    route({
      method: 'post',
      path: '/api/sets/look',
      role: 'viewer',
      summary: 'What a brief would look like; nothing is kept',
      body: setBrief,
      answer: look,
      audit: 'never',
      handle: ({ body }) => lookOf(body),
    }),
    route({
      method: 'put',
      path: '/api/sets/{set}',
      role: 'operator',
      summary: 'Keep a set under a name: rotations say it as "set"',
      body: setBrief,
      answer: own,
      handle: ({ params, body }) => {
        const name = readBody(nameSchema, params.set)
        sets.put(name, body)
        const kept = store.sets.find(name)
        if (kept === undefined) throw noSuch('set', name, 'it was removed this moment')
        return { name, brief: kept.brief, ...lookOf(kept.brief) }
      },
    }),
    route({
      method: 'delete',
      path: '/api/sets/{set}',
      role: 'operator',
      summary: 'Forget a set that no host stands before',
      answer: shapes.removed,
      handle: ({ params: { set = '' } }) => {
        sets.remove(set)
        return { removed: set }
      },
    }),
  ]
}
