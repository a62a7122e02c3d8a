// Calls on slates: the ready ones, and the operator's own pictures and clips.
import { languages, motions, readyDesigns, soundings } from '#relay'
import { conflict, noSuch } from '../commands/refusals.ts'
import { Mistakes } from '../rules/mistakes.ts'
import type { OwnSlate } from '../slates.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const maxBytes = 67_108_864

export function slateRoutes({ slates, store }: ApiDeps): Route[] {
  const shown = ({ name, isClip, bytes }: OwnSlate) => ({ name, kind: isClip ? 'clip' : 'picture', bytes })
  const usersOf = (slate: string) =>
    store.broadcasts.all().flatMap(({ name, plan }) => (plan.slate?.design === slate ? [name] : []))
  return [
    route({
      method: 'get',
      path: '/api/slates',
      role: 'viewer',
      summary: 'What may be shown when no feed is fit for air',
      answer: shapes.slates,
      handle: () => ({
        ready: [...readyDesigns],
        languages,
        motions,
        sounds: soundings,
        own: slates.all().map(shown),
      }),
    }),
    route({
      method: 'put',
      path: '/api/slates/{slate}',
      role: 'operator',
      summary: 'Keep your own picture or clip: the body is the file itself',
      rawBytes: maxBytes,
      answer: shapes.slate,
      handle: async ({ params: { slate = '' }, bytes, response }) => {
        if (readyDesigns.some(name => name === slate))
          throw new Mistakes([
            { field: 'slate', detail: `${slate} is one of the ready ones; choose another name` },
          ])
        if (usersOf(slate).length > 0 && slates.find(slate) !== undefined)
          throw conflict(
            'in-use',
            `${slate} is used by ${usersOf(slate).join(', ')}; upload it under another name`,
          )
        const left = new AbortController()
        response.once('close', () => left.abort(new Error('the caller left'))) // a request closes once it is read
        return shown(await slates.put(slate, bytes, left.signal))
      },
    }),
    route({
      method: 'delete',
      path: '/api/slates/{slate}',
      role: 'operator',
      summary: 'Forget a slate of your own that no broadcast uses',
      answer: shapes.removed,
      handle: ({ params: { slate = '' } }) => {
        const users = usersOf(slate)
        if (users.length > 0)
          throw conflict('in-use', `${slate} is the slate of ${users.join(', ')}; give them another first`)
        if (!slates.remove(slate)) throw noSuch('slate of your own', slate, 'GET /api/slates lists them')
        return { removed: slate }
      },
    }),
  ]
}
