// Calls on logos: the operator's own, shown in a corner of a virtual host's picture.
import { z } from 'zod'
import { mostLogoBytes } from '#avatar'
import { conflict, noSuch } from '../commands/refusals.ts'
import { readBody } from '../rules/mistakes.ts'
import { nameSchema } from '../store/plan.ts'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const ownLogo = z.object({ name: nameSchema, widthPx: z.int(), heightPx: z.int(), bytes: z.int() })

export function logoRoutes({ logos, store }: ApiDeps): Route[] {
  const usersOf = (logo: string) => store.feeds.hosts().filter(({ plan }) => plan.logo === logo)
  return [
    route({
      method: 'get',
      path: '/api/logos',
      role: 'viewer',
      summary: 'Your own logos, which a host feed names in its plan',
      answer: z.object({ own: z.array(ownLogo) }),
      handle: () => ({ own: logos.all() }),
    }),
    route({
      method: 'get',
      path: '/api/logos/{logo}/picture',
      role: 'viewer',
      summary: "A logo's PNG file",
      answerType: 'image/png',
      handle: ({ params: { logo = '' }, response }) => {
        const bytes = logos.bytesOf(logo)
        if (bytes === undefined) throw noSuch('logo', logo, 'GET /api/logos lists them')
        response.set({ 'content-type': 'image/png', 'cache-control': 'private, no-cache' }).end(bytes)
      },
    }),
    route({
      method: 'put',
      path: '/api/logos/{logo}',
      role: 'operator',
      summary: 'Keep a logo: the body is the PNG itself, at most 512 kB and 1024×1024',
      rawBytes: mostLogoBytes + 1,
      answer: ownLogo,
      handle: ({ params, bytes }) => logos.put(readBody(nameSchema, params.logo), bytes),
    }),
    route({
      method: 'delete',
      path: '/api/logos/{logo}',
      role: 'operator',
      summary: 'Forget a logo that no feed shows',
      answer: shapes.removed,
      handle: ({ params: { logo = '' } }) => {
        const users = usersOf(logo)
        if (users.length > 0)
          throw conflict(
            'in-use',
            `${logo} is shown by ${users.map(({ name }) => name).join(', ')}; take it out of their plans first`,
          )
        if (!logos.remove(logo)) throw noSuch('logo', logo, 'GET /api/logos lists them')
        return { removed: logo }
      },
    }),
  ]
}
