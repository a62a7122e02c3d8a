// Who is on duty beside a broadcast's virtual hosts: some platforms show one only while a named person watches.
import { z } from 'zod'
import type { ApiDeps } from './deps.ts'
import { type Route, route } from './route.ts'
import * as shapes from './shapes.ts'

const nameSentence = 'write the name of the person, 1 to 40 characters'
const untilSentence = 'must be a time with its zone, such as 2026-12-01T02:00:00+08:00'
const dutyBody = z.strictObject({
  name: z.string(nameSentence).trim().min(1, nameSentence).max(40, nameSentence),
  until: z.iso.datetime({ offset: true, error: untilSentence }).describe('At most twelve hours from now.'),
})
const path = '/api/broadcasts/{broadcast}/duty'

export function dutyRoutes({ duties, broadcasts, world }: ApiDeps): Route[] {
  const shown = (name: string) => world.broadcastInFull(broadcasts.find(name))
  return [
    route({
      method: 'put',
      path,
      role: 'operator',
      summary:
        'Name who watches over the virtual hosts, until when: platforms that ask for a person show them then',
      body: dutyBody,
      answer: shapes.broadcast,
      handle: ({ params: { broadcast = '' }, body: { name, until } }) => {
        duties.put(broadcast, { name, untilMs: Date.parse(until) })
        return shown(broadcast)
      },
    }),
    route({
      method: 'delete',
      path,
      role: 'operator',
      summary: 'Nobody watches any more: platforms that ask for a person get cameras and slate',
      answer: shapes.broadcast,
      handle: ({ params: { broadcast = '' } }) => {
        duties.end(broadcast, 'relieved')
        return shown(broadcast)
      },
    }),
  ]
}
